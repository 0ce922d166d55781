"""Keys that prose gives away, in English and Korean: `the Supertone API key is …`, `SUPERTONE_API_KEY는 …입니다`.

Look-alikes: a commit that a remark on keys names, another variable (`rename SUPERTONE_API_KEY to …`), a masked value,
the key of another service.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.keys.commands import VALUE
from sup_lint.keys.names import is_key_name


class Spoken(NamedTuple):
    """What may be a key in prose: `name`, `quoted` or `bare` and `quote` are the groups of the match.

    `certain` says that the name is the vendor's; `assigned` that a sign or a verb joins name and value.
    """

    match: re.Match[str]
    certain: bool
    assigned: bool


# Every repetition is bounded, so that no text makes the search quadratic.
_CLOSING = r"(?: \*{1,3} | _{1,2} | [`\"')\]] | </\w{1,10}> ){0,3}"
_OPENING = r"(?: \*{1,3} | _{1,2} )?+ \s{0,8} (?: <(?:code|kbd|tt|b|strong|em|i|span|samp)> ){0,2} [*_(]{0,3}"
_REMARK = r"(?: [ ]? \([^()\r\n]{1,40}\) )?"
_SIGN = r"[ ]? (?: [:=→⇒] | ->? | => )"
_KOREAN_NOUN = r"(?: api[ -]? | 인증[ ]? | 접근[ ]? | 액세스[ ]? | 비밀[ ]? | 서비스[ ]? )? (?:키|토큰|열쇠)"
_PARTICLE = r"(?: [ ]?값 )? (?: 은 | 는 | 이 | 가 | 을 | 를 | 로 | 으로 )?"
# The vendor's name and a noun: Supertone API key, key for Supertone, 슈퍼톤 API 키, Supertone에서 발급받은 키.
_VENDORS = re.compile(
    rf"""
    (?P<name> (?:\b|(?<=__)|(?<=\s_)) (?:super[ ]?tone|[슈수]퍼톤) (?:'s|\.com|\)|의|용|에서)? \*{{0,2}}
        (?: [ ](?:tts|api|access|auth|secret|production|prod|dev|test|staging|live|account|service
          |서비스|계정|콘솔|운영|개발|테스트|음성|합성|팀|발급[ ]?(?:받은|된|한)|사용하는|쓰는) ){{0,3}}
        (?: [ ](?:api[ -]?)?(?:key|token)s? | [ ]?{_KOREAN_NOUN} )
      | \b(?:key|token)[ ](?:for|of|to)[ ](?:the[ ]|our[ ])?super[ ]?tone(?:'s)?
        (?:[ ](?:tts|api|account|service)){{0,3}}
      | \b(?:api|access|auth)[ ](?:key|token)\*{{0,2}}[ ]\((?:super[ ]?tone|[슈수]퍼톤)[^()\r\n]{{0,30}}\) )
    {_CLOSING} {_REMARK}
    (?:[ ](?:for|of|in|on|from)(?:[ ][\w'\-]{{1,20}}){{1,4}}?(?=\s(?:is|was)\s|\s?:\s))?   # for manual tests
    {_PARTICLE} (?P<sign>{_SIGN} | \s(?:is|was)(?=\s))?
    {_OPENING} {VALUE}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# An identifier in a sentence: set the `x-sup-api-key` header to …, SUPERTONE_API_KEY의 값은 …
_IDENTIFIERS = re.compile(
    rf"""
    (?<![\w$.\-]) (?P<name>[A-Za-z_][A-Za-z0-9_.\-]{{0,60}}?(?i:key|token)s?(?:[_\-][A-Za-z0-9]{{1,20}}){{0,2}})
    (?![A-Za-z0-9_]) {_CLOSING}
    (?: (?:\s(?:http|request|environment|env|header|variable|var|field|secret|input|parameter|with|to|as|of|has|set
          |the|a|value|be|equals)(?![\w\-])){{1,6}} :?
      | (?: [ ]?(?:환경[ ]?변수|헤더|변수|시크릿|필드|항목|키|토큰|의|값|기본값
          |은|는|이|가|을|를|에|에는|로|으로) ){{1,5}} {_REMARK} (?:{_SIGN})?
      | {_REMARK} {_SIGN} (?=[*_→⇒ ]*\s) | [ ]?[→⇒] | [ ](?=\()
      | \s?</\w{{1,10}}> {_SIGN} )
    {_OPENING} {VALUE}
    """,
    re.VERBOSE,
)
# In a text of Supertone's, a key of nobody else: 제 API 키(…)로. Another word before it would say whose it is.
_KOREAN = re.compile(
    rf"""
    (?: ^ | [^\w\s] [ ]?
      | (?<!\w)(?:제|내|내가|우리|저희|이|그|새|기존|이전|현재|발급[ ]?받은|발급된|운영|개발|테스트|팀|회사|음성|TTS
          |사용한|사용할)[ ] )
    [ ]{{0,12}} (?P<name>(?:[Aa][Pp][Ii][ ]?|인증[ ]?|접근[ ]?|액세스[ ]?)(?:키|토큰|[Kk]ey(?=는|은|가|를|로)))
    {_CLOSING} {_REMARK} {_PARTICLE} (?: {_SIGN} | [ ]?\| )? {_OPENING} {VALUE}
    """,
    re.VERBOSE | re.MULTILINE,
)
_DIGEST = re.compile(r"[0-9a-fA-F]{40}|[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128}")
_CACHE = re.compile(r"(?=.*(?:^|-)[0-9a-f]{32,128}(?:-|$))(?=.*(?:^|-)[A-Za-z][A-Za-z._]{2,}(?:-|$))[\w.\-]{1,512}")


def spoken_in(text: str, start: int, end: int) -> Iterator[Spoken]:
    """Yield what may be keys in the prose of a stretch of a text."""
    for pattern in (_VENDORS, _IDENTIFIERS, _KOREAN):
        position = start
        while match := pattern.search(text, position, end):
            # A name may be the value of the match before it: go on behind the name, not behind the value.
            position = match.end("name")
            certain = pattern is _VENDORS or (pattern is _IDENTIFIERS and is_key_name(match["name"]))
            if (certain or pattern is _KOREAN) and not _is_masked(match):
                yield Spoken(match, certain, pattern is _VENDORS and match["sign"] is not None)


def is_digest(value: str) -> bool:
    """Whether a value is as long as the digests of SHA-1 and SHA-2: in prose it names a commit or a file."""
    return _DIGEST.fullmatch(value) is not None


def is_cache_key(value: str) -> bool:
    """Whether a value is words and a digest, joined by dashes, as caches of build tools have them: `Linux-pip-…`."""
    return "-" in value and _CACHE.fullmatch(value) is not None


def _is_masked(match: re.Match[str]) -> bool:
    """Whether a value has stars only before it: what is left of a hidden key, not a bold one."""
    first = match.start("quoted" if match["bare"] is None else "bare") - len(match["quote"] or "")
    last = match.end() if match["bare"] is None else match.end("bare")
    return match.string[first - 1 : first] == "*" and match.string[last : last + 1] != "*"
