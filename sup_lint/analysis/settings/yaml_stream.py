"""Settings in YAML: each scalar of its documents where it stands."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis.settings import outline
from sup_lint.analysis.settings.malformed import MalformedError, is_template
from sup_lint.analysis.settings.setting import DEEPEST, ENCRYPTED, REFERENCE, Setting
from sup_lint.analysis.settings.spelling import from_base64
from sup_lint.keys.names import is_key_header, is_key_name

if TYPE_CHECKING:
    import yaml

# The parser's time grows with the square of the depth of brackets, and nobody nests so deep.
DEEPEST_BRACKETS = 500
# How much the parser in Python, twenty times slower than the one in C, is given to read.
_LARGEST_FOR_SLOW_PARSER = 200_000
_BRACKET = re.compile(r"[\[\]{}]")
# A tag and an anchor, which the parser counts among the value.
_PROPERTIES = re.compile(r"(?:[&!]\S*+\s*+)*+")
_STANDARD_TAG = "tag:yaml.org,2002:"
# What tags say of their values: !vault, !secret, !Ref, !ENV, !encrypted/pkcs1-oaep; not !Sub, !Join, !Base64.
_ENCRYPTED_TAG = re.compile(r"vault|encrypt|cipher|sops|gpg|age$|kms", re.IGNORECASE)
_REFERENCE_TAG = re.compile(
    r"env|secret|ref|getatt|import|include|file|ssm|param|lookup|keyring|var|findinmap|select|path|cmd|shell",
    re.IGNORECASE,
)


class _Collection:
    """A mapping or list that is open: where its settings go, and whose turn it is in a mapping."""

    __slots__ = ("encoding", "is_mapping", "key", "path", "within")

    def __init__(self, is_mapping: bool, path: tuple[str, ...], within: tuple[int, ...], encoding: str) -> None:
        self.is_mapping = is_mapping
        self.path = path
        self.within = within
        self.encoding = encoding
        self.key: str | None = None

    @property
    def inner(self) -> tuple[str, ...]:
        """The path of what stands here."""
        return (*self.path, self.key) if self.key and self.key != "<<" else self.path


def settings(text: str) -> Iterator[Setting]:
    """Yield the scalars of YAML text that are values or items, each place once, also where aliases repeat it.

    Text that is no YAML gives what its indentation tells, and raises MalformedError then unless it is a template.
    """
    shift = len(text) - len(text.lstrip("\ufeff"))
    try:
        found = _scalars(text[shift:], shift)
    except _RefusedError as refusal:
        yield from outline.settings(text)
        if not is_template(text):
            raise MalformedError(str(refusal)) from None
        return
    yield from found


class _RefusedError(Exception):
    """YAML's own parser has nothing to give; the message says why."""


def _scalars(text: str, shift: int) -> list[Setting]:
    if depth_of_brackets(text) > DEEPEST_BRACKETS:
        raise _RefusedError("it is nested too deep")
    import yaml

    is_fast = hasattr(yaml, "CSafeLoader")
    if not is_fast and len(text) > _LARGEST_FOR_SLOW_PARSER:
        raise _RefusedError("it is too large for the parser of YAML that is installed")
    found: list[Setting] = []
    try:
        _collect(yaml.parse(text, yaml.CSafeLoader if is_fast else yaml.SafeLoader), text, shift, found)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _RefusedError(f"line {mark.line + 1} is no YAML" if mark else "it is no YAML") from None
    except (yaml.YAMLError, UnicodeError):
        raise _RefusedError("it has characters that YAML does not allow") from None
    except RecursionError:
        raise _RefusedError("it is nested too deep") from None
    return found


def depth_of_brackets(text: str) -> int:
    """How deep brackets are nested at most; 0 where there are too few for it to matter."""
    if text.count("[") + text.count("{") <= DEEPEST_BRACKETS:
        return 0
    depth = deepest = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
        deepest = max(depth, deepest)
    return deepest


