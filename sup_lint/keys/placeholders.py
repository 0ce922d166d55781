"""Values that only stand for a key: decided on the whole value, never on a part of it.

`test9f8e…` is a key; `test_api_key_123` is not. The words come from the vendor's own examples and tests, from public
code that calls the API, and from the lists of other scanners.
"""

import functools
import re

_WORDS = frozenset(
    """
    access account actual add admin alias all and another any anything api apikey app application audio auth authorization
    backup bad bar base baz bearer blank bogus broken change changed changeit changeme check client cloud code
    come config configured console copy correct credential credentials current custom
    debug default define defined delete demo development different disabled doc docs does dont dummy
    eleven elevenlabs empty enter env environ environment error example examples existing expected expired
    fake fallback false file fill fixme foo for from generated get goes good google
    hardcoded has header hunter hello here hidden hint host http
    ignore ignored individual insert inside integration invalid issue issued
    just keep key keyname keys
    leaked legacy letmein like literal live load local login long lorem
    main make manager masked missing mock mocked model must mykey
    name need needed never new nobody none nope not nothing null number
    obtain old omitted only openai option optional orig original other our out own
    pass password passwd paste pasted placeholder plain please point prefix prod product production project provided
    provider public put
    qux random read real really redacted remove removed replace replaced required reset revoked rotate rotated
    safe same sample sandbox secondary secret secrets see server service set setting settings should simple some
    someone something speech staging stage standard static step still store string structure stub sup super supersecret
    supertone supply synthetic system
    team temp template temporary test tester testing tests text than that the their these thing this token tokens todo
    true try tts tutorial type
    undefined unit unknown unset update use used user username using
    valid validation value values vault variable var very voice
    want was whatever when where will wins with without won word working works world wrong
    yes you your yours
    char chars character characters digit digits hex instead mode offline repo repository field encrypted string rotation due
    upstream namespace kiosk logged present absent header cipher removed
    alice bob carol eve acme alpha beta gamma delta one two three four five first second third last next
    dead beef deadbeef cafe babe cafebabe coffee facade feedface badcode decaf facefeed
    anna john jane doe person company team
    after allowed anywhere nota appears argument async available banned before belongs below blocked build button cached
    cannot click coming compose constructor contact could customer deleted denied developer docker ends every
    explicit external fails file final found fresh full github guess happy header hunter2 incorrect injected internal
    irrelevant k8s kept know known later loaded mandatory matter member minimum nice nothing now obviously okay
    online outdated overridden override page party passes pool private production readme reader refused
    region rejected request requested requires result runtime saved script secure seems session shared simulated skip
    sneaky something soon spare stolen stored stubbed student supplied tbc tbd tenant there totally trial unauthorized
    unused usable valuable verysecret visible wins workflow workspace write written yet zero 1password e2e topsecret
    needed fixture fixtures pytest unittest sentinel padded trimmed quoted short callable lazy flag forbidden limited rate
    """.split()
)
# Too short to be glued to others, but fine as a word between separators.
_SHORT_WORDS = frozenset("a an as at be by cfg ci d db dev do go hi i id in is it k key kr me my n na nb new no of ok on or pk qa s sa sk st sup svc t to tts u uk up us v we x xx y z".split())
# Words that are glued to others: mykey, notarealkey.
_GLUED_SHORT_WORDS = ("my", "no")
_LEET = str.maketrans("013457", "oleast")
_MASK = re.compile(r"\.\.\.|…|\*{3}|•{2}|(?i:x{6,})|_{4,}|-{4,}|#{4,}|\?{3}")
_WRAPPED = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|\{+[^{}]*\}+|\([^()]*\)|%[^%\s]+%|__\w+__|«[^»]*»|%[sdr]|@\w+@")
_TOKENS = re.compile(r"[A-Za-z0-9]+")
_ROWS = ("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "0123456789", "1234567890", "0123456789abcdef" * 3, "1234567890abcdef" * 3,
         "abcdefghijklmnopqrstuvwxyz" * 2, "abcdef1234567890" * 3, "qwertyuiop", "asdfghjkl", "zxcvbnm",
         "qwertyuiopasdfghjklzxcvbnm", "abcdefghijklmnopqrstuvwxyz0123456789" * 2, "0123456789abcdefghijklmnopqrstuvwxyz" * 2)  # fmt: skip
_SEQUENCES = (*_ROWS, *(row[::-1] for row in _ROWS))
_SHORTEST_SEQUENCE = 3
_LOOSE_DIGITS = 6
_TRAILING_DIGITS = 4
_LONGEST = 512


@functools.lru_cache(maxsize=8192)
def is_placeholder(value: str) -> bool:
    """Whether the whole value is a stand-in: a template, a mask, a run of characters, or nothing but filler words."""
    if len(value) > _LONGEST:
        return False
    value = value.strip().strip("\"'`")
    if not value or not value.isascii() or _MASK.search(value):
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
    unit_length = len(text) if len(text) <= 36 else 36
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
