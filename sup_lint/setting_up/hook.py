"""The pre-commit hook, in `.pre-commit-config.yaml`."""

from collections.abc import Iterator

from sup_lint.setting_up.change import Advice, Change
from sup_lint.setting_up.origin import Origin
from sup_lint.setting_up.place import Place

_FILE = ".pre-commit-config.yaml"
_OTHER_RUNNERS = {".husky": "husky", "lefthook.yml": "lefthook", ".lefthook.yml": "lefthook"}


def hook(place: Place, origin: Origin) -> Iterator[Change | Advice]:
    """Yield the change that makes pre-commit run sup-lint, or what to do by hand; nothing if it does."""
    text = place.text(_FILE)
    if text is not None and "sup-lint" in text:
        return
    if text is None:
        for name, runner in _OTHER_RUNNERS.items():
            if name in place.names("."):
                yield Advice(f"{runner} runs the hooks here: have it run, before each commit", (_COMMAND,))
                return
    item = _item(origin)
    after = "\n".join(["repos:", *(f"  {line}" for line in item), ""]) if text is None else _with_item(text, item)
    if after is None:
        yield Advice(f"{_FILE} is written in a way that is better edited by hand: add to its repos", tuple(item))
    else:
        yield Change(_FILE, text, after)


_COMMAND = "sup-lint check --staged"


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


def _with_item(text: str, item: list[str]) -> str | None:
    """The configuration with one more entry in its list `repos`; None where no line can simply be put in."""
    import yaml

    try:
        document = yaml.compose(text, yaml.SafeLoader)
        wanted = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    if not isinstance(document, yaml.MappingNode) or not isinstance(wanted, dict):
        return None
    repos = next((value for key, value in document.value if key.value == "repos"), None)
    if not isinstance(repos, yaml.SequenceNode) or repos.flow_style or not repos.value:
        return None
    lines = text.splitlines(keepends=True)
    indent = " " * repos.start_mark.column
    end = "\r\n" if "\r\n" in text else "\n"
    last = _last_line(repos)
    if not lines[last - 1].endswith("\n"):
        lines[last - 1] += end
    lines[last:last] = [f"{indent}{line}{end}" for line in item]
    after = "".join(lines)
    wanted["repos"] = [*wanted["repos"], yaml.safe_load("\n".join(item))[0]]
    try:
        return after if yaml.safe_load(after) == wanted else None
    except yaml.YAMLError:
        return None


def _last_line(node: object) -> int:
    """The number, from 1, of the last line with something of a node on it: what follows may be another's comment."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        # The mark after a block of text stands at the next line's start.
        return max(node.start_mark.line, node.end_mark.line - (node.end_mark.column == 0)) + 1
    assert isinstance(node, yaml.CollectionNode)
    if node.flow_style or not node.value:
        return int(node.end_mark.line) + 1
    children = [each for pair in node.value for each in (pair if isinstance(pair, tuple) else (pair,))]
    return max(map(_last_line, children))
