"""Names of entries in XML: what stands there is no value, whatever stands before it."""

import re

# How far before a place the tag around it may begin.
_REACH = 4000
_KEY_TAG = re.compile(r"<key\s{0,80}>\s{0,80}\Z")
# Behind a name in a property list there is always a value; a <key> elsewhere may hold one itself.
_OF_PROPERTY_LIST = re.compile(
    r"[^<>]{0,1000}</key\s{0,80}>\s{0,400}(?:<!--.{0,1000}?-->\s{0,400})?"
    r"<(?:string|dict|array|true|false|integer|real|data|date)\b",
    re.DOTALL,
)
# The tag up to its name, or up to the name of one of its attributes.
_IN_TAG = re.compile(
    r"""</?(?:[A-Za-z_][\w.:-]*+(?:\s++[\w.:-]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'))*+\s++)?(?:[\w.-]++:)?\Z"""
)


def is_entry_name(text: str, start: int, *, is_xml: bool) -> bool:
    """Whether the name of an entry begins at an offset: the text of a <key> in a property list, wherever that stands.

    In XML the names of elements and attributes are such, too.
    """
    tag = text.rfind("<", max(0, start - _REACH), start)
    if tag < 0:
        return False
    if _KEY_TAG.match(text, tag, start):
        return _OF_PROPERTY_LIST.match(text, start) is not None
    return is_xml and _IN_TAG.match(text, tag, start) is not None
