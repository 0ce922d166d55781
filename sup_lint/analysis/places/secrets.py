"""Entries and variables called `secret`, `credential` or in Korean a key: whose they are is told by what is beside."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, walk
from sup_lint.analysis.scopes import Scopes
from sup_lint.keys.names import is_key_header, words_of

# Entries that name the header which another entry's value is for.
HEADER_ENTRIES = ("header", "headerName", "header_name", "Header", "authHeader", "auth_header")
# Words of calls and of entries beside that claim a secret: it signs sessions, tokens and requests, or is OAuth's.
_CLAIMING = frozenset(
    """
    session sessions jwt sign verify hmac crypto cipher encrypt decrypt hash csrf cookie cookies oauth client clients
    webhook signature auth nextauth passport strategy issuer audience resave redirect otp totp salt pepper scrypt
    pbkdf signer serializer bcrypt recaptcha captcha turnstile login
    """.split()
)

# What an entry may be called.
_NOUNS = {(noun,) for noun in "key apikey token secret credential auth".split()}


def names_other_header(node: Node | None) -> bool:
    """Whether a mapping says that another header than the key's takes its value: `{"header": "xi-api-key", …}`."""
    if not isinstance(node, model.Mapping):
        return False
    for entry in node.entries:
        match entry:
            case model.Entry(key=model.Literal(value=str() as key), value=model.Literal(value=str() as header)):
                if key in HEADER_ENTRIES and not is_key_header(header) and header.lower() != "authorization":
                    return True
    return False


def is_secret(name: str) -> bool:
    """Whether an entry's name is a noun for a secret: beside {"header": "x-sup-api-key"} it is the key."""
    return words_of(name) in _NOUNS


def is_claimed(user: Node, name: str, scopes: Scopes) -> bool:
    """Whether something beside the entry or binding `user`, or a use of its variable, claims a secret for itself."""
    parent = scopes.parents.get(id(user))
    if isinstance(parent, model.Mapping):
        beside = [entry.key.value for entry in parent.entries if isinstance(entry.key, model.Literal)]
        if any(isinstance(each, str) and _claims(each) for each in beside):
            return True
    if any(_claims(each) for each in _names_around(user, scopes)):
        return True
    if not isinstance(user, model.Bind):
        return False
    return any(
        _claims(each) for node in scopes.names.get(name, ()) for each in _names_around(node, scopes) if each != name
    )


def _claims(name: str) -> bool:
    return not _CLAIMING.isdisjoint(words_of(name))


def _names_around(node: Node, scopes: Scopes) -> Iterator[str]:
    """The names of the calls, entries, variables and functions around a node."""
    for each in scopes.ancestors(node):
        match each:
            case model.Call(function=function):
                yield last_name(function)
                yield from (inner.id for inner in walk((function,)) if isinstance(inner, model.Name))
            case model.Entry(key=model.Literal(value=str() as text)) | model.Argument(name=str() as text):
                yield text
            case model.Bind() if each is not node:
                yield last_name(each.target)
            case model.Function(name=str() as text) | model.Class(name=str() as text):
                yield text


def makes_keys(node: model.Function) -> bool:
    """Whether a function gives the key of what it is given, by which that is sorted or cached: key(text)."""
    given = [each for each in node.parameters if each.name not in {"self", "cls", "this"}]
    return words_of(node.name) == ("key",) and bool(given)
