"""Keys that the comments of Supertone code mention without naming them."""

import re
from collections.abc import Iterator

from sup_lint.keys.formats import is_key_behind_neutral_name
from sup_lint.keys.matcher import Match
from sup_lint.keys.names import mentions_another, mentions_vendor

# In the comments of Supertone code: a bare key on a line that speaks of keys and of nothing else that looks like one.
_BARE = re.compile(r"(?<![\w./:=-])(?P<bare>[0-9a-f]{32}|[A-Za-z0-9_-]{32,64})(?![\w./=-])")
_PURE_HEX = re.compile(r"[0-9a-f]+")
_MOST_WORDS = 2
# So many characters around a value, at the most, are taken for its line.
_REACH = 240
_WORDS = re.compile(r"[^\W\d_]{2,}")
# Commented-out code that holds one quoted value: return "…", val mine = "…", "…",
_CODE = re.compile(r"(?:\breturn\s{1,8}|=>?\s{0,8}|[(\[,:]\s{0,8}|^[\s/#*\-]{0,16})[\"'`]{2}")
_CODE_WORDS = frozenset(
    """
    return yield const let var val final static private public protected internal export default readonly override
    late string str char auto listof arrayof
    """.split()
)
_INNER_REMARK = re.compile(r"(?P<code>[\"'`\s;,.)\]}]{0,40})(?://|#|--|/\*|<!--)")
_SPEAKS_OF_KEYS = re.compile(
    r"(?:api[ _-]?|\b)(?:key|token)s?(?![a-z])|(?<![스쿠위])키(?!보드|워드|패드|프레임)|열쇠|토큰", re.IGNORECASE
)
_SPEAKS_OF_OTHERS = re.compile(
    r"md5|sha-?\d|hash|digest|etag|checksum|commit|revision|uuid|guid|trace|voice|session|cache|secret[ _]key|sort"
    r"|primary|foreign|request|(?<![a-z])id(?![a-z])|(?-i:[a-z]Id)(?![a-z])|salt|nonce|해시|음성|버전",
    re.IGNORECASE,
)


def find_remarks(text: str, line: str) -> Iterator[Match]:
    """Find keys that a comment of Supertone code mentions without naming them: `# was …`, `# return "…"`.

    `line` is the whole line that the comment begins on: it, or the comment, has to speak of keys, unless the comment
    holds hardly anything else, or is code with a remark of its own: `// return "…" // the old one`. And nothing may
    speak of other things that look like keys, or of other vendors alone.
    """
    if _speaks_of_others(line):
        return
    words = _count_words(text)
    for match in _BARE.finditer(text):
        first = max(0, match.start() - _REACH)
        start = text.rfind("\n", first, match.start()) + 1 or first
        end = text.find("\n", match.end(), match.end() + _REACH)
        own = text[start : end if end >= 0 else match.end() + _REACH]
        if start and _speaks_of_others(own):
            continue
        code = _BARE.sub("", text[start : match.start()]) + _without_remark(text[match.end() : start + len(own)])
        alone = words - _count_words(match["bare"]) <= _MOST_WORDS or (
            _CODE.search(code) and _count_words(code) <= _MOST_WORDS
        )
        # Forty and sixty-four hex digits are a commit or a digest.
        digest = len(match["bare"]) != 32 and _PURE_HEX.fullmatch(match["bare"])
        if (
            not digest
            and (alone or _SPEAKS_OF_KEYS.search(line) or _SPEAKS_OF_KEYS.search(own))
            and is_key_behind_neutral_name(match["bare"])
        ):
            yield Match(*match.span("bare"), match["bare"], "key", certain=False)


def _speaks_of_others(line: str) -> bool:
    return bool(_SPEAKS_OF_OTHERS.search(line)) or (mentions_another(line) and not mentions_vendor(line))


def _without_remark(behind: str) -> str:
    """What stands behind a value in commented-out code, other keys left out, up to the comment that the code has."""
    behind = _BARE.sub("", behind)
    remark = _INNER_REMARK.match(behind)
    return remark["code"] if remark else behind


def _count_words(text: str) -> int:
    """The words of a comment, without those that code is made of."""
    return sum(word.lower() not in _CODE_WORDS for word in _WORDS.findall(text))
