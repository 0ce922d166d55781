"""The tree of a repository in a scan: its work tree, or for a bare one the files of HEAD."""

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sup_lint.analysis.client.shipping import shipped
from sup_lint.analysis.key_files import is_kept_out_of_git, is_uncommitted
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.repository import HeldKey, Placed, Repository, Use
from sup_lint.analysis.services.census import listed, services_of
from sup_lint.engine.checklist import Facts
from sup_lint.engine.copies import is_proof
from sup_lint.engine.runner import Progress, inspect
from sup_lint.engine.scan.records import Standing, TreeKey, tree_keys
from sup_lint.engine.seen import Seen
from sup_lint.engine.selection import selected
from sup_lint.model.inventory import Service
from sup_lint.model.masked_key import mask
from sup_lint.rules import RULES
from sup_lint.sources.files import mounted, read
from sup_lint.sources.git.ignored import Ignored, ignored_in
from sup_lint.sources.git.tree import commit_tree

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Inspected
    from sup_lint.model.finding import Finding
    from sup_lint.model.report import Report
    from sup_lint.sources.git.repository import Repository as GitRepository


class LookedAt:
    """A tree after the look at it: the keys in it, those in use beside it, and the report on both."""

    def __init__(self, inspected: "Inspected", config: "Config", known: "Sequence[KnownKey]") -> None:
        self._inspected = inspected
        self._active = frozenset(rule.code for rule in selected(RULES, config))
        self._waved_through: list[Finding] = []
        self._report = inspected.inspection.found(self._waved_through)
        self._known = {key.value: key for key in known}
        self._values = self._clear_values()
        self._keys = tree_keys(self._standing())

    @property
    def keys(self) -> Mapping[str, TreeKey]:
        """The keys in clear that findings tell of, where others may see them."""
        return self._keys

    def uses(self, given: "Sequence[KnownKey]") -> dict[str, list[Use]]:
        """Where which key is in use now: what the user has `given`, and environment files that are not in git."""
        found: dict[str, list[Use]] = {}
        for key in given:
            found.setdefault(key.value, []).append(Use(key.place))
        project = self._inspected.inspection.project
        for file in project.files():
            if file.language == "dotenv" and (is_kept_out_of_git(file) or is_uncommitted(file)):
                for literal in literal_keys(file, project):
                    if is_proof(literal) and literal.file is file:
                        found.setdefault(literal.value, []).append(Use(file.path, Placed(file, literal.region)))
        return found

    def secrets(self) -> set[str]:
        """The keys in clear that stand in the files looked at."""
        return self._inspected.inspection.secrets()

    def decided(self) -> frozenset[str]:
        """The fingerprints of the keys that comments or settings wave through wherever they stand in the tree.

        What somebody has decided on today holds for the versions of yesterday, too.
        """
        waved = {finding.key.fingerprint for finding in self._waved_through if finding.key is not None}
        return frozenset(waved - {finding.key.fingerprint for finding in self._report.findings if finding.key})

    def report(self, keys: "Sequence[HeldKey]") -> "Report":
        """The report on the tree, and on the repository with all its `keys`, as the selected rules tell it."""
        inspection = self._inspected.inspection
        inspection.look_at_repository(keys)
        self._waved_through = []
        report = inspection.found(self._waved_through)
        findings = tuple(finding for finding in report.findings if finding.code in self._active)
        silenced = tuple(each for each in report.silenced if each.finding.code in self._active)
        failures = sorted({*self._inspected.failures, *report.failures}, key=lambda failure: failure.path)
        return report._replace(
            findings=findings, failures=tuple(failures), files=self._inspected.files, silenced=silenced
        )

    def seen(self, *, has_history: bool) -> Seen:
        """What the look could see, for the baseline."""
        fingerprints = [mask(key.value).fingerprint for key in self._inspected.keys]
        return self._inspected.seen._replace(keys=fingerprints, has_history=has_history)

    def facts(self) -> Facts:
        """What was looked at, for the checklist."""
        inspection = self._inspected.inspection
        tied = [file for file in inspection.checked if file.is_tied]
        clients = [file for file in tied if shipped(file, inspection.project) is not None]
        accepted = Counter(finding.checklist for finding in self._waved_through if finding.code in self._active)
        left_out = frozenset(rule.code for rule in RULES) - self._active
        return Facts(len(tied), len(clients), left_out=left_out, accepted=accepted)

    def services(self, keys: "Sequence[HeldKey]") -> tuple[tuple[Service, ...], dict[str, tuple[str, ...]]]:
        """The services that use Supertone, and the names of those that each key in clear serves."""
        inspection = self._inspected.inspection
        uses = services_of(Repository(inspection.project, inspection.checked, keys))
        served: dict[str, dict[str, None]] = {}
        for use in uses:
            if use.value is not None:
                served.setdefault(use.value, {})[use.name] = None
        return listed(uses), {value: tuple(names) for value, names in served.items()}

    def _clear_values(self) -> dict[str, tuple[str, bool]]:
        """The keys in clear that were met, by their fingerprints, and whether a place proves them."""
        found = {mask(value).fingerprint: (value, True) for value in self._known}
        project = self._inspected.inspection.project
        for file in project.files():
            for literal in literal_keys(file, project):
                fingerprint = mask(literal.value).fingerprint
                known = fingerprint in found and found[fingerprint][1]
                found[fingerprint] = (literal.value, known or is_proof(literal))
        return found

    def _standing(self) -> Iterator[tuple[str, bool, Standing]]:
        inspection = self._inspected.inspection
        files: dict[str, AnalysedFile] = {}
        for file in inspection.project.files():
            files.setdefault(file.path, file)
        for finding in self._report.findings:
            key = finding.key
            if key is not None and key.fingerprint in self._values and not is_uncommitted(files[finding.path]):
                value, is_proven = self._values[key.fingerprint]
                yield value, is_proven, Standing(Placed(files[finding.path], finding.region), finding.code)


@contextlib.contextmanager
def opened(repository: "GitRepository | None") -> Iterator[None]:
    """Let the files of HEAD stand for the work tree that a bare repository lacks. Raises GitError."""
    if repository is None or repository.top is not None or repository.head is None:
        yield
        return
    with commit_tree(repository, repository.head) as tree, mounted(tree):
        yield


def look_at_tree(
    root: str,
    repository: "GitRepository | None",
    config: "Config",
    known: "Sequence[KnownKey]",
    on_progress: Progress | None,
) -> LookedAt:
    """Look at the tree below `root`, an absolute path; while it is `opened` more can be asked of it.

    `known` keys are searched for in every byte. Raises GitError.
    """
    ignored = ignored_in(repository) if repository is not None else Ignored()
    private = [(path, data) for path in ignored.environments if (data := _bytes(path))]
    # Where a key stands has to be known, whichever rules are to tell of it.
    everything = config._replace(select=(), ignore=())
    inspected = inspect([root, *ignored.outputs], everything, known=known, private=private, on_progress=on_progress)
    return LookedAt(inspected, config, known)


def _bytes(path: str) -> bytes:
    try:
        return read(path)
    except OSError:
        return b""