def _collect(events: Iterator["yaml.Event"], text: str, shift: int, found: list[Setting]) -> None:
    """Add the scalars that the parser tells of; it composes nothing, so that aliases cost nothing."""
    import yaml

    stack = [_Collection(False, (), (), "")]
    anchors: dict[str, int] = {}  # of scalars: which of `found` it is
    count = too_deep = 0
    expression = -1
    for event in events:
        top = stack[-1]
        is_key = top.is_mapping and top.key is None
        if too_deep:
            too_deep += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if too_deep:
                continue
            if expression >= 0 and not is_key:
                span = (shift + expression, shift + _end(event))
                raw = text[expression : _end(event)]
                found.append(Setting(_without_empty(top.inner), raw, *span, top.within, top.encoding))
            expression = -1
        elif isinstance(event, yaml.ScalarEvent):
            if is_key:
                top.key = event.value
                continue
            setting = _setting(event, top, text, shift)
            if event.anchor and setting is not None:
                anchors[event.anchor] = len(found)
            if setting is not None:
                found.append(setting)
        elif isinstance(event, yaml.CollectionStartEvent):
            if text.startswith("{{", _start(event)):
                # {{ .Values.key }} of a template happens to be a mapping with a mapping for a key.
                too_deep, expression = 1, _start(event)
                continue
            if len(stack) > DEEPEST:
                too_deep = 1
                continue
            count += 1
            encoding = top.encoding or _encoding(event.tag or "", "")
            within = (*top.within, count)
            stack.append(_Collection(isinstance(event, yaml.MappingStartEvent), top.inner, within, encoding))
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            continue
        elif isinstance(event, yaml.AliasEvent):
            if not is_key and event.anchor in anchors:
                place = anchors[event.anchor]
                found[place] = _better_named(found[place], top.inner)
        else:
            continue
        if top.is_mapping:
            top.key = "" if is_key else None  # a key that is no scalar has no name


def _better_named(setting: Setting, path: tuple[str, ...]) -> Setting:
    """A value that is written under one name and used under another goes by the one that says what it is."""
    name = path[-1] if path else ""
    if is_key_name(setting.name) or not (is_key_name(name) or is_key_header(name) or is_key_name(".".join(path))):
        return setting
    return setting._replace(path=path)


def _start(event: "yaml.Event") -> int:
    assert event.start_mark is not None  # only of events that a program makes itself
    return event.start_mark.index


def _end(event: "yaml.Event") -> int:
    assert event.end_mark is not None
    return event.end_mark.index


def _without_empty(path: tuple[str, ...]) -> tuple[str, ...]:
    return path if all(path) else tuple(name for name in path if name)


def _setting(event: "yaml.ScalarEvent", top: _Collection, text: str, shift: int) -> Setting | None:
    start, end = _start(event), _end(event)
    if event.tag or event.anchor:
        start = _PROPERTIES.match(text, start, end).end()  # type: ignore[union-attr]
    if event.style in ("'", '"'):
        start, end = start + 1, end - 1
    elif event.style in ("|", ">"):
        line = text.find("\n", start, end)
        start = line if line >= 0 else end
    if event.style not in ("'", '"'):
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
    if start >= end:
        return None
    value = event.value.strip() if event.style in ("|", ">") else event.value
    encoding = top.encoding or _encoding(event.tag or "", value)
    if encoding == "base64":
        value = from_base64(value) or value
    return Setting(_without_empty(top.inner), value, shift + start, shift + end, top.within, encoding)


def _encoding(tag: str, value: str) -> str:
    """What the tag of a value says about it."""
    if not tag or tag == "!":
        return ""
    if tag == _STANDARD_TAG + "binary":
        return "base64"
    if tag.startswith((_STANDARD_TAG, "!ruby/")):
        return ""
    if value.startswith("$"):
        return ""  # !ENV ${SUPERTONE_API_KEY:default}
    if _ENCRYPTED_TAG.search(tag):
        return ENCRYPTED
    return REFERENCE if _REFERENCE_TAG.search(tag) else ""
