"""Targets from bytes to text, and to keys in it."""

from sup_lint.detect_secrets_plugin import SupertoneKeyDetector
from sup_lint.engine.known_keys import KeySearch, KnownKey
from sup_lint.keys.encodings import occurrences
from sup_lint.keys.fallbacks import fallback_in
from sup_lint.keys.matcher import find_keys
from sup_lint.keys.needles import is_suspect, may_hold_key
from sup_lint.keys.pasted import pasted_in
from sup_lint.keys.placeholders import is_placeholder
from sup_lint.reporters.glyphs import cells, visible
from sup_lint.reporters.prose import wrap
from sup_lint.sources.ignore import Patterns
from sup_lint.sources.imports import specifiers
from sup_lint.sources.jsonc import parse_object
from sup_lint.sources.language import language_of
from sup_lint.sources.lines import LineIndex
from sup_lint.sources.reading import decode, to_gate
from tests.fuzz.planted import KEY, planted

_MOST_PLACES = 200


def decoding(data: bytes) -> None:
    """Bytes become text, its lines, and what is shown of it on a terminal."""
    data = planted(data)
    text = decode(data)
    assert decode(data) == text
    is_suspect(to_gate(data))
    may_hold_key(data)
    lines = LineIndex(text)
    joined = "".join(lines.line_text(number) for number in range(1, lines.line_count + 1))
    assert joined == text.replace("\r", "").replace("\n", ""), "lines and their ends are not all of the text"
    for offset in range(0, len(text) + 1, len(text) // _MOST_PLACES + 1):
        assert lines.offset(*lines.position(offset)) == offset, f"offset {offset} is led elsewhere"
    shown = visible(text)
    assert visible(shown) == shown, "what was made harmless is not"
    assert cells(shown) >= 0
    for line in wrap(shown[:2_000], 40):
        assert line == line.rstrip(" "), "a wrapped line ends with blanks"
    language_of(text[:200], data[:200])


def known_keys(data: bytes) -> None:
    """A known key is found wherever it stands as it is, and every place told is one within the bytes."""
    data = planted(data)
    search = KeySearch([KnownKey(KEY)])
    found = search.found_in(data)
    assert (KEY.encode() in data) <= bool(found), "the key stands there and is not found"
    for start, end, encoding in search.occurrences(data, KnownKey(KEY)):
        assert 0 <= start < end <= len(data), f"{encoding}: {start} to {end} of {len(data)}"
    assert all(0 <= start < end <= len(data) for start, end, _ in occurrences(data, KEY))
    for match in find_keys(decode(data), tied=True):
        assert match.value, "an empty key is found"


def detector(data: bytes) -> None:
    """The plugin of detect-secrets looks at each line, and at small values of all kinds."""
    text = decode(planted(data))
    plugin = SupertoneKeyDetector()
    for number, line in enumerate(text.splitlines()[:50]):
        for secret in plugin.analyze_line("app.py", line, number):
            assert secret.secret_value, "an empty key is found"
            assert secret.secret_value in line, "a key that is not there"
    list(plugin.analyze_string(text))
    for value in text.split("\n", 20):
        is_placeholder(value[:4_000])
        fallback_in(value)
        pasted_in(value)


def patterns(data: bytes) -> None:
    """Patterns of .gitignore, each a line of the first half; the rest is a path. Settings of scripts are read, too."""
    text = decode(planted(data))
    listed, _, path = text.partition("\n\n")
    decided = Patterns(listed.splitlines()[:50])
    name = path[:200].replace("\0", "")
    decided.decide(name, directory=False)
    decided.decide(name, directory=True)
    parse_object(text)
    list(specifiers(data))
