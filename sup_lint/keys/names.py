"""What people call the Supertone key: the one table of vendor facts, and the names that are only look-alikes.

The names were counted in public code that calls the API; the vendor documents the header, the host and the
variable.
"""

import functools
import re
from collections.abc import Iterable

HEADER = "x-sup-api-key"
VARIABLE = "SUPERTONE_API_KEY"
PACKAGE = "supertone"
# The SDK of JavaScript and TypeScript, whose older releases were imported as `supertone`, too.
SCRIPT_PACKAGE = "@supertone/supertone"
# The client classes of the SDKs, and the pydantic model through which the Python SDK can be given a key.
SDK_CLASSES = frozenset({"Supertone", "SupertoneCore", "Client", "Security"})
CONSOLE = "https://console.supertoneapi.com"
# "Maximum 3 active keys per account": https://docs.supertoneapi.com/en/docs/authentication
MOST_ACTIVE_KEYS = 3

# A host of the vendor, also the ones that people invented: api.supertone.ai and the like.
HOST = re.compile(r"(?<![\w.-])(?:[\w-]{1,63}\.){0,4}supertone(?:api)?\.(?:com|ai|io)(?![\w-])", re.IGNORECASE)
_IMPORT = r"(?:^|[\s;(])(?:from|import)\s+(?-i:supertone)(?![\w-])|import_module\(\s*[\"']supertone[\"'.]"
# Of JavaScript: from "@supertone/supertone/core.js", require("supertone"), import("npm:@supertone/supertone").
_SCRIPT_IMPORT = (
    r"\b(?:from|import|require)\s{0,8}\(?\s{0,8}[\"'](?:[\w.:/\-]{0,80}@supertone/supertone|supertone)(?=[\"'/@])"
)
_TIE = re.compile(
    rf"x[-_]sup(?:ertone)?[-_](?:api[-_])?key|{HOST.pattern}|{_IMPORT}|{_SCRIPT_IMPORT}", re.IGNORECASE | re.MULTILINE
)

# What may be a name of the key, to be looked at closely.
_KEY_NAME = re.compile(r"[\w.-]{0,40}super_?tone[\w.-]{1,60}", re.IGNORECASE)

