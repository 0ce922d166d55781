"""Checking what a commit is about to take, or what has changed since one, instead of all there is."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sup_lint.engine.runner import Outcome, check_paths
from sup_lint.model.report import Failure
from sup_lint.sources.files import is_file, is_folder, mounted, read
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.differences import Difference, differences
from sup_lint.sources.git.repository import Repository, open_repository
from sup_lint.sources.git.revisions import base_of
from sup_lint.sources.git.tree import index_tree, staged
from sup_lint.sources.lines import LineIndex
from sup_lint.sources.reading import decode

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.model.finding import Finding

    Progress = Callable[[int, int, str], None]

_IN_CONFLICT = "is in conflict and was not checked: resolve the conflict and stage the file again"


class ChangesError(Exception):
    """What has changed can't be told; the message says why in one sentence."""


def check_staged(
    paths: Sequence[str],
    config: "Config",
    *,
    known: "Sequence[KnownKey]" = (),
    on_progress: "Progress | None" = None,
) -> Outcome:
    """Check what the index holds of the files that differ from HEAD, as far as `paths` (files, folders) name them.

    The index stands in for the work tree: imports lead to what is staged. Where the environment names an index, as in
    the hook of a partial commit, it is that one. Raises ChangesError, and GitError if git fails.
    """
    repository, top = _repository()
    index = _named_index(repository, top)
    entries = list(staged(repository, index))
    wanted, missing = _wanted(paths, top, {entry.name for entry in entries})
    chosen = [entry for entry in entries if wanted(entry.name)]
    places = [os.path.join(top, entry.name) for entry in chosen if entry.is_file]
    with index_tree(repository, index, at_hand=entries) as tree:
        missing = [path for path in missing if not (tree.is_file(name := _name(path, top)) or tree.is_folder(name))]
        with mounted(tree):
            outcome = check_paths(places, config, known=known, on_progress=on_progress)
    conflicts = [Failure(_shown(top, entry.name), _IN_CONFLICT) for entry in chosen if entry.status == "U"]
    failures = sorted({*outcome.report.failures, *conflicts})
    return outcome._replace(report=outcome.report._replace(failures=tuple(failures)), missing=tuple(missing))


def check_since(
    paths: Sequence[str],
    revision: str,
    config: "Config",
    *,
    all_lines: bool = False,
    known: "Sequence[KnownKey]" = (),
    on_progress: "Progress | None" = None,
) -> Outcome:
    """Check the files of the work tree that differ from `revision`, as far as `paths` (files, folders) name them.

    They are analysed whole. Unless `all_lines` are wanted, findings are left out that neither stand in a changed line
    nor name a place in one. Raises ChangesError, RevisionError, and GitError if git fails.
    """
    repository, top = _repository()
    base = base_of(repository, revision)
    try:
        found = differences(repository, base, with_lines=not all_lines)
    except GitError as error:
        if all_lines or not repository.is_partial:
            raise
        raise ChangesError(
            "this is a partial clone, which lacks the files as they were before: check all lines of the changed files "
            f"with --all-lines, or fetch what is missing (git diff {base[:10]} does) and run this again"
        ) from error
    wanted, missing = _wanted(paths, top, {each.name for each in found})
    changed = {os.path.join(top, each.name): each for each in found}
    places = [place for place, each in changed.items() if wanted(each.name) and _is_regular(place)]
    outcome = check_paths(places, config, known=known, on_progress=on_progress)
    outcome = outcome._replace(missing=tuple(missing))
    if all_lines:
        return outcome
    limit = _Limit(changed)
    findings = tuple(finding for finding in outcome.report.findings if limit.admits(finding))
    silenced = tuple(each for each in outcome.report.silenced if limit.admits(each.finding))
    return outcome._replace(report=outcome.report._replace(findings=findings, silenced=silenced))


class _Limit:
    """Decides which findings have to do with changed lines; `changed` are the files by their absolute paths."""

    def __init__(self, changed: dict[str, Difference]) -> None:
        self._changed = changed
        self._alike: dict[str, bool] = {}

    def admits(self, finding: "Finding") -> bool:
        """Whether the finding, or a place that it names, touches a changed line."""
        places = [(finding.path, finding.region), *((each.path, each.region) for each in finding.related)]
        return any(self._touches(path, region.line, region.end_line) for path, region in places)

    def _touches(self, path: str, first: int, last: int) -> bool:
        place = os.path.abspath(path)
        if not is_file(place):  # a key in its name is masked by now, and it is one of those that were asked for
            return True
        change = self._changed.get(place)
        return change is not None and (change.touches(first, last) or not self._counts_alike(place))

    def _counts_alike(self, place: str) -> bool:
        """Whether git counts the lines of a file as we do: a carriage return alone ends no line for git."""
        if place not in self._alike:
            try:
                text = decode(read(place))
            except OSError:
                text = ""
            self._alike[place] = LineIndex(text).line_count == text.count("\n") + 1
        return self._alike[place]


def _repository() -> tuple[Repository, str]:
    """The repository around the working directory, and the top of its work tree."""
    repository = open_repository(os.getcwd())
    if repository is None:
        raise ChangesError("this folder is not in a git repository")
    if repository.top is None:
        raise ChangesError("this is a bare repository, where nothing is staged or changed: run this in a clone of it")
    return repository, repository.top


def _named_index(repository: Repository, top: str) -> str | None:
    """The index that git names to its hooks: of `git commit FILE` it is not the usual one."""
    named = os.environ.get("GIT_INDEX_FILE")
    owner = os.environ.get("GIT_DIR")
    if not named or (owner and os.path.realpath(os.path.join(top, owner)) != os.path.realpath(repository.git_dir)):
        return None  # it belongs to the repository whose hook this runs in
    return os.path.join(top, named)


def _wanted(paths: Sequence[str], top: str, names: set[str]) -> tuple[Callable[[str], bool], list[str]]:
    """Whether a name relative to the top belongs to one of the paths (all do if there are none); and what is missing.

    Missing is a path that leads neither to one of the `names` nor to anything else on the disk.
    """
    named: set[str] = set()
    missing: list[str] = []
    folders = {folder for name in names for folder in _above(name)}
    for path in paths:
        name = _name(path, top)
        if name in names or name in folders:
            named.add(name)
        elif not is_file(path) and not is_folder(path):
            missing.append(path)
    return lambda name: not paths or not named.isdisjoint((name, *_above(name))), missing


def _name(path: str, top: str) -> str:
    """The posix name, relative to the top, of what a path leads to; an absolute one for what lies elsewhere."""
    above, last = os.path.split(os.path.abspath(path))
    place = os.path.join(os.path.realpath(above), last)
    if is_folder(place):
        place = os.path.realpath(place)
    if place == top:
        return ""
    return place.removeprefix(top.rstrip(os.sep) + os.sep).replace(os.sep, "/")


def _above(name: str) -> list[str]:
    """The folders that a file lies in, by names relative to the top, which is the empty one."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(len(parts) + 1)]


def _is_regular(place: str) -> bool:
    return is_file(place) and os.path.realpath(place) == place  # a symbolic link is no file


def _shown(top: str, name: str) -> str:
    place = os.path.join(top, name)
    relative = os.path.relpath(place)
    return (place if relative.startswith("..") else relative).replace(os.sep, "/")
