"""The pre-commit hook, in `.pre-commit-config.yaml`."""

from collections.abc import Iterator

from sup_lint.setting_up.change import Advice, Change
from sup_lint.setting_up.hook_list import UneditableError, with_entry
from sup_lint.setting_up.origin import Origin
from sup_lint.setting_up.place import Place

_FILE = ".pre-commit-config.yaml"
_LEFTHOOK = tuple(f"{dot}lefthook.{end}" for dot in ("", ".") for end in ("yml", "yaml", "toml", "json"))
_OTHER_RUNNERS = {".husky": "husky", **dict.fromkeys(_LEFTHOOK, "lefthook")}
# What those run may be told in such a file.
_HANDED_ON = frozenset(
    {"package.json", ".lintstagedrc", *(f".lintstagedrc.{end}" for end in ("json", "yaml", "yml", "js", "cjs", "mjs"))}
    | {f"lint-staged.config.{end}" for end in ("js", "cjs", "mjs", "ts")}
)
_COMMAND = "sup-lint check --staged"


def hook(place: Place, origin: Origin) -> Iterator[Change | Advice]:
    """Yield the change that makes pre-commit run sup-lint, or what to do by hand; nothing if something runs it."""
    text = place.text(_FILE)
    if text is not None and "sup-lint" in text:
        return
    if text is None:
        names = place.names(".")
        runners = [name for name in _OTHER_RUNNERS if name in names]
        if runners:
            if not _is_run(place, [*runners, *(name for name in names if name in _HANDED_ON)]):
                yield Advice(
                    f"{_OTHER_RUNNERS[runners[0]]} runs the hooks here: have it run, before each commit", (_COMMAND,)
                )
            return
    item = _item(origin)
    try:
        yield Change(_FILE, text, with_entry(text, item))
    except UneditableError as error:
        yield Advice(f"{_FILE} {error}: add to its repos", tuple(item))


def _is_run(place: Place, files: list[str]) -> bool:
    """Whether one of the files, or one in a folder among them, names sup-lint."""
    inner = [f"{name}/{each}" for name in files if place.has_folder(name) for each in place.names(name)]
    return any("sup-lint" in (place.text(name) or "") for name in (*files, *inner) if not place.has_folder(name))


def _item(origin: Origin) -> list[str]:
    """The entry of `repos`, as lines of YAML."""
    if origin.url:
        return [f"- repo: {origin.url}", f"  rev: {origin.rev}", "  hooks:", "    - id: sup-lint"]
    # Without a repository to name, pre-commit takes the package, or the command that is there.
    install = (
        ["      language: system"]
        if origin.is_local
        else ["      language: python", f"      additional_dependencies: [{origin.requirement}]"]
    )
    return [
        "- repo: local",
        "  hooks:",
        "    - id: sup-lint",
        "      name: sup-lint",
        "      entry: sup-lint check --",
        *install,
        "      types: [text]",
        "      require_serial: true",
    ]
