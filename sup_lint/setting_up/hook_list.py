"""The list `repos` of a pre-commit configuration, with one more entry, and all else as it was."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml


class UneditableError(Exception):
    """Why a configuration is better edited by hand, as a sentence without a subject."""


def with_entry(text: str | None, entry: list[str]) -> str:
    """The configuration `text`, None where there is none yet, with an entry of `repos` more, given as lines of YAML.

    Raises UneditableError where no line can simply be put in.
    """
    import yaml

    if text is None:
        return "\n".join(["repos:", *_indented(entry), ""])
    try:
        document = yaml.compose(text, yaml.SafeLoader)
        wanted = yaml.safe_load(text)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" (see line {line + 1})" if line is not None else ""
        raise UneditableError(f"is no valid YAML{where}") from None
    if wanted is None:
        wanted = {}
    if not isinstance(wanted, dict):
        raise UneditableError("is no configuration of pre-commit")
    after = _with_lines(text, document if isinstance(document, yaml.MappingNode) else None, entry)
    wanted["repos"] = [*(wanted.get("repos") or ()), yaml.safe_load("\n".join(entry))[0]]
    try:
        is_right = yaml.safe_load(after) == wanted
    except yaml.YAMLError:
        is_right = False
    if not is_right:
        raise UneditableError("is written in a way that is better edited by hand")
    return after


def _with_lines(text: str, document: "yaml.MappingNode | None", entry: list[str]) -> str:
    """The text with the lines where they belong; whether they mean what they should is for the caller to see."""
    import yaml

    repos = next((value for key, value in document.value if key.value == "repos"), None) if document else None
    if document is not None and document.flow_style:
        raise UneditableError("is in flow style, `{…}`")
    if repos is None:
        return _inserted(text, text.count("\n") + 1, ["repos:", *_indented(entry)])
    if isinstance(repos, yaml.SequenceNode) and repos.value:
        if repos.flow_style:
            raise UneditableError("has its `repos` in flow style, `[…]`")
        indent = " " * repos.start_mark.column
        return _inserted(text, _last_line(repos), [f"{indent}{line}" for line in entry])
    if not (
        isinstance(repos, yaml.SequenceNode) or (isinstance(repos, yaml.ScalarNode) and repos.tag.endswith(":null"))
    ):
        raise UneditableError("has something else than a list as its `repos`")
    start, end = repos.start_mark.index, repos.end_mark.index
    if start < end:
        text = text[:start].rstrip(" ") + text[end:]
    return _inserted(text, repos.start_mark.line + 1, _indented(entry))


def _indented(entry: list[str]) -> list[str]:
    return [f"  {line}" for line in entry]


def _inserted(text: str, last: int, added: list[str]) -> str:
    """The text with lines added behind the line with this number, from 1, in its own line ends."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    if 0 < last <= len(lines) and not lines[last - 1].endswith("\n"):
        lines[last - 1] += end
    lines[last:last] = [f"{line}{end}" for line in added]
    return "".join(lines)


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