_VENDOR = re.compile(r"super[^A-Za-z0-9]{0,2}tone|[슈수]퍼톤", re.IGNORECASE)
_KOREAN_VENDORS = ("슈퍼톤", "수퍼톤")
# The vendor and the noun run together in one case: supertoneapikey.
_RUN_TOGETHER = re.compile(r"(supertone|sup)(api)?(keys?|tokens?)")
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^\x00-\x7f]+")
_MERGED = {("super", "tone"): "supertone", ("api", "key"): "apikey", ("api", "keys"): "apikey"}
_SINGULAR = {
    "keys": "key",
    "apikeys": "apikey",
    "tokens": "token",
    "secrets": "secret",
    "credentials": "credential",
}


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOUNS = frozenset({"apikey", "key", "token", "secret", "credential", "password"})
# May stand between the vendor and the noun: supertone_tts_api_key.
_CLOSE = _table(
    """
    api tts auth access secret service prod production dev development stage staging stg qa test testing live
    local account team cloud rest sdk my our default main primary secondary backup old new s the demo sandbox
    ci user bearer x sub http text to speech real personal company fallback legacy temp
    """
)
# May stand there too where the noun leaves no doubt: SupertoneSettings.api_key, supertone.client.api_key.
_STRUCTURE = _table(
    """
    settings setting config configuration conf cfg client services provider providers options opts option
    params parameters env environment variables adapter engine backend headers header defaults app data values
    string get vendor vendors endpoint endpoints integration integrations base common constants const api
    credential creds synthesizer wrapper factory handler manager helper util utils utility async sync core
    session request requests tests
    """
)
# May follow the noun: SUPERTONE_API_KEY_PROD, supertone_key_2.
_QUALIFIERS = _CLOSE | _table(
    """
    previous prev current value val str string raw plain literal const hardcoded fallback override legacy temp
    tmp final revoked leaked expired kr us eu jp b64 base64 encoded reversed parts part bytes hex list pool data a
    b c v one two three first second third for
    """
)
# The whole vocabulary of a neutral name: nothing in it says whose key it is.
_NEUTRAL = (
    _table("apikey api key token auth authorization bearer tts voice x self this cls get k")
    | _CLOSE - {"secret", "access", "user", "test", "sub"}
    | _QUALIFIERS - {"secret", "access", "user", "sub"}
    | _STRUCTURE - {"session", "credential", "creds"}
)
# Nouns that may mean any secret: where Supertone's key is used they may mean it, if nothing else claims them.
_LOOSE_NOUNS = frozenset({"secret", "credential", "열쇠", "키", "인증키", "비밀키", "접근키", "토큰", "인증토큰"})
_KOREAN_PARTS = frozenset({"슈퍼톤", "수퍼톤", "음성", "내", "우리", "개인", "팀", "새", "옛", "api", "tts"})
# Build tools publish variables that begin like this: VITE_TTS_API_KEY.
_PUBLIC_PREFIXES = (
    ("next", "public"),
    ("nuxt", "public"),
    ("expo", "public"),
    ("react", "app"),
    ("vue", "app"),
    ("ng", "app"),
    ("vite",),
    ("gatsby",),
)
# Not what opens an API: a column of a table.
_COLUMN = ("primary", "key")
_LONGEST_NAME = 512
_PREDICATES = frozenset({"has", "is", "needs", "requires"})
_NEUTRAL_NOUNS = frozenset({"apikey", "key", "token", "authorization"})
# Vendors whose keys stand beside Supertone's: what bears their name is theirs.
_OTHERS = frozenset(
    """
    elevenlabs eleven openai anthropic claude gemini google gcp azure microsoft aws amazon polly playht cartesia
    deepgram assemblyai murf resemble speechify wellsaid naver clova kakao typecast coqui hume rime lmnt groq mistral
    cohere replicate huggingface hf github gitlab slack stripe sentry datadog twilio sendgrid
    firebase supabase fish minimax neuphonic algolia comet wandb pinecone weaviate notion airtable mapbox rollbar
    bugsnag newrelic amplitude mixpanel segment posthog langsmith langfuse together perplexity deepl papago
    """.split()
)
# As they are written in Korean, where particles follow without a space.
_KOREAN_OTHERS = re.compile(
    r"네이버|클로바|파파고|카카오|일레븐\s?랩스|타입캐스트|공공\s?데이터|구글|제미나이|애저|마이크로소프트|아마존|오픈\s?(?i:AI|에이아이)"
    r"|챗지피티|앤트로픽|앤스로픽|클로드|휴멜로|셀바스|깃허브|깃랩|슬랙|노션|허깅\s?페이스|파이어베이스|토스페이먼츠|아임포트|포트원"
)
AUTH_HEADERS = frozenset({"authorization", "x-api-key", "api-key", "apikey", "x-auth-token", "x-auth-key"})
# A key in a URL's query string goes by one of these.
QUERY_NAMES = frozenset(
    {"api_key", "apikey", "api-key", "key", "token", "access_token", "auth", HEADER, "x_sup_api_key"}
)


@functools.lru_cache(maxsize=16384)
def words_of(name: str) -> tuple[str, ...]:
    """Split an identifier, header or path into lower-case words: superToneApiKey → supertone, apikey."""
    words: list[str] = []
    for word in _WORD.findall(name):
        together = _RUN_TOGETHER.fullmatch(word.lower())
        for lowered in filter(None, together.groups()) if together else (word.lower(),):
            merged = _MERGED.get((words[-1], lowered)) if words else None
            if merged:
                words[-1] = merged
            else:
                words.append(_SINGULAR.get(lowered, lowered))
    return tuple(words)


@functools.lru_cache(maxsize=16384)
def is_key_name(name: str) -> bool:
    """Whether a name, or a path of names joined by dots, is certain to hold a Supertone key.

    `SMSUP_API_KEY` is another product (words are compared whole), `SUPERTONE_VOICE_ID` another thing, and
    `SUPERTONE_API_KEY_FILE` another kind of value.
    """
    if len(name) > _LONGEST_NAME:
        return False
    words = words_of(name)
    for index, word in enumerate(words):
        if index and words[index - 1] in _PREDICATES:
            continue  # has_supertone_key holds a truth value
        if word == "supertone" and (_noun_follows(words, index + 1) or _noun_precedes(words, index)):
            return True
        if word == "sup" and _is_short_form(words, index):
            return True
    return False


def _is_short_form(words: tuple[str, ...], index: int) -> bool:
    rest = words[index + 1 :]
    if rest[:1] == ("apikey",) or (rest[:1] == ("key",) and index == 0):
        return _qualifies(rest[1:])
    return rest[:2] == ("api", "token") and _qualifies(rest[2:])


def _noun_follows(words: tuple[str, ...], start: int) -> bool:
    loose = False
    for index in range(start, len(words)):
        word = words[index]
        if word in _NOUNS and not (word == "secret" and index + 1 < len(words) and words[index + 1] in _NOUNS):
            unmistakable = word == "apikey" or words[index - 1] in {"api", "auth", "access", "secret"}
            return (unmistakable or not loose) and _qualifies(words[index + 1 :])
        if word in _CLOSE or word.isdigit():
            continue
        if word not in _STRUCTURE:
            return False
        loose = True
    return False


