"""What a Supertone key looks like, and when a literal is one."""

import re

from sup_lint.keys.names import HOST, is_key_name
from sup_lint.keys.pasted import is_other_assignment, pasted_in
from sup_lint.keys.placeholders import is_placeholder

MINIMUM_LENGTH = 8
_MAXIMUM_LENGTH = 512
_DIGITS_OF_A_NAME = 6
# A name, a name that was pasted behind it, a scheme.
_MOST_LAYERS = 4

# Every key seen in public is 32 lower-case hex digits; the documentation's truncated sample has mixed case,
# so longer alphabets are allowed behind a neutral name, too.
HEX32 = re.compile(r"[0-9a-f]{32}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_ALPHABET = re.compile(r"[A-Za-z0-9_-]{20,512}")
VOICE_ID = re.compile(r"[0-9A-Za-z]{22}")
_MIXED_PART = re.compile(r"(?=[0-9A-Za-z]*[0-9])(?=[0-9A-Za-z]*[A-Za-z])[0-9A-Za-z]{8,}")
_IDENTIFIER_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PRINTABLE = re.compile(r"[!-~]+")
# Stretches that an excerpt hides whatever they are.
OPAQUE = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")

# Prefixes that say whose key it is (documented by OpenAI, Anthropic, ElevenLabs, Stripe, AWS, Google, GitHub,
# GitLab, Slack, Hugging Face, Groq, SendGrid, Replicate, npm, PyPI, DigitalOcean, Shopify) and the head of a
# JSON Web Token.
_FOREIGN = re.compile(
    r"sk-(?:proj|ant|or|svcacct)-|sk_[0-9a-f]{48}$|[spr]k_(?:live|test)_|AKIA|ASIA|AIza|gh[pousr]_|github_pat_|glpat-"
    r"|xox[abprs]-|hf_|gsk_|SG\.|r8_|npm_|pypi-|dop_v1_|shp(?:at|ss)_|eyJ"
)
_SCHEME = re.compile(r"(?:bearer|token|apikey|api-key|basic)[ :=]+", re.IGNORECASE)

# Something that stands for a key kept elsewhere, or that a program will fill in.
_REFERENCE = re.compile(
    r"""
    .*://                                        # op://, https://, vault://
    | (?:arn|vault|keyring|keychain|pass|aws|gcp|k8s|doppler|ssm|secretref|secret|env|file
        |aws-?sm|gcp-?sm|secretsmanager|parameter|keyvault|akv|kv|bws|bitwarden|1password|infisical|kms|sops|input):
    | @Microsoft\.\w+\( | projects/[^/]+/secrets/
    | ENC[\[(] | \{(?:cipher|aes)\} | AQICA | EJ\[  # sops, Jasypt, Spring, KMS, ejson
    | (?:encrypted|crypt|secure):[A-Za-z0-9+/=_-]{40} | CfDJ8 | gAAAAA   # dotenvx; data protection of .NET; Fernet
    | <%[=-]? | \{(?:env|file|secret|vault)[:.]   # ERB; what a server puts in
    | \$ | %env\( | %[\w.-]+%$ | %\(\w+\)s$ | \{\{ | \#\{ | @\w+@$
    | (?:~|\.{1,2})?/[^\s]*$                     # a path
    | [A-Za-z]:\\                                # a path on Windows
    | .*\.(?:txt|json|env|key|pem|toml|ya?ml|ini|cfg|conf|py|js|ts|csv|log|md|html?|wav|mp3)$
    | (?:os|self|this|settings|config|args|env|Deno|secrets)\. | process\.env | import\.meta | st\.secrets
    | [A-Za-z_][\w.]*\(                          # a call
    | [A-Za-z_][\w.]*\[                          # a subscript
    """,
    re.VERBOSE | re.DOTALL,
)


def strip_scheme(value: str) -> str:
    """Drop white space and what a value was pasted with: `Bearer `, or a name of the key, as in `NAME=value`."""
    value = value.strip()
    for _ in range(_MOST_LAYERS):
        match = _SCHEME.match(value)
        if match:
            value = value[match.end() :].strip()
        elif pasted := pasted_in(value):
            value = pasted.value
        else:
            break
    return value


def is_reference(value: str) -> bool:
    """Whether the value names a place where a key is kept, or is code or a template that yields one."""
    return _REFERENCE.match(value) is not None or HOST.search(value) is not None or _is_path_of_words(value)


def _is_path_of_words(value: str) -> bool:
    """Whether a value is a path in a secret store: prod/tts/supertone-api-key-9f3c."""
    parts = value.split("/")
    words = [part for part in parts if re.fullmatch(r"[a-z][a-z_-]+", part)]
    return len(parts) >= 2 and 2 * len(words) >= len(parts)


def _names_a_key(value: str) -> bool:
    """Whether the value is the name of a key; with more digits than a count has it is a key with a prefix."""
    return sum(map(str.isdigit, value)) <= _DIGITS_OF_A_NAME and is_key_name(value)


def is_key_shaped(value: str) -> bool:
    """Whether the value looks like a key wherever it stands: 32 hex digits, or 20 and more random characters.

    Twenty-two letters and digits are a voice id; words joined by dashes or underscores are an identifier.
    """
    if HEX32.fullmatch(value):
        return True
    if not _ALPHABET.fullmatch(value) or VOICE_ID.fullmatch(value) or _FOREIGN.match(value):
        return False
    if _UUID.fullmatch(value):
        return True
    return any(_MIXED_PART.fullmatch(part) for part in re.split("[-_]", value)) and not _is_identifier(value)


def _is_identifier(value: str) -> bool:
    """Whether a value is words with a number or two: activeUsers_last24hours. Random letters change case too often."""
    words = _IDENTIFIER_WORD.findall(value)
    letters = sum(map(len, words))
    return bool(words) and len(re.findall("[0-9]+", value)) <= 3 and letters >= 4 * len(words)


def is_key_in_certain_place(value: str, *, name: str = "") -> bool:
    """Whether a literal in a place made for a key is one: eight characters or more and no placeholder.

    No entropy and no shape is asked for. `name` is the variable or header that holds the value: one that
    holds its own name holds no key.
    """
    value = strip_scheme(value)
    return (
        MINIMUM_LENGTH <= len(value) <= _MAXIMUM_LENGTH
        and _PRINTABLE.fullmatch(value) is not None
        and value.lower() != name.lower()
        and not is_reference(value)
        and not _names_a_key(value)
        and not is_placeholder(value)
        and not is_other_assignment(value)
    )


def is_key_behind_neutral_name(value: str) -> bool:
    """Whether a literal behind a name such as `API_KEY` is a key, given that it is tied to Supertone."""
    value = strip_scheme(value)
    return is_key_shaped(value) and not is_placeholder(value) and not _names_a_key(value)
