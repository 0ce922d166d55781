"""`sup-lint detect-secrets`: our detector for those who use detect-secrets, and the hook that runs it."""

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

import click

from sup_lint.cli.output import to_file, to_stdout
from sup_lint.cli.rule_names import RuleNames
from sup_lint.cli.sentences import say
from sup_lint.config import ConfigError, load

if TYPE_CHECKING:
    from sup_lint.detecting.baseline import Baseline
    from sup_lint.model.report import Failure

_FOUND = 1
_FAILED = 2
_ALL_PLUGINS = click.option(
    "--all-plugins", is_flag=True, help="Let detect-secrets' own detectors search, too (offline, with its own filters)."
)


@click.group(name="detect-secrets", short_help="Use our detector with detect-secrets.")
def detect_secrets() -> None:
    """Find Supertone keys with detect-secrets, and keep its set-up from hiding them."""


@detect_secrets.command(short_help="Print where the detector's file is.")
def path() -> None:
    """Print the absolute path of the detector's file, for `detect-secrets scan -p`.

    detect-secrets writes the path into the baseline, where it is good for this machine only.
    """
    from sup_lint.detecting.layout import plugin_file

    to_stdout(lambda out: _write(out, plugin_file()))


@detect_secrets.command(short_help="Write a baseline of what is there now.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    help="The baseline to write.  [default: .sup-lint/.secrets.baseline]",
)
@_ALL_PLUGINS
@click.option("--line-numbers", is_flag=True, help="List the lines, too; they change when code moves.")
@click.pass_context
def scan(
    context: click.Context, paths: tuple[str, ...], baseline: str | None, all_plugins: bool, line_numbers: bool
) -> None:
    """Accept the secrets in PATHS (default: the whole repository): list them in a baseline.

    Entries of other files and of other detectors stay. Without a change the file is left alone. Exit codes: 0, or 2
    if a path does not exist or the baseline can't be used.
    """
    from sup_lint.detecting.baseline import has_line_numbers, load_baseline, new_content, render, with_results
    from sup_lint.detecting.layout import BASELINE, THEIR_BASELINE
    from sup_lint.detecting.scanning import scan as search
    from sup_lint.sources.discovery import discover

    here = os.getcwd()
    with _repository() as root:
        exclude = load(root, explicit=None, isolated=False, rule_names=RuleNames()).exclude
        given = _names(paths or (root,), here, root)
        target = _names((baseline,), here, root)[0] if baseline else BASELINE
        old = load_baseline(target) if os.path.exists(target) else None
        content = old.content if old else new_content(all_plugins=all_plugins)
        discovery = discover(given, root=root, exclude=exclude, wanted=lambda _: True)
        names = [name for name in discovery.files if name not in {target, BASELINE, THEIR_BASELINE}]
        result = search(names, content, all_plugins=all_plugins)
        lines = line_numbers or has_line_numbers(content)
        content = with_results(content, result.secrets, scanned=names, types=result.types, line_numbers=lines)
        changed = old is None or content != old.content
        if changed:
            _make_folder(target)
            to_file(target, lambda out: _write(out, render(content), end=""))
        count = len({(secret.path, secret.digest) for secret in result.secrets})
        say(
            f"{target} {'written' if changed else 'is up to date'}: "
            f"{count} secret{'' if count == 1 else 's'} in {len(names)} file{'' if len(names) == 1 else 's'}"
        )
        if old is not None and not all_plugins and result.secrets and not old.names_detector and _has_others(old):
            say(
                f"{target} does not name our detector: detect-secrets' own hook will drop these entries again; "
                f"leave out --baseline to keep them in {BASELINE}, or run `sup-lint detect-secrets init`"
            )
    _tell(discovery.missing, [*discovery.failures, *result.failures])
    context.exit(_FAILED if discovery.missing else 0)


@detect_secrets.command(short_help="Fail on secrets that no baseline knows.")
@click.argument("filenames", nargs=-1, type=click.Path())
@click.option(
    "--baseline",
    "baselines",
    multiple=True,
    metavar="FILE",
    help="Secrets that are accepted; repeatable.  [default: .sup-lint/.secrets.baseline and .secrets.baseline]",
)
@_ALL_PLUGINS
@click.pass_context
def hook(context: click.Context, filenames: tuple[str, ...], baselines: tuple[str, ...], all_plugins: bool) -> None:
    """Search FILENAMES, as pre-commit passes them. Baselines are read, never written.

    Exit code 0: nothing new. 1: secrets that no baseline knows. 2: a baseline can't be used, or a file does not exist.
    """
    from sup_lint.detecting.baseline import load_baseline
    from sup_lint.detecting.layout import BASELINE, THEIR_BASELINE
    from sup_lint.detecting.scanning import scan as search
    from sup_lint.sources.discovery import discover

    here = os.getcwd()
    with _repository() as root:
        exclude = load(root, explicit=None, isolated=False, rule_names=RuleNames()).exclude
        named = _names(baselines, here, root)
        for name in named:
            if not os.path.exists(name):
                raise ConfigError(
                    f"the baseline {name} does not exist; `sup-lint detect-secrets scan --baseline {name}` writes it"
                )
        loaded = [load_baseline(name) for name in named or filter(os.path.exists, (BASELINE, THEIR_BASELINE))]
        discovery = discover(_names(filenames, here, root), root=root, exclude=exclude, wanted=lambda _: True)
        skipped = {BASELINE, THEIR_BASELINE, *named}
        names = [name for name in discovery.files if name not in skipped]
        result = search(names, _merged(loaded), all_plugins=all_plugins)
        accepted = {pair for each in loaded for pair in each.accepted}
        new = [secret for secret in result.secrets if (secret.path, secret.digest) not in accepted]
        if new:
            from sup_lint.detecting.messages import report

            to_stdout(lambda out: _write(out, "\n".join(report(new, baseline=named[0] if named else BASELINE))))
    _tell(discovery.missing, [*discovery.failures, *result.failures])
    context.exit(_FAILED if discovery.missing else _FOUND if new else 0)


