"""Values that only stand for a key: decided on the whole value, never on a part of it.

`test9f8e…` is a key; `test_api_key_123` is not. The words come from the vendor's own examples and tests, from
public code that calls the API, and from the lists of other scanners.
"""

import functools
import re


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORDS = _table(
    """
    1password access account acme actual add admin after alias alice all allowed alpha and anna another any
    anything anywhere api apikey app appears application argument async audio auth authorization available
    babe backup bad badcode banned bar base baz bearer beef before belongs below beta blank blocked bob bogus
    broken build button cached cafe cafebabe callable cannot carol change changed changeit changeme check
    click client cloud code coffee come coming company compose config configured console constructor contact
    copy correct could credential credentials current custom customer dead deadbeef debug decaf default define
    defined delete deleted delta demo denied developer development different disabled doc docker docs doe does
    dont dummy e2e eleven elevenlabs empty ends enter env environ environment error eve every example examples
    existing expected expired explicit external facade facefeed fails fake fallback false feedface file fill
    final first five fixme fixture fixtures flag foo for forbidden found four fresh from full gamma generated
    get github goes good google guess happy hardcoded has header hello here hidden hint host http hunter
    hunter2 ignore ignored incorrect individual injected insert inside integration internal invalid irrelevant
    issue issued jane john just k8s keep kept key keyname keys know known last later lazy leaked legacy
    letmein like limited literal live load loaded local login long lorem main make manager mandatory masked
    matter member minimum missing mock mocked model must mykey name need needed never new next nice nobody
    none nope not nota nothing now null number obtain obviously okay old omitted one online only openai option
    optional orig original other our out outdated overridden override own padded page party pass passes passwd
    password paste pasted person placeholder plain please point pool prefix private prod product production
    project provided provider public put pytest quoted qux random rate read reader readme real really redacted
    refused region rejected remove removed replace replaced request requested required requires reset result
    revoked rotate rotated runtime safe same sample sandbox saved script second secondary secret secrets
    secure see seems sentinel server service session set setting settings shared short should simple simulated
    skip sneaky some someone something soon spare speech stage staging standard static step still stolen store
    stored string structure stub stubbed student sup super supersecret supertone supplied supply synthetic
    system tbc tbd team temp template temporary tenant test tester testing tests text than that the their
    there these thing third this three todo token tokens topsecret totally trial trimmed true try tts tutorial
    two type unauthorized undefined unit unittest unknown unset unused update usable use used user username
    using valid validation valuable value values var variable vault very verysecret visible voice want was
    whatever when where will wins with without won word workflow working works workspace world write written
    wrong yes yet you your yours zero
    char chars character characters digit digits hex instead mode offline repo repository field encrypted string
    filtered scrubbed sanitized censored anonymized obfuscated suppressed
    rotation due upstream namespace kiosk logged present absent header cipher removed
    """
)
# Too short to be glued to others, but fine as a word between separators.
_SHORT_WORDS = _table(
    """
    a an as at be by cfg ci d db dev do go hi i id in is it k key kr me my n na nb new no of ok on or pk qa s
    sa sk st sup svc t to tts u uk up us v we x xx y z
    """
)
# Words that are glued to others: mykey, notarealkey.
_GLUED_SHORT_WORDS = ("my", "no")
_LEET = str.maketrans("013457", "oleast")
_MASK = re.compile(r"\.\.\.|…|\*{3}|•{2}|(?i:x{6,})|_{4,}|-{4,}|#{4,}|\?{3}")
_WRAPPED = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|\{+[^{}]*\}+|\([^()]*\)|%[^%\s]+%|__\w+__|«[^»]*»|%[sdr]|@\w+@")
_TOKENS = re.compile(r"[A-Za-z0-9]+")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
# What fingers and counters make: rows and columns of the keyboard, and sequences that start over at their
# end.
_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopasdfghjklzxcvbnm"),
    *("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"),
    *("1234567890", _DIGITS, _ALPHABET * 2, (_ALPHABET + _DIGITS) * 2, (_DIGITS + _ALPHABET) * 2),
    *("0123456789abcdef" * 3, "1234567890abcdef" * 3, "abcdef1234567890" * 3),
)
_SEQUENCES = (*_ROWS, *(row[::-1] for row in _ROWS))
_SHORTEST_SEQUENCE = 3
_LOOSE_DIGITS = 6
_TRAILING_DIGITS = 4
_LONGEST = 512
# The name of an environment variable, where a key is expected: NEO4J_PASSWORD.
_VARIABLE = re.compile(r"(?:[A-Z][A-Z0-9]*_)+(?:KEY|TOKEN|SECRET|PASSWORD|APIKEY|CREDENTIALS?)(?:_[A-Z0-9]{1,8})?")


