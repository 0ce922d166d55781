"""The traps that a hook of detect-secrets, or ours, may be in: what it is not told, and what it never gets to see."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sup_lint.detecting.baseline_traps import excluding_traps, path_option_traps
from sup_lint.detecting.filters import DEFAULT, EXCLUDED_FILES, EXCLUDED_LINES, EXCLUDED_SECRETS, GIBBERISH, HIDING
from sup_lint.detecting.hooks import CONFIG, Hook, HookConfig
from sup_lint.detecting.layout import DETECTOR
from sup_lint.detecting.reach import Probes, matched, of_other_types, some, unmatched
from sup_lint.detecting.trap import Trap

_OURS = re.compile(r"(?:.*[/\s@])?sup[-_.]lint\b", re.IGNORECASE)
_GIBBERISH_PACKAGE = "gibberish-detector"
_EXCLUDES = {
    "--exclude-files": EXCLUDED_FILES,
    "--exclude-lines": EXCLUDED_LINES,
    "--exclude-secrets": EXCLUDED_SECRETS,
}


def running_traps(hook: Hook, root: str) -> Iterator[Trap]:
    """What keeps a hook from running, or from running as it should, whatever it looks for."""
    stages = hook.settings.get("stages")
    if isinstance(stages, list) and stages and set(map(str, stages)) == {"manual"}:
        yield Trap(
            CONFIG,
            hook.lines.get("stages", hook.line),
            "hook-only-manual",
            f"The hook {hook.id} runs only when somebody asks for it: no commit is looked at.",
            "stages: [pre-commit]",
        )
    for baseline in hook.baselines:
        if not os.path.isfile(os.path.join(root, baseline)):
            yield Trap(
                CONFIG,
                hook.args_line,
                "baseline-missing",
                f"The hook {hook.id} is told of the baseline {baseline}, which is not there: it ends with an error.",
                f"`sup-lint detect-secrets scan --baseline {baseline}` writes it"
                if hook.ours
                else f"`detect-secrets scan > {baseline}` writes it",
            )


def their_traps(hook: Hook, root: str, *, with_detector: bool) -> Iterator[Trap]:
    """What goes wrong in a hook of detect-secrets itself; `with_detector` says that it has to load ours."""
    baselines = hook.baselines
    if baselines and hook.settings.get("require_serial") is not True:
        yield Trap(
            CONFIG,
            hook.line,
            "not-serial",
            f"pre-commit runs the hook {hook.id} several times at once, and each run may rewrite {baselines[0]}.",
            "require_serial: true",
        )
    for baseline in baselines[-1:]:
        exclude = hook.settings.get("exclude")
        if "/" in baseline and not matched(exclude if isinstance(exclude, str) and exclude else "$^", [baseline]):
            yield Trap(
                CONFIG,
                hook.args_line,
                "baseline-searched",
                f"detect-secrets knows its baseline only by a name without folders: it takes the digests in {baseline} "
                "for secrets.",
                f"exclude: ^{re.escape(baseline)}$",
            )
    for option in hook.values("--plugin"):
        yield from path_option_traps(CONFIG, hook.args_line, option, root)
        if baselines:
            yield Trap(
                CONFIG,
                hook.args_line,
                "plugin-option-with-baseline",
                f"With -p the hook writes an absolute path into {baselines[0]} whenever it updates it.",
                "leave out -p, and name the detector in the baseline",
            )
    if with_detector and hook.has_own_environment and not any(map(_OURS.match, hook.dependencies)):
        yield Trap(
            CONFIG,
            hook.lines.get("additional_dependencies", hook.line),
            "dependency-missing",
            f"The hook {hook.id} runs in an environment of its own, without sup-lint: the detector can't be imported.",
            f"additional_dependencies: [{', '.join([*hook.dependencies, 'sup-lint'])}]",
        )
    if DETECTOR in hook.values("--disable-plugin"):
        yield Trap(
            CONFIG,
            hook.args_line,
            "detector-disabled",
            f"The hook {hook.id} is told to leave our detector out.",
            f"take --disable-plugin, {DETECTOR} out of args",
        )
    if re.match(r"v?0\.", str(hook.settings.get("rev") or "")):
        yield Trap(
            CONFIG,
            hook.lines.get("rev", hook.line),
            "version-too-old",
            "This version of detect-secrets can't load a detector by a path in the baseline.",
            "rev: v1.5.0",
        )


def their_filter_traps(hook: Hook, probes: Probes, *, has_baseline: bool) -> Iterator[Trap]:
    """The filters that the command line of a hook of detect-secrets leaves on, or adds, and that hide keys."""
    disabled = disabled_filters(hook)
    if not has_baseline:
        for path in DEFAULT:
            if path in HIDING and path not in disabled:
                yield Trap(
                    CONFIG,
                    hook.args_line,
                    "filter-hides-keys",
                    f"Without a baseline the filter {path} is on: it {HIDING[path]}.",
                    f"add to args: --disable-filter, {path}",
                )
    if GIBBERISH not in disabled and any(each.startswith(_GIBBERISH_PACKAGE) for each in hook.dependencies):
        yield Trap(
            CONFIG,
            hook.lines["additional_dependencies"],
            "filter-hides-keys",
            f"Once {_GIBBERISH_PACKAGE} is installed, the filter {GIBBERISH} is on: it {HIDING[GIBBERISH]}.",
            f"leave {_GIBBERISH_PACKAGE} out, or add to args: --disable-filter, {GIBBERISH}",
        )
    if "--only-verified" in hook.arguments:
        yield Trap(
            CONFIG,
            hook.args_line,
            "only-verified",
            "Only secrets that a service has confirmed are reported, and nobody asks Supertone: no key ever is.",
            "take --only-verified out of args",
        )
    for option, kind in _EXCLUDES.items():
        for pattern in hook.values(option):
            change = f"narrow {option}, '{pattern}' in args, or take it out"
            yield from excluding_traps(CONFIG, hook.args_line, kind, pattern, probes, change)


def selection_traps(config: HookConfig, hook: Hook, probes: Probes) -> Iterator[Trap]:
    """Which files with keys pre-commit never passes to a hook."""
    places: Iterable[tuple[Mapping[str, Any], Mapping[str, int], str]] = (
        (config.settings, config.lines, "pre-commit"),
        (hook.settings, hook.lines, f"The hook {hook.id}"),
    )
    for settings, lines, who in places:
        for key, ask in (("exclude", matched), ("files", unmatched)):
            pattern = settings.get(key)
            names = ask(pattern, probes.names) if isinstance(pattern, str) and pattern else []
            if names:
                yield Trap(
                    CONFIG,
                    lines.get(key, hook.line),
                    "files-excluded",
                    f"{who} leaves out {some(names)} by `{key}`: keys are most often there.",
                    f"narrow or delete: {key}: {' '.join(str(pattern).split())}",
                )
    for key, names in of_other_types(hook.settings, probes.names).items():
        yield Trap(
            CONFIG,
            hook.lines.get(key, hook.line),
            "files-excluded",
            f"The hook {hook.id} leaves out {some(names)} by `{key}`: keys are most often there.",
            "types: [text]" if key != "exclude_types" else f"delete {key}",
        )


def disabled_filters(hook: Hook) -> frozenset[str]:
    """The filters that the command line of a hook switches off."""
    return frozenset(hook.values("--disable-filter"))
