"""The doctor: looks at how a repository uses detect-secrets, and names each trap that keeps it from finding keys."""

import functools
import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sup_lint.config import ConfigError
from sup_lint.detecting.baseline import Baseline, load_baseline
from sup_lint.detecting.baseline_traps import filter_traps, missing_detector, plugin_traps
from sup_lint.detecting.filters import NON_TEXT_FILE
from sup_lint.detecting.hook_traps import (
    disabled_filters,
    running_traps,
    selection_traps,
    their_filter_traps,
    their_traps,
)
from sup_lint.detecting.hooks import CONFIG, Hook, HookConfig, load_hooks
from sup_lint.detecting.layout import BASELINE, THEIR_BASELINE
from sup_lint.detecting.reach import probes, some
from sup_lint.detecting.trap import Trap
from sup_lint.keys.needles import NEEDLE
from sup_lint.sources.reading import decode, read, to_gate
from sup_lint.sources.work_tree import Status, is_modified, listing, status

_PROJECT = "pyproject.toml"
# What `init` puts right in a baseline.
_REPAIRED = frozenset({"absolute-plugin-path", "detector-missing", "filter-hides-keys", "plugin-file-missing"})
_TOOL = re.compile(r"detect[-_.]secrets\b", re.IGNORECASE)
_OURS = re.compile(r"sup[-_.]lint\b", re.IGNORECASE)


class Examination(NamedTuple):
    """The traps, in order, and what was looked at: baselines and hooks by name. Without either there is no set-up."""

    traps: list[Trap]
    baselines: list[str]
    hooks: list[str]


def examine(root: str) -> Examination:
    """Look at the set-up of the repository whose root is the working directory, and `root`, an absolute path.

    Raises ConfigError for a file that can't be read or is not what its name says.
    """
    config = load_hooks(CONFIG) if os.path.exists(CONFIG) else HookConfig()
    named = [name for hook in config.hooks for name in hook.baselines]
    present = filter(os.path.exists, dict.fromkeys([THEIR_BASELINE, BASELINE, *named]))
    baselines = {name: load_baseline(name) for name in present}
    setup = _Setup(root, config, baselines)
    traps = sorted(set(setup.traps())) if baselines or config.hooks else []
    return Examination(traps, list(baselines), [hook.id for hook in config.hooks])