@functools.lru_cache(maxsize=8192)
def is_placeholder(value: str) -> bool:
    """Whether the whole value is a stand-in: a template, a mask, a run of characters, or filler words."""
    if len(value) > _LONGEST:
        return False
    value = value.strip().strip("\"'`")
    if not value or not value.isascii() or _MASK.search(value):
        return True
    if _VARIABLE.fullmatch(value):
        return True
    rest = _WRAPPED.sub(" ", value)
    if rest != value and not any(character.isdigit() for character in rest):
        return True
    tokens = _TOKENS.findall(rest)
    if not tokens or _is_run("".join(tokens).lower()):
        return True
    loose_digits = 0
    for token in tokens:
        cost = _filler_cost(token.lower())
        if cost is None:
            return _reads_as_words(rest)
        loose_digits += cost
    return loose_digits <= _LOOSE_DIGITS


def _is_run(text: str) -> bool:
    """One or two distinct characters, or one sequence from start to end, each character doubled or not."""
    if len(set(text)) <= 2:
        return True
    squeezed = re.sub(r"(.)\1+", r"\1", text)
    return _in_sequence(text) or (len(squeezed) >= 6 and _in_sequence(squeezed))


def _in_sequence(text: str) -> bool:
    unit_length = min(len(text), 36)
    return any(text[:unit_length] in row for row in _SEQUENCES) and _sequence_end(text, 0) == len(text)


def _sequence_end(text: str, start: int) -> int:
    """The end of the longest sequence that starts at `start`; sequences may follow one another."""
    best = start
    for row in _SEQUENCES:
        end = start + _SHORTEST_SEQUENCE
        while end <= len(text) and text[start:end] in row:
            best = max(best, end)
            end += 1
    return best


def _filler_cost(token: str) -> int | None:
    """How many digits that mean nothing a token of fillers has; None if it is not made of fillers.

    Fillers are words, sequences (abc, 1234), one character repeated, and up to four digits at the end.
    """
    if token in _WORDS or token in _SHORT_WORDS or token.translate(_LEET) in _WORDS:
        return 0
    word = token.rstrip("0123456789")
    if word in _SHORT_WORDS and len(token) - len(word) <= _TRAILING_DIGITS:
        return len(token) - len(word)
    token = token.removeprefix("0x")
    costs: list[int | None] = [0] + [None] * len(token)
    for start in range(len(token)):
        cost = costs[start]
        if cost is None:
            continue
        for end, extra in _fillers_at(token, start):
            total = cost + extra
            known = costs[end]
            if known is None or total < known:
                costs[end] = total
    return costs[len(token)]


def _fillers_at(token: str, start: int) -> list[tuple[int, int]]:
    longest = min(len(token), start + 14)
    found = [(end, 0) for end in range(start + 3, longest + 1) if token[start:end] in _WORDS]
    found += [(start + len(word), 0) for word in _GLUED_SHORT_WORDS if token.startswith(word, start)]
    end = _sequence_end(token, start)
    found += [(stop, 0) for stop in range(start + _SHORTEST_SEQUENCE, end + 1)]
    repeated = start
    while repeated < len(token) and token[repeated] == token[start]:
        repeated += 1
    if repeated - start >= _SHORTEST_SEQUENCE:
        found.append((repeated, 0))
    digits = start
    while digits < len(token) and token[digits].isdigit():
        digits += 1
    if 0 < digits - start <= _TRAILING_DIGITS and digits == len(token) and not (start and token[start - 1].isdigit()):
        found.append((digits, digits - start))
    return found


_COUNTER = re.compile(r"(?:[vV]?[0-9]{1,2})")


def _reads_as_words(value: str) -> bool:
    """Whether the value is a phrase: `key-from-vault`, `TTS_PRIMARY_CREDENTIAL_V2`. A vendor's random key never is."""
    parts = [part for part in _TOKENS.findall(value) if not _COUNTER.fullmatch(part)]
    return len(parts) >= 2 and all(_is_pronounceable(part) for part in parts)


def _is_pronounceable(part: str) -> bool:
    uniform = part.islower() or part.isupper() or part[1:].islower()
    letters = part.lower()
    return (
        part.isalpha()
        and uniform
        and len(part) <= 16
        and (len(part) <= 3 or (_VOWEL.search(letters) is not None and _CLUSTER.search(letters) is None))
    )


_VOWEL = re.compile("[aeiouy]")
_CLUSTER = re.compile("[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}")