def _noun_precedes(words: tuple[str, ...], vendor: int) -> bool:
    if not _qualifies(words[vendor + 1 :]):
        return False
    before = vendor - 1
    while before >= 0 and words[before] in {"for", "of", "tts"}:
        before -= 1
    if before < 0 or words[before] not in _NOUNS:
        return False
    return words[before] == "apikey" or before == 0 or words[before - 1] in _NEUTRAL


def _qualifies(words: Iterable[str]) -> bool:
    return all(word in _QUALIFIERS or word.isdigit() or word in _NOUNS for word in words)


@functools.lru_cache(maxsize=16384)
def is_neutral_name(name: str) -> bool:
    """Whether a name says "a key" but not whose: `API_KEY`, `Authorization`; not `OPENAI_API_KEY`.

    `SECRET_KEY` is left out: in web frameworks it signs sessions.
    """
    words = words_of(name)
    for prefix in _PUBLIC_PREFIXES:
        if words[: len(prefix)] == prefix:
            words = words[len(prefix) :]
    return (
        any(word in _NEUTRAL_NOUNS for word in words)
        and all(word in _NEUTRAL or word.isdigit() for word in words)
        and words[-2:] != _COLUMN
    )


def is_loose_name(name: str) -> bool:
    """Whether a name says "a secret" but neither whose nor what for: `secret`, `credentials`, `열쇠`, `API키`.

    Not `SECRET_KEY`, `CLIENT_SECRET`, `AUTH_SECRET`, which have their own uses.
    """
    words = words_of(name)
    plain = _KOREAN_PARTS | {"tts", "voice", "my", "our", "the", "old", "new", "x", "self", "this", "default"}
    return (
        any(word in _LOOSE_NOUNS for word in words)
        and words[-1] in _LOOSE_NOUNS
        and all(word in _LOOSE_NOUNS or word in plain or word.isdigit() for word in words)
    )


def _speaks_of_key(name: str) -> bool:
    """Whether a name is the key's, or has it inside: your_supertone_api_key_here."""
    words = words_of(name)
    return is_key_name(name) or (PACKAGE in words and "apikey" in words[words.index(PACKAGE) :])


def is_neutral_container(path: str) -> bool:
    """Whether the names around a setting name no other vendor: `settings.default`; not `providers.azure`.

    The first name is the variable's, and free.
    """
    inner = path.partition(".")[2]
    return all(word in _NEUTRAL or word.isdigit() or word in {PACKAGE, "headers"} for word in words_of(inner))


def is_key_header(name: str) -> bool:
    """Whether a header (in any case) carries the key: the vendor's, or a home-made x-supertone-key."""
    return name.lower() == HEADER or is_key_name(name)


def member_of_sdk(dotted: str) -> str:
    """What a dotted name calls in one of the SDKs: `Supertone` for `@supertone/supertone/core.js.Supertone`.

    Empty for what isn't of an SDK, and for an SDK itself.
    """
    if SCRIPT_PACKAGE in dotted:
        member = dotted.partition(SCRIPT_PACKAGE)[2].rpartition(".")[2]
        # The module itself may have dots in its name.
        return member if member not in {"js", "mjs", "cjs"} else ""
    root, _, rest = dotted.partition(".")
    return rest.rpartition(".")[2] if root == PACKAGE else ""


def mentions_another(name: str) -> bool:
    """Whether a name, or a line, has another vendor's name as a word, or in Korean."""
    # As it is written, `OpenAI` is two words.
    return (
        not _OTHERS.isdisjoint(words_of(name))
        or not _OTHERS.isdisjoint(words_of(name.lower()))
        or _KOREAN_OTHERS.search(name) is not None
    )


def may_mention_another(text: str) -> bool:
    """Whether another vendor's name occurs in a text at all, be it as a part of a word: a quick look at long texts."""
    lowered = text.lower()
    return any(name in lowered for name in _OTHERS) or _KOREAN_OTHERS.search(text) is not None


def mentions_vendor(text: str) -> bool:
    """Whether a name, or any text, has the vendor's name as a word of its own."""
    # Only what lies around a candidate is split into words, for the text may be a whole file.
    return any(
        match[0] in _KOREAN_VENDORS or PACKAGE in words_of(text[max(0, match.start() - 32) : match.end() + 32])
        for match in _VENDOR.finditer(text)
    )


def is_tied(text: str) -> bool:
    """Whether text belongs to Supertone code: its header, its host, its key's name or its SDK's import occurs."""
    return _TIE.search(text) is not None or any(_speaks_of_key(match[0]) for match in _KEY_NAME.finditer(text))