class _Setup:
    """What there is, and which part of it reads which."""

    def __init__(self, root: str, config: HookConfig, baselines: dict[str, Baseline]) -> None:
        self._root = root
        self._config = config
        self._baselines = baselines
        self._theirs = [hook for hook in config.hooks if not hook.ours]
        self._ours = [hook for hook in config.hooks if hook.ours]
        self._tracked = listing(root, lambda _: True) or []
        self._probes = probes(self._tracked)

    def traps(self) -> Iterator[Trap]:
        for hook in self._config.hooks:
            yield from running_traps(hook, self._root)
        for hook in self._ours:
            yield from selection_traps(self._config, hook, self._probes)
        for hook in self._theirs:
            yield from self._of_their_hook(hook)
        for name, baseline in self._baselines.items():
            yield from self._of_baseline(name, baseline)
        yield from self._of_project()

    def _of_their_hook(self, hook: Hook) -> Iterator[Trap]:
        baseline = self._baseline_of(hook)
        with_detector = bool(hook.values("--plugin")) or (baseline is not None and baseline.names_detector)
        yield from their_traps(hook, self._root, with_detector=with_detector)
        if hook.baselines and baseline is None:
            return  # it does not run at all
        if not with_detector and not self._ours:
            unused = self._baselines.get(THEIR_BASELINE)
            if not hook.baselines and unused is not None and unused.names_detector:
                yield Trap(
                    CONFIG,
                    hook.args_line,
                    "baseline-unused",
                    f"The hook {hook.id} is not told of {THEIR_BASELINE}: our detector, which that names, never runs.",
                    f"args: [--baseline, {THEIR_BASELINE}]",
                )
                return  # which filters are on is a matter of that baseline, then
            yield missing_detector(baseline.path if baseline else CONFIG, 1 if baseline else hook.args_line)
        if with_detector or not self._ours:
            yield from their_filter_traps(hook, self._probes, has_baseline=baseline is not None)
            yield from selection_traps(self._config, hook, self._probes)
            yield from self._of_skipped_files(hook)

    def _of_baseline(self, name: str, baseline: Baseline) -> Iterator[Trap]:
        readers = [hook for hook in self._theirs if self._baseline_of(hook) is baseline]
        # Whoever has no hook runs detect-secrets by hand or in CI, with the baseline that bears the usual name.
        theirs = bool(readers) or (name == THEIR_BASELINE and not self._ours)
        yield from plugin_traps(baseline, self._root, theirs=theirs)
        if theirs and not readers and not baseline.names_detector:
            yield missing_detector(name, 1)
        if theirs and (baseline.names_detector or not self._ours):
            disabled = frozenset.intersection(*map(disabled_filters, readers)) if readers else frozenset[str]()
            yield from filter_traps(baseline, self._probes, disabled)
        yield from self._of_git(name)

    def _baseline_of(self, hook: Hook) -> Baseline | None:
        return self._baselines.get((hook.baselines or [""])[-1])

    def _of_git(self, name: str) -> Iterator[Trap]:
        path = os.path.join(self._root, name)
        state = status(path)
        if state in {Status.NEW, Status.IGNORED}:
            ignored = state is Status.IGNORED
            yield Trap(
                name,
                1,
                "baseline-not-in-git",
                f"git {'ignores' if ignored else 'does not know'} the baseline: nobody else has it.",
                f"git add {'--force ' if ignored else ''}{name}",
            )
        elif state is Status.TRACKED and is_modified(path):
            yield Trap(
                name,
                1,
                "baseline-unstaged",
                "The baseline has changes that are not staged: detect-secrets' hook refuses to run, and a commit "
                "leaves them out.",
                f"git add {name}",
            )

    def _of_skipped_files(self, hook: Hook) -> Iterator[Trap]:
        from detect_secrets.filters.heuristic import IGNORED_FILE_EXTENSIONS

        kinds = () if NON_TEXT_FILE in disabled_filters(hook) else tuple(IGNORED_FILE_EXTENSIONS)
        names = [name for name in self._suspects if name.endswith(kinds)]
        if names:
            yield Trap(
                CONFIG,
                hook.args_line,
                "file-kind-skipped",
                f"detect-secrets passes over {some(names)} because of the extension, and Supertone is named there.",
                f"add to args: --disable-filter, {NON_TEXT_FILE}",
            )

        for name in self._suspects:
            if not _is_utf8(name):
                yield Trap(
                    name,
                    1,
                    "encoding-skipped",
                    "detect-secrets passes over this file without a word: it is not written in UTF-8.",
                    "save the file as UTF-8, or use the hook `sup-lint-detect-secrets`, which reads it",
                )

    @functools.cached_property
    def _suspects(self) -> list[str]:
        """The tracked files that name anything of Supertone's."""
        return [name for name in self._tracked if _names_supertone(name)]

    def _of_project(self) -> Iterator[Trap]:
        """Dependencies with detect-secrets and without sup-lint, which the baseline's detector needs."""
        if not os.path.isfile(_PROJECT) or not any(each.names_detector for each in self._baselines.values()):
            return
        import tomllib

        try:
            text = decode(read(_PROJECT))
            content = tomllib.loads(text)
        except OSError as error:
            raise ConfigError(f"{_PROJECT} {error}") from None
        except (tomllib.TOMLDecodeError, RecursionError):
            raise ConfigError(f"{_PROJECT} is not valid TOML") from None
        lists = [each for each in _lists(content) if any(map(_TOOL.match, each))]
        if lists and not any(_OURS.match(each) for each in _all(content)):
            requirement = next(each for each in lists[0] if _TOOL.match(each))
            at = text.find(requirement)
            yield Trap(
                _PROJECT,
                text.count("\n", 0, at) + 1,
                "dependency-missing",
                "detect-secrets is installed without sup-lint: the detector that the baseline names can't be imported.",
                f'"{requirement}", "sup-lint"',
            )


def _all(content: object) -> Iterator[str]:
    for each in _lists(content):
        yield from each


def _lists(content: object) -> Iterator[list[str]]:
    """The lists of texts anywhere in a TOML file."""
    if isinstance(content, dict):
        for value in content.values():
            yield from _lists(value)
    elif isinstance(content, list):
        texts = [each for each in content if isinstance(each, str)]
        if texts:
            yield texts


def _names_supertone(name: str) -> bool:
    try:
        return NEEDLE.search(to_gate(read(name)).lower()) is not None
    except OSError:
        return False


def _is_utf8(name: str) -> bool:
    try:
        read(name).decode("utf-8")
    except OSError:
        return True
    except UnicodeDecodeError:
        return False
    return True


def told(traps: Iterable[Trap]) -> Iterator[str]:
    """The lines of a report."""
    from sup_lint.reporters.glyphs import visible
    from sup_lint.reporters.prose import wrap

    repaired = False
    for trap in traps:
        repaired |= trap.name in _REPAIRED and trap.path != CONFIG
        yield f"{visible(trap.path)}:{trap.line}: {trap.name}"
        yield from (f"    {line}" for line in wrap(trap.problem, 76))
        yield f"    fix: {visible(trap.change)}"
        yield ""
    if repaired:
        yield "`sup-lint detect-secrets init` sets our detector up in a baseline, and takes out"
        yield "the filters that hide keys."
