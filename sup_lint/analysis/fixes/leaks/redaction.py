"""Fixes of redactions that leave the key in clear: the header's name is added, in the way of what stands there."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.leaks.elements import appended, elements
from sup_lint.analysis.fixes.leaks.patterns import extended_pattern
from sup_lint.analysis.fixes.leaks.source import Source
from sup_lint.analysis.fixes.leaks.spelling import commonest_quote
from sup_lint.analysis.redaction.paths import segments
from sup_lint.analysis.redaction.vocabulary import is_credential_header
from sup_lint.keys.names import HEADER
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.redaction.incomplete import Incomplete
    from sup_lint.model.fix import Edit

_CAVEAT = "hides more than before"
# `"` and what goes before it, as languages allow.
_QUOTED = re.compile(r"""([rRbBuU]{0,2})(\"\"\"|'''|["'`])""")
_LAST_NAME = re.compile(r"""(?:\.[^.\[\]]{1,80}|\[[^\]]{1,80}\])$|^[^.\[\]]{1,80}$""")
_LAST_MEMBER = re.compile(r"""(\?\.|\.)\s*[\w$]{1,80}$|(\?\.)?\[[^\]]{1,80}\]$""")


def redaction_fix(incomplete: "Incomplete", file: "AnalysedFile", project: "Project") -> Fix | None:
    """The fix that has a redaction hide the key, too; None where no edit surely does."""
    program = incomplete.program
    if program.language not in {"python", "javascript"} or not incomplete.missing:
        return None
    source = Source(file, program, project)
    names = incomplete.missing
    edit = _respelled(source, incomplete) if incomplete.is_wrong_case else _extended(source, incomplete)
    if edit is None:
        return None
    listed = " and ".join(names)
    if incomplete.is_wrong_case:
        message = f"write {listed}, as it is compared"
    else:
        message = {
            "pattern": f"add {HEADER} to the pattern",
            "comparison": f"hide {listed}, too",
            "removal": f"hide {HEADER}, too",
        }.get(incomplete.kind, f"add {listed} to the list")
    return Fix(Safety.UNSAFE, message, (edit,), caveat=_CAVEAT)


def _extended(source: Source, incomplete: "Incomplete") -> "Edit | None":
    node = incomplete.node
    if incomplete.kind == "pattern":
        return extended_pattern(source, node, incomplete.others)
    if incomplete.kind == "comparison":
        return _compared(source, incomplete)
    if incomplete.kind == "removal":
        return _removed_too(source, node)
    match node:
        case model.Sequence() if incomplete.are_paths:
            return _path_added(source, node)
        case model.Sequence():
            return _item_added(source, node, incomplete.missing)
        case model.Mapping():
            return _entry_added(source, node, incomplete.missing)
        case model.Call(function=model.Attribute(name="split", value=text)):
            return _word_added(source, text, _separator(node, text), incomplete.missing)
        case model.Literal(value=str() as fields):
            return _word_added(source, node, ", " if ", " in fields else ",", incomplete.missing)
    return None


# --- lists ---------------------------------------------------------------------------------------------------------


def _spelled(source: Source, node: "Node", name: str) -> str | None:
    """A name, quoted as a neighbour is; None where that one isn't plain text."""
    found = _QUOTED.match(source.of(node))
    if found is None or len(found[2]) > 1 or not isinstance(node, model.Literal):
        return None
    prefix = found[1] if "b" in found[1].lower() else ""
    return f"{prefix}{found[2]}{name}{found[2]}"


def _item_added(source: Source, node: model.Sequence, names: tuple[str, ...]) -> "Edit | None":
    items = [item for item in node.items if not isinstance(item, model.Spread)]
    pairs = [item for item in items if isinstance(item, model.Sequence) and len(item.items) == 2]
    if items and len(pairs) == len(items):  # names with what is put in their place
        first, second = pairs[-1].items
        text = source.of(pairs[-1])
        name = _spelled(source, first, names[0])
        start, end = source.span(first)
        begins = source.span(pairs[-1])[0]
        if name is None or not isinstance(second, model.Literal | model.Name):
            return None
        pair = text[: start - begins] + name + text[end - begins :]
        return appended(source, node, pair if pair.startswith(("(", "[")) else f"({pair})")
    spelled = [item for item in items if isinstance(item, model.Literal)]
    neighbour = next((each for each in reversed(spelled) if _spelled(source, each, "") is not None), None)
    if neighbour is None:
        quote = commonest_quote(source)
        texts: list[str | None] = [f"{quote}{name}{quote}" for name in names]
    else:
        texts = [_spelled(source, neighbour, name) for name in names]
    joint = ",\n" + source.indentation(source.span(node.items[-1])[0]) if _is_tall(source, node) else ", "
    return appended(source, node, joint.join(text for text in texts if text is not None))


def _is_tall(source: Source, node: "Node") -> bool:
    """Whether each element stands on a line of its own."""
    return all(source.begins_line(source.span(each)[0]) for each in elements(node))


def _entry_added(source: Source, node: model.Mapping, names: tuple[str, ...]) -> "Edit | None":
    entries = [entry for entry in node.entries if entry.key is not None]
    if not entries or not isinstance(entries[-1].value, model.Literal | model.Name | model.Attribute):
        return None
    last = entries[-1]
    key = _spelled(source, last.key, names[0]) if last.key is not None else None
    if key is None and not source.is_python:  # { authorization: "***" }
        key = f'"{names[0]}"'
    value = source.of(last.value)
    return appended(source, node, f"{key}: {value}") if key is not None and "\n" not in value else None


def _path_added(source: Source, node: model.Sequence) -> "Edit | None":
    """A path of pino beside the one that leads to another header: `headers["x-sup-api-key"]`."""
    literals = [item for item in node.items if isinstance(item, model.Literal) and isinstance(item.value, str)]
    heads = [item for item in literals if (names := segments(str(item.value))) and is_credential_header(names[-1])]
    for item in (*heads, *literals):
        base, count = _LAST_NAME.subn("", str(item.value))
        quoted = _QUOTED.match(source.of(item))
        if count and quoted is not None and len(quoted[2]) == 1:
            inner = "'" if quoted[2] == '"' else '"'
            return appended(source, node, f"{quoted[2]}{base}[{inner}{HEADER}{inner}]{quoted[2]}")
    return None


def _separator(node: model.Call, text: "Node") -> str:
    given = node.arguments[0].value if node.arguments else None
    if isinstance(given, model.Literal) and isinstance(given.value, str) and given.value:
        spaced = f"{given.value} "
        return spaced if isinstance(text, model.Literal) and spaced in str(text.value) else given.value
    return " "


def _word_added(source: Source, text: "Node", separator: str, names: tuple[str, ...]) -> "Edit | None":
    """A name at the end of text that holds several, `separator` between them."""
    if isinstance(text, model.Join) and text.how == "implicit":
        text = text.parts[-1]
    quoted = _QUOTED.match(source.of(text))
    if not isinstance(text, model.Literal) or quoted is None:
        return None
    start, end = source.span(text)
    content = source.text[start + quoted.end() : end - len(quoted[2])]
    words_end = start + quoted.end() + len(content.rstrip())
    before = content.rstrip()
    if separator == " ":  # a word in each line, perhaps
        blanks = re.search(r"(\s{1,200})\S{1,200}\Z", before)
        separator = blanks[1] if blanks is not None else separator
    if separator.strip() and before.endswith(separator.strip()):
        separator = "" if separator == separator.strip() else " "
    return source.edit(words_end, words_end, "".join(f"{separator}{name}" for name in names))


# --- comparisons ---------------------------------------------------------------------------------------------------


def _compared(source: Source, incomplete: "Incomplete") -> "Edit | None":
    """A comparison with one name, made one with several."""
    node, name = incomplete.node, incomplete.missing[0]
    match node:
        case model.Operation(operator="==" | "!=" as operator, operands=(left, right)):
            key, literal = (left, right) if isinstance(right, model.Literal) else (right, left)
            names = _both(source, literal, name)
            if names is None:
                return None
            if source.is_python:
                return source.replace(node, f"{source.of(key)} {'in' if operator == '==' else 'not in'} ({names})")
            return source.replace(node, f"{'' if operator == '==' else '!'}[{names}].includes({source.of(key)})")
        case model.Operation(operator="in" | "not in" as operator, operands=(literal, key)) if source.is_python:
            names = _both(source, literal, name)
            if names is None:
                return None
            test = f"any(part in {source.of(key)} for part in ({names}))"
            return source.replace(node, test if operator == "in" else f"not {test}")
        case model.Call(function=model.Attribute(name=method), arguments=(only,)):
            names = _both(source, only.value, name)
            if names is None:
                return None
            if source.is_python and method in {"startswith", "endswith"}:
                return source.replace(only.value, f"({names})")
            if not source.is_python and method in {"includes", "startsWith", "endsWith"}:
                called = source.of(node.function)
                return source.replace(node, f"[{names}].some((part) => {called}(part))")
    return None


def _both(source: Source, literal: "Node", name: str) -> str | None:
    added = _spelled(source, literal, name)
    return f"{source.of(literal)}, {added}" if added is not None else None


def _respelled(source: Source, incomplete: "Incomplete") -> "Edit | None":
    """The header's name in the spelling that is met."""
    wrong, right = incomplete.others[0], incomplete.missing[0]
    if incomplete.comparison is None or wrong == right:
        return None
    for node in model.walk((incomplete.node,)):
        if isinstance(node, model.Literal) and node.value == wrong and node.raw:
            text = _spelled(source, node, right)
            return source.replace(node, text) if text is not None else None
    return None


# --- removals ------------------------------------------------------------------------------------------------------


def _removed_too(source: Source, node: "Node") -> "Edit | None":
    """`delete headers["x-sup-api-key"]` behind `delete headers.authorization`; an entry for one that masks."""
    if isinstance(node, model.Mapping):
        return _override_added(source, node)
    target = node.target if isinstance(node, model.Delete | model.Bind) else None
    if target is None or source.file.embedding is not None:
        return None
    start, end = source.span(node)
    first, last = source.span(target)
    member = _LAST_MEMBER.search(source.text[first:last])
    line_end = source.line_end(end, with_comment=True)
    if member is None or line_end is None or not source.begins_line(start) or "\n" in source.text[start:end]:
        return None
    optional = "?." if member[0].startswith("?.") else ""
    quote = commonest_quote(source)
    place = f"{source.text[first : first + member.start()]}{optional}[{quote}{HEADER}{quote}]"
    rest = source.text[last:end]
    ends = ";" if source.text[end : end + 1] == ";" and not rest.endswith(";") else ""
    content_end = len(source.text[:line_end].rstrip("\r\n"))
    line = f"\n{source.indentation(start)}{source.text[start:first]}{place}{rest}{ends}"
    return source.edit(content_end, content_end, line)


def _override_added(source: Source, node: model.Mapping) -> "Edit | None":
    masks = [
        entry
        for entry in node.entries
        if isinstance(entry.key, model.Literal) and is_credential_header(str(entry.key.value))
    ]
    if not masks or not isinstance(masks[-1].value, model.Literal | model.Name):
        return None
    value = source.of(masks[-1].value)
    quote = value[0] if value[:1] in {"'", '"'} else '"'
    return appended(source, node, f"{quote}{HEADER}{quote}: {value}")