@detect_secrets.command(short_help="Let detect-secrets itself use our detector.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    help="The baseline to adapt, or to make.  [default: .secrets.baseline]",
)
def init(baseline: str | None) -> None:
    """Make a baseline that detect-secrets' own commands and hook can use with our detector, on every machine.

    Writes .sup-lint/detect_secrets_plugin.py, one import that loads the detector, names it in the baseline, and takes
    the filters out that hide keys. That holds for all detectors: expect more of the others, too. `detect-secrets
    audit` can't load detectors by path, and fails on a baseline with results of ours.
    """
    from sup_lint.detecting.baseline import load_baseline, new_content, render
    from sup_lint.detecting.layout import SHIM, SHIM_TEXT, THEIR_BASELINE
    from sup_lint.detecting.sharing import HOOK_LINES, shared

    here = os.getcwd()
    with _repository() as root:
        target = _names((baseline,), here, root)[0] if baseline else THEIR_BASELINE
        old = load_baseline(target) if os.path.exists(target) else None
        content = shared(old.content if old else new_content(all_plugins=True))
        _make_folder(SHIM)
        to_file(SHIM, lambda out: _write(out, SHIM_TEXT, end=""))
        if old is None or content != old.content:
            _make_folder(target)
            to_file(target, lambda out: _write(out, render(content), end=""))
    lines = (
        f"{SHIM} and {target} are set up.",
        "In .pre-commit-config.yaml, the hook of detect-secrets needs:",
        "",
        HOOK_LINES.format(baseline=target),
        "",
        "To accept what is there now:",
        "",
        f"      sup-lint detect-secrets scan --all-plugins --baseline {target}",
        f"      git add {SHIM} {target}",
    )
    to_stdout(lambda out: _write(out, "\n".join(lines)))


@detect_secrets.command(short_help="Name the traps that this repository is in.")
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look at the baselines, the hooks of .pre-commit-config.yaml and pyproject.toml, and name what hides keys.

    Reads only, and runs nothing of the repository. Exit code 0: no traps. 1: traps. 2: a file can't be read.
    """
    from sup_lint.detecting.doctor import examine, told

    with _repository() as root:
        examination = examine(root)
    traps = examination.traps
    if traps:
        last = f"Found {len(traps)} trap{'' if len(traps) == 1 else 's'}."
    elif examination.baselines or examination.hooks:
        last = (
            f"No traps in {', '.join([*examination.baselines, *(f'the hook {name}' for name in examination.hooks)])}."
        )
    else:
        last = "There is no set-up of detect-secrets here: neither a baseline nor a hook."
    to_stdout(lambda out: _write(out, "\n".join([*told(traps), last])))
    context.exit(_FOUND if traps else 0)


@contextlib.contextmanager
def _repository() -> Iterator[str]:
    """Work in the root of the repository: baselines name files from there."""
    from sup_lint.detecting.layout import repository_root

    try:
        root = repository_root(os.getcwd())
    except OSError:
        raise ConfigError("the working directory does not exist any more") from None
    with contextlib.chdir(root):
        yield root


def _names(paths: tuple[str, ...], here: str, root: str) -> list[str]:
    from sup_lint.detecting.layout import relative_names

    return relative_names(paths, here=here, root=root)


def _has_others(baseline: "Baseline") -> bool:
    return bool(baseline.content.get("plugins_used"))


def _merged(baselines: "list[Baseline]") -> dict[str, Any]:
    """The settings of all baselines together: what one of them excludes is excluded."""
    merged: dict[str, Any] = {}
    for key in ("plugins_used", "filters_used"):
        entries = [entry for baseline in baselines for entry in baseline.content.get(key, ())]
        if entries:
            merged[key] = entries
    return merged


def _make_folder(target: str) -> None:
    folder = os.path.dirname(target)
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"the folder {folder} could not be made: {error.strerror}") from None


def _tell(missing: "list[str]", failures: "list[Failure]") -> None:
    for name in missing:
        say(f"{name}: this path does not exist")
    for failure in failures:
        say(f"{failure.path} {failure.reason}")


def _write(out: TextIO, text: str, end: str = "\n") -> None:
    out.write(text + end)
