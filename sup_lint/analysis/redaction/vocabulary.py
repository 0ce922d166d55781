"""Names of other credentials, and what a list's or function's own name says of its purpose."""

import functools
import re

from sup_lint.keys.names import is_key_header, is_key_name, words_of

_HEADERS = frozenset(
    """
    authorization proxy-authorization cookie x-api-key api-key apikey x-apikey x-auth-token x-auth-key xi-api-key
    x-goog-api-key ocp-apim-subscription-key x-access-token x-amz-security-token x-csrf-token x-xsrf-token x-secret
    """.split()
)
# Nouns at the end of a header with hyphens that make it a credential.
_HEADER_NOUNS = frozenset({"apikey", "key", "token", "secret", "signature", "authorization", "password", "credential"})
# Headers that end in such a noun and open nothing.
_HARMLESS = ("idempotency", "websocket", "cache", "surrogate", "partition", "routing", "page", "next", "continuation")
_FIELD_NOUNS = frozenset(
    {"apikey", "token", "secret", "password", "passwd", "pwd", "passphrase", "credential", "bearer", "jwt", "cookie"}
)
_KEY_KINDS = frozenset({"access", "private", "secret", "auth", "account", "encryption", "signing", "subscription"})
# In a list with one of these something else is told apart than secrets: what a proxy passes on, a cache varies by.
_PLUMBING = frozenset(
    """
    connection keep-alive te trailer trailers transfer-encoding upgrade host content-length content-encoding
    content-type accept accept-encoding accept-language cache-control vary etag origin range date expect
    """.split()
)
_HIDING = (
    "sensitiv redact mask scrub saniti censor obfuscat hidden hide denylist blocklist blacklist confidential secret "
    "anonymi"
).split()
_KEEPING = (
    "safe allow whitelist permit public visible keep kept required require forward passthrough cors expose vary non "
    "not send sent supported valid unmask unredact known missing issue test expected"
).split()
_SHOWING = _HIDING + "safe clean log loggable debug dump printable display repr filtered filter strip".split()
# Functions by these names are handed what goes to a log, a tracker or a recording.
CALLBACKS = frozenset(
    """
    beforeSend beforeSendTransaction beforeSendSpan beforeSendLog beforeBreadcrumb beforePersist afterRecord
    requestSanitizer responseSanitizer onBeforeSend addEventProcessor payloadProcessor serializers
    """.split()
)
_MASK = re.compile(
    r"\*{2,}|^\*$|[xX]{3,}|[•█]|redact|mask|hidden|filter|remov|secret|scrub|censor|saniti|sensitive|omitted"
    r"|\.\.\.|…|^<[^<>]*>$|^\[[^\[\]]*\]$|^-+$",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=4096)
def is_credential_header(name: str) -> bool:
    """Whether a name is that of a header with a credential of somebody else: `X-Api-Key`, `HTTP_AUTHORIZATION`."""
    plain = _as_header(name)
    if plain in _HEADERS:
        return True
    words = words_of(plain)
    return (
        "-" in plain
        and not is_ours(name)
        and bool(words)
        and words[-1] in _HEADER_NOUNS
        and not any(word in _HARMLESS for word in words)
    )


def tells_headers(names: list[str], list_name: str) -> bool:
    """Whether the names in a list that only its own name makes one of secrets are surely those of headers.

    `SECRET_NAMES = ["db-password", "openai-api-key"]` are entries of a vault.
    """
    plain = {_as_header(name) for name in names} & (_HEADERS - {"api-key", "apikey"})
    words = words_of(list_name)
    is_vault = _begins(words, ["secret"]) and not _begins(words, [each for each in _HIDING if each != "secret"])
    if is_vault and not _begins(words, ["header"]):
        plain &= {"authorization", "proxy-authorization", "cookie"}
    return bool(plain)


@functools.lru_cache(maxsize=4096)
def is_credential_field(name: str) -> bool:
    """Whether a name is that of a variable or field with a credential of somebody else: password, OPENAI_API_KEY."""
    words = words_of(name)
    if is_ours(name) or not words or len(name) > 64:
        return False
    return words[-1] in _FIELD_NOUNS or (words[-1] == "key" and bool(_KEY_KINDS & set(words[-2:-1])))


def is_credential(name: str) -> bool:
    """Whether a header or field of this name holds a credential of somebody else."""
    return is_credential_header(name) or is_credential_field(name)


def is_plumbing(name: str) -> bool:
    """Whether a header of this name is no secret for sure, and belongs to the transport or the content."""
    return _as_header(name) in _PLUMBING


def is_ours(name: str) -> bool:
    """Whether a name is the Supertone key's: its header's, in any spelling, or a variable's."""
    return is_key_header(name) or is_key_header(_as_header(name)) or is_key_name(name)


def says_hiding(name: str) -> bool:
    """Whether the name of a list, parameter or function says that what it names is hidden: SENSITIVE_HEADERS."""
    words = words_of(name)
    # A list that is only called secrets holds some, rather than their names.
    return _begins(words, _HIDING) and set(words) != {"secret"} and not says_keeping(name)


def says_keeping(name: str) -> bool:
    """Whether a list's name says the opposite, or something else: SAFE_HEADERS, REQUIRED_HEADERS."""
    return _begins(words_of(name), _KEEPING)


def says_showing(name: str) -> bool:
    """Whether a name says that something is made fit for a log: `safe_headers`, `clean`, `log_request`."""
    return _begins(words_of(name), _SHOWING)


def says_hiding_faintly(name: str) -> bool:
    """Whether a name only says that something is kept out, from a signature or a request perhaps: HEADERS_BLOCKLIST."""
    left = [word for word in words_of(name) if word not in {"denylist", "blocklist", "blacklist"}]
    return not _begins((*left,), _SHOWING)


def says_parts(name: str) -> bool:
    """Whether a list's name says that parts of names stand in it: SENSITIVE_PATTERNS, SECRET_WORDS."""
    return _begins(words_of(name), ["pattern", "substring", "keyword", "part", "word", "marker", "hint", "fragment"])


def is_mask(text: str) -> bool:
    """Whether text is put in the place of a secret: `***`, `[REDACTED]`."""
    return len(text) <= 60 and _MASK.search(text) is not None


def _begins(words: tuple[str, ...], beginnings: list[str]) -> bool:
    return any(word.startswith(tuple(beginnings)) for word in words)


def _as_header(name: str) -> str:
    plain = name.strip().lower()
    if plain.startswith("http_"):
        plain = plain.removeprefix("http_").replace("_", "-")
    elif plain.startswith(("x_", "proxy_")):
        plain = plain.replace("_", "-")
    return plain.removesuffix(":")
