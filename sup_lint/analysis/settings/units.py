"""Settings of systemd's units and Podman's quadlets."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.lines import Numbering, assignments, logical_lines
from sup_lint.analysis.settings.setting import ENCRYPTED, Setting

_SECTION = re.compile(r"[\ufeff \t]*+\[([^\]\r\n]{1,200})\]")
_ENTRY = re.compile(r"[ \t]*+(?P<name>[A-Za-z][\w\-]{0,80})[ \t]{0,80}=[ \t]{0,80}")
_LISTS = frozenset({"Environment", "DefaultEnvironment", "ManagerEnvironment", "Annotation", "Label"})
_CREDENTIAL = re.compile(r"(?P<name>[\w.\-]{1,120}):(?:[ \t]|\\\r?\n)*+(?P<value>[^\r\n\\]*+)")
_CREDENTIALS = {"SetCredential": "", "SetCredentialEncrypted": ENCRYPTED}


def settings(text: str) -> Iterator[Setting]:
    """Yield the settings of a unit, each under its section; variables and credentials under their own names, too."""
    numbering = Numbering()
    whole = numbering.new()
    section: tuple[str, ...] = ()
    within: tuple[int, ...] = (whole,)
    for start, end in logical_lines(text, remarks=True):
        if (head := _SECTION.match(text, start, end)) is not None:
            section, within = (head[1],), (whole, numbering.new())
        elif (entry := _ENTRY.match(text, start, end)) is not None:
            yield from values(text, entry["name"], entry.end(), end, section, (*within, numbering.new()))


def values(
    text: str, name: str, start: int, end: int, section: tuple[str, ...], within: tuple[int, ...]
) -> Iterator[Setting]:
    """Yield what an entry sets: its variables, its credential, or its one value.

    `within` ends in a number that is the entry's own.
    """
    if name in _LISTS:
        for each in assignments(text, start, end):
            yield Setting((*section, name, each.name), each.value, each.start, each.end, within)
    elif name in _CREDENTIALS and (credential := _CREDENTIAL.match(text, start, end)) is not None:
        first, last = credential.span("value")
        path = (*section, name, credential["name"])
        yield Setting(path, text[first:last].rstrip(), first, last, within, _CREDENTIALS[name])
    elif value := text[start:end].rstrip():
        yield Setting((*section, name), value, start, start + len(value), within[:-1])
