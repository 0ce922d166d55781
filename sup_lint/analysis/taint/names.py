"""What the names of functions say: that they read a value, that they mask one."""

from sup_lint.keys.names import words_of

_READING = frozenset(
    """
    get read load fetch env getenv environ config secret secrets require required resolve retrieve lookup
    password access
    userdata str pop find must param parameter value setting option prompt input getpass decrypt getattr ask obtain
    header headers credential credentials var variable provide current default cookie item use
    """.split()
)
_MASKING = frozenset(
    """
    redact redacted mask masked masking scrub scrubbed sanitize sanitized sanitise sanitised censor censored obfuscate
    obfuscated hide hidden anonymize anonymise anonymized fingerprint hash hashed digest sha md5 sha1 sha256 sha512 hmac
    blake blake2b hexdigest checksum shorten shortened truncate truncated abbreviate partial preview safe encrypt
    encrypted strip_secrets filtered
    """.split()
)

# fast-safe-stringify is safe from circles.
_SHOWING = frozenset({"stringify", "serialize"})


def reads(name: str) -> bool:
    """Whether a function's name says that it gives a stored value: `getenv`, `read_secret`, `env`."""
    return not _READING.isdisjoint(words_of(name))


def is_masking(name: str) -> bool:
    """Whether a name says that what it gives or holds shows no secret: `mask_key`, `safe_headers`, `key_hash`."""
    words = words_of(name)
    return not _MASKING.isdisjoint(words) and _SHOWING.isdisjoint(words)
