"""The vendor's SDK inside a bundle: its classes have lost their names, but not those of their members."""

import re
from collections.abc import Iterator
from itertools import islice

from sup_lint.analysis.bundle.anchors import Anchor
from sup_lint.analysis.bundle.cursor import member_at
from sup_lint.analysis.bundle.places import KEY_OPTION, Place

_CLASS = re.compile(
    r"\bclass(?:\s+([\w$]{1,60}))?(?:\s+extends\s+([\w$.]{1,80}))?\s*\{|([\w$]{1,60})\s*=\s*class\b(?=[\s{])", re.ASCII
)
_BASE_MARKS = ("_createRequest(", "_createRequest =")
_CLIENT_MARKS = ("get customVoices()", "customVoices")
_MOST_CLASSES = 20_000
_MOST_CALLS = 50
_BODY = 30_000
# Also of a class that is written in place: new class extends t{…}({apiKey:…}).
_CONSTRUCTED = re.compile(r"(?:\bnew\s+([\w$]+(?:\.[\w$]+)?)|\})\s*\(\s*(?=\{)", re.ASCII)
_OPTIONS = frozenset(
    "apiKey httpClient serverIdx serverURL server userAgent retryConfig timeoutMs debugLogger hooks".split()
)
_MEMBER = re.compile(r"""(?<![\w$.])["']?([A-Za-z_$][\w$]{0,40})["']?\s*:""")


def sdk_places(text: str, anchors: list[Anchor]) -> Iterator[Place]:
    """The keys that are given to the SDK's client in a bundle that holds the SDK."""
    if not any(anchor.kind == "header" for anchor in anchors) or not any(mark in text for mark in _BASE_MARKS):
        return
    clients = _clients(text)
    for match in islice(_constructions(text), _MOST_CALLS):
        name = (match[1] or "").rpartition(".")[2]
        opening = match.end()
        closing = text.find("}", opening, opening + 2000)
        members = set(_MEMBER.findall(text, opening, closing)) if closing > 0 else set()
        if name in clients:
            yield from (Place(position, "apiKey", match.start()) for position in member_at(text, opening, KEY_OPTION))
        elif members and members <= _OPTIONS:
            # Behind the modules of webpack the class cannot be told; the options can.
            for position in member_at(text, opening, KEY_OPTION):
                yield Place(position, "apiKey", match.start(), certain=False, needs_shape=True)


def _constructions(text: str) -> Iterator[re.Match[str]]:
    """Every `new X({…apiKey:…})`."""
    position = text.find("apiKey")
    seen = -1
    while position >= 0:
        start = max(seen + 1, position - 1500)
        for match in _CONSTRUCTED.finditer(text, start, position):
            if "apiKey" in text[match.end() : match.end() + 1500]:
                seen = match.start()
                yield match
        position = text.find("apiKey", position + 1)


def _clients(text: str) -> set[str]:
    """The names of the classes that are the SDK's client, or extend its base."""
    heads = list(islice(_CLASS.finditer(text), _MOST_CLASSES))
    bases: set[str] = set()
    clients: set[str] = set()
    parents: list[tuple[set[str], str]] = []
    for index, head in enumerate(heads):
        names = {name for name in (head[1], head[3]) if name}
        if head[3] is None and index and heads[index - 1][3] and heads[index - 1].end() >= head.start():
            names.add(heads[index - 1][3])
        following = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        end = min(following, head.end() + _BODY)
        parents.append((names, (head[2] or "").rpartition(".")[2]))
        if any(text.find(mark, head.end(), end) >= 0 for mark in _BASE_MARKS):
            bases |= names
        if any(text.find(mark, head.end(), end) >= 0 for mark in _CLIENT_MARKS):
            clients |= names
    for names, parent in parents:
        if parent in bases:
            clients |= names
    return clients
