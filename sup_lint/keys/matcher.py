"""Keys in plain text: comments, docstrings, strings that hold text, and files that no parser takes.

Lexical and line-free, so that every reader of text (rules, other scanners' plugins) finds the same keys.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.keys.commands import VALUE, commands_in
from sup_lint.keys.formats import (
    MINIMUM_LENGTH,
    is_key_behind_neutral_name,
    is_key_in_certain_place,
    is_key_shaped,
    strip_scheme,
)
from sup_lint.keys.names import (
    HOST,
    QUERY_NAMES,
    is_key_name,
    is_neutral_name,
    is_tied,
    mentions_another,
    mentions_vendor,
)
from sup_lint.keys.nouns import stretches, without_colours
from sup_lint.keys.pasted import pasted_in
from sup_lint.keys.prose import Spoken, is_cache_key, is_digest, spoken_in
from sup_lint.keys.sections import is_in_anothers


class Match(NamedTuple):
    """A key in text: zero-based character offsets (with its quotes where it has some), and what holds it.

    `in_url` says that it stands in a query string; `certain` that the name or place alone makes it a key.
    """

    start: int
    end: int
    value: str
    holder: str
    certain: bool
    in_url: bool = False


# Every repetition is bounded, so that no text makes the search quadratic.
_NAMED = re.compile(
    rf"""
    (?<![\w$.]) (?: (?<!-) | (?<=--)(?<!\w--) | (?<=\n-) )          # also an option's name, or a patch's line
    (?P<name>[A-Za-z_$][\w$.\-]{{1,90}}(?:\[[\w"'.\-]{{0,60}}\]){{0,2}})
    [\\"'`\])*]{{0,6}} \s{{0,30}}                                  # the name's closing quotes and brackets
    (?: :\s{{0,4}}[A-Za-z_][\w.\[\], |]{{0,40}}=(?!=)               # an annotation: key: str = …
      | \(\) (?: [\w\s:>\-]{{0,40}}[{{:]\s{{0,80}}return\b | \s?:\s?\w{{1,20}}\s?= )  # what a function gives
      | (?: , \s{{0,80}} )? ["']?(?:value|default)["']? \s{{0,4}} [=:]      # name: …, value: …
      | (?:</\w{{1,20}}>\s{{0,40}}<\w{{1,20}})? >                    # an element of XML, or the one behind it
      | \s(?:--(?:body|value|secret-string|plaintext)|-[bv])(?:\s|=)  # gh secret set NAME --body …
      | \|\sreplace:: | :{{2,4}}(?=\s) | :(?:\*{{1,2}}|__?)(?=\s)          # documents: a substitution, a term, bold
      | [!:]?={{1,3}}>? | ->? | <- | : | , | \bor\b | \|{{1,2}} | \?\?:? | \bis\b | \bwas\b | \belse\b )
    \s{{0,80}}
    (?: (?: (?:SecretStr|Secret|Field|str|bytes|Some)?\( | string\(\d{{1,4}}\)(?=\s) | \[ | \\(?=\n)
        | ConvertTo-SecureString\s{{1,4}}(?:-\w{{1,20}}\s{{1,4}}){{0,3}} ) \s{{0,80}} (?:default\s?=\s?)? )?
    {VALUE}
    """,
    re.VERBOSE,
)
# --supertone-api-key …, ENV SUPERTONE_API_KEY …, setx SUPERTONE_API_KEY "…", supertone config set api_key …,
# proxy_set_header x-sup-api-key …. The look at one character spares most places the alternatives.
_SHELL = re.compile(
    rf"""
    (?: --(?<![\w\-]--) | \b(?=[EAScsphR])
      (?:ENV|ARG|setx|setenv|set\s-\w{{1,3}}|config\sset|SetEnv
        |(?:proxy_set|add|set|more_set)[_-]headers?|header_up|RequestHeader\s\w{{3,9}})\s{{1,4}} )
    (?P<name>[A-Za-z_][\w.\-]{{1,90}}) \s{{1,4}} {VALUE}
    """,
    re.VERBOSE,
)
# A name in a list of names: description, content-type, theme-v2, app:last-voice, userSettings2.
_LISTED = re.compile(
    r"[a-z]{8,16}|[A-Z]{8,16}|"
    r"[A-Za-z]{2,}[0-9]{0,2}(?:[_.:/-]{1,2}(?:[A-Za-z]{2,}[0-9]{0,2}|[vV]?[0-9]{1,2}))+"
    r"|[a-z]{2,}(?:[A-Z][a-z]+){1,5}[0-9]{0,2}"
)
_BARE_HEX = re.compile(r"(?<![\w\-])[0-9a-f]{32}(?![\w\-])")
# Prose before it: the owner's key (from the console: …). No digest and nothing else that is called a key may
# be meant.
_REMARK = re.compile(
    r"""
    (?<![\w.\-])(?<!cache\s)(?<!sort\s)(?<!primary\s)(?<!foreign\s)(?<!public\s)
    (?P<name>(?:api\s)?(?:key|token)s?) (?=[\s,;:(])
    (?: (?!md5|sha|digest|hash|checksum|fingerprint|etag|uuid|voice|\bids?\b|commit|revision) [\w\s,;:'()\-] )* \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REMARK_BEHIND = re.compile(r"[\"'`*]{0,3}[ ]?\([^()\r\n]{1,60}\)")
_REACH = 80
_PARTS = re.compile(r"[0-9A-Za-z]+")
_DIGITS = re.compile(r"[0-9]+")
_ASSIGNMENT = re.compile(r"[A-Za-z_][\w.-]*=")
_DOTTED_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_CONSTRUCTOR = re.compile(
    rf"\b(?P<name>Supertone(?:Core|Client)?)\s{{0,4}}\(\s{{0,40}}(?:\{{\s{{0,40}})?(?:api_?key\s{{0,4}}[=:]\s{{0,4}})?{VALUE}",
    re.VERBOSE | re.IGNORECASE,
)
_QUERY = re.compile(r"[?&](?P<name>[\w\-]{2,40})=(?P<value>[\w.~%+/=:|,@!*-]{8,512}+(?<![.,:;!?*]))(?![{$<…•*])")


def find_keys(text: str, *, tied: bool | None = None) -> Iterator[Match]:
    """Find the keys in `text`, in order, each once.

    `tied` says whether the text belongs to Supertone code, so that key-shaped values behind neutral names
    count; None lets the text itself decide (its header, its host, an import of the SDK, or the vendor's
    name).
    """
    if tied is None:
        tied = is_tied(text) or mentions_vendor(text)
    text = without_colours(text)
    found: list[Match] = []
    for start, end in stretches(text):
        found += _in_queries(text, start, end, tied=tied)
        found += _in_constructors(text, start, end)
        found += _behind_names(text, start, end, tied=tied)
        found += _in_prose(text, start, end, tied=tied)
        if tied:
            found += _in_remarks(text, start, end)
    taken: list[tuple[int, int]] = []
    for match in sorted(found, key=lambda match: (match.start, not match.certain, -match.end)):
        if not any(match.start < end and start < match.end for start, end in taken[-4:]):
            taken.append((match.start, match.end))
            yield match


def _behind_names(text: str, start: int, end: int, *, tied: bool) -> Iterator[Match]:
    for pattern in (_NAMED, _SHELL):
        position = start
        while match := pattern.search(text, position, end):
            # A name may be the value of the match before it: go on behind the name, not behind the value.
            position = match.end("name")
            holder = match["name"]
            certain = is_key_name(holder)
            if certain or (tied and is_neutral_name(_phrase(text, match))):
                found = _judge(match, certain=certain)
                if found and (certain or not _is_anothers(text, match)):
                    yield found
    for match, is_certain in commands_in(text, start, end):
        if (is_certain or is_key_name(match["name"])) and (found := _judge(match, certain=True)) is not None:
            yield found


def _in_prose(text: str, start: int, end: int, *, tied: bool) -> Iterator[Match]:
    for spoken in spoken_in(text, start, end):
        found = _judge(spoken.match, certain=spoken.certain) if spoken.certain or tied else None
        if found and _is_said(spoken, found.value) and (spoken.certain or not _is_anothers(text, spoken.match)):
            yield found


def _is_said(spoken: Spoken, value: str) -> bool:
    """Whether a value in prose is a key: without a sign of assignment in its line it has to look like one."""
    match = spoken.match
    between = match.string[match.end("name") : match.start("quoted" if match["bare"] is None else "bare")]
    return (spoken.assigned and "\n" not in between) or (is_key_shaped(value) and not is_digest(value))


def _phrase(text: str, match: re.Match[str]) -> str:
    """A bare noun with the word of prose before it: `cache key` is no neutral name, `old key` is."""
    name = str(match["name"])
    if name.lower() not in {"key", "keys", "token", "tokens"}:
        return name
    before = re.search(r"([A-Za-z]+) $", text[max(0, match.start("name") - 24) : match.start("name")])
    return f"{before[1]} {name}" if before else name


def _is_anothers(text: str, match: re.Match[str]) -> bool:
    """Whether a neutral name belongs to another vendor: in a URL or a section of theirs, or their name is beside it."""
    start = match.start("name")
    host = _host_before(text, start)
    if host and not HOST.search(host):
        return True
    return _names_another(text, start, match.start("quoted" if match["bare"] is None else "bare"), match.end())


def _names_another(text: str, name: int, value: int, end: int) -> bool:
    """Whether a line speaks of another vendor, and not of Supertone: `The ElevenLabs API key is … (ask Anna)`.

    It may do so before the `name` of a key, between it and the `value`, and in brackets behind the `end` of that. If it
    speaks of neither, the section says whose the line is.
    """
    start = max(text.rfind("\n", 0, name) + 1, name - _REACH)
    remark = _REMARK_BEHIND.match(text, end)
    for part in (text[start:name], text[name:value] + (remark[0] if remark else "")):
        if mentions_vendor(part):
            return False
        if mentions_another(part):
            return True
    return is_in_anothers(text, name)


def _in_constructors(text: str, start: int, end: int) -> Iterator[Match]:
    for match in _CONSTRUCTOR.finditer(text, start, end):
        found = _judge(match, certain=True)
        if found:
            yield found


def _in_remarks(text: str, start: int, end: int) -> Iterator[Match]:
    for match in _BARE_HEX.finditer(text, start, end):
        remark = _REMARK.search(text[max(0, match.start() - _REACH) : match.start()])
        if remark and is_key_behind_neutral_name(match[0]) and not _names_another(text, match.start(), *match.span()):
            yield Match(*match.span(), match[0], remark["name"], certain=False)


def _judge(match: re.Match[str], *, certain: bool) -> Match | None:
    quoted, bare = match["quoted"], match["bare"]
    if not certain and is_cache_key(quoted or bare):
        return None
    listed = match.string[match.end("name") : match.start("quoted" if bare is None else "bare")].strip("\"'`)] ")
    if quoted is not None:
        if listed.startswith(",") and _LISTED.fullmatch(quoted):
            return None  # a list of names: "x-sup-api-key", "content-type"
        holds = is_key_in_certain_place(quoted, name=match["name"]) if certain else is_key_behind_neutral_name(quoted)
        span = (match.start("quote"), match.end("quoted") + len(match["quote"]))
    else:
        behind = match.end("bare")
        if match.string.startswith(("(", "["), behind):
            return None  # code
        if _ASSIGNMENT.match(bare) and "\n" in match.string[match.end("name") : match.start("bare")]:
            return None  # the next line of a dotenv file, behind an empty value
        cut_short = bare.endswith("...") or match.string.startswith(("…", "*", "•"), behind)
        bare = bare.rstrip(".")
        inner = strip_scheme(bare)
        holds = is_key_shaped(inner) or (
            certain
            and not cut_short
            and (_is_assigned_word(match) or (listed not in {",", ">"} and _is_no_word(inner)))
        )
        holds = holds and is_key_in_certain_place(bare, name=match["name"])
        span = (match.start("bare"), match.start("bare") + len(bare))
    if not holds:
        return None
    value, pasted = strip_scheme(quoted or bare), pasted_in(quoted or bare)
    if pasted is None:
        return Match(*span, value, match["name"], certain)
    # `supertone key: SUPERTONE_API_KEY=…`: what stands behind the inner name is the key.
    start = match.string.index(value, *span)
    holder = pasted.name if is_key_name(pasted.name) else match["name"]
    return Match(start, start + len(value), value, holder, certain)


def _is_assigned_word(match: re.Match[str]) -> bool:
    """Whether a value without quotes is a literal: `NAME=value`, `--option=value`, `<name>value</name>`.

    In a program it would be the name of a variable: it has spaces, a bracket or a comma there, or a dotted
    path.
    """
    text, name = match.string, match["name"]
    between = text[match.end("name") : match.start("bare")]
    if between.endswith(">") and text.startswith("</", match.end()):
        return True
    option = text.startswith("--", match.start("name") - 2)
    ends = match.end() == len(text) or text[match.end()] in " \t\r\n\"'`;&|<\\"
    return between == "=" and (name.isupper() or option) and ends and not _DOTTED_NAME.fullmatch(match["bare"])


def _is_no_word(value: str) -> bool:
    """Whether a value without quotes is neither prose nor a variable: `22-character`, `Base64Str`."""
    mixed = any(not part.isdigit() and not part.isalpha() for part in _PARTS.findall(value))
    groups = _DIGITS.findall(value)
    return len(value) >= MINIMUM_LENGTH and mixed and (len(groups) >= 2 or sum(map(len, groups)) >= 3)


def _in_queries(text: str, start: int, end: int, *, tied: bool) -> Iterator[Match]:
    for match in _QUERY.finditer(text, start, end):
        name, value = match["name"], match["value"]
        if name.lower() not in QUERY_NAMES and not is_key_name(name):
            continue
        host = _host_before(text, match.start())
        vendor = bool(HOST.search(host)) or is_key_name(name) or (tied and not host)
        if vendor and is_key_in_certain_place(value, name=name):
            yield Match(*match.span("value"), value, name, certain=True, in_url=True)


def _host_before(text: str, end: int) -> str:
    """The host of the URL whose query `end` lies in; empty when there is none."""
    start = text.rfind("://", max(0, end - 2048), end)
    head = text[start + 3 : end] if start >= 0 else ""
    return "" if re.search(r"[\s\"'`<>]", head) else head.partition("/")[0]
