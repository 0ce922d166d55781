"""What the names around a key in clear say of it beyond that it is a key: production, staging, anna."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.fixes.literal_nodes import node_of
from sup_lint.keys.names import is_key_header, is_key_name, is_neutral_name, mentions_another, words_of
from sup_lint.keys.publishing import published_by
from sup_lint.sources.language import is_code

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{2,99}")
# Words that tell one key of an account from the others.
_TELLING = _table(
    """
    prod production prd live dev development staging stage stg qa test testing ci sandbox demo local canary preview
    primary secondary backup spare old new legacy previous next kr us eu jp owner admin customer partner internal public
    batch worker web mobile bot a b c one two three first second third
    """
)
# What requests and settings are made of, in any interface.
_PARTS = _table(
    """
    header headers init option options request requests response param params query body payload config configuration
    settings auth data json env environ environment vars variables meta metadata kwargs args props context credentials
    common defaults client session fetch axios http api service value values
    """
)
_STAGES = _table("prod production prd live dev development staging stage stg qa test testing ci sandbox demo local")
_TRIALS = frozenset({"test", "testing"})  # every function of a test is called so
_NOUNS = frozenset({"apikey", "key", "token", "secret", "credential", "supertone", "sup"})
_WORD = re.compile(r"[a-z][a-z0-9]{1,20}")
_MOST_WORDS = 2
_LONGEST_WORD = 30
_PLAIN_FILES = frozenset({"__init__", "__main__", "index", "main", "app", "config", "settings", "client"})


def spelled_variable(literal: "LiteralKey") -> str:
    """The name that holds a literal, where it is a variable's of the environment; empty if it isn't, or says nothing.

    `STAGING_SUPERTONE_KEY = "…"` in code, `SUPERTONE_KEY: …` in settings.
    """
    name = literal.name.rpartition(".")[2]
    if not _VARIABLE.fullmatch(name) or not is_key_name(name) or published_by(name) is not None:
        return ""
    if literal.kind in {"comment", "text", "url"} or "KEYS" in name.split("_"):
        return ""
    return name if qualifiers_of(name) or not is_code(literal.file.language) else ""


def qualifiers_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell a key from the others, in upper case: PROD for `supertone_api_key_prod`."""
    words = words_of(name)
    if not _NOUNS.intersection(words):  # `next`, `first`, `a` say nothing alone
        return tuple(word.upper() for word in words if word in _STAGES)[:1]
    return tuple(word.upper() for word in words if word in _TELLING)[:_MOST_WORDS]


def qualifiers_around(literal: "LiteralKey", project: "Project") -> tuple[str, ...]:
    """The same of what stands around a literal: the entry, the class, the function or the branch that it is in."""
    node, program = node_of(literal), literal.file.program
    if node is None or program is None:
        return ()
    child = node
    is_entry = True
    for parent in project.scopes(program).ancestors(node):
        match parent:
            case model.Entry(key=model.Literal(value=str() as name)) if parent.value is child:
                if found := qualifiers_of(name) or (_owner(name, literal.name) if is_entry else ()):
                    return found
                is_entry = False
            case model.Bind() if parent.value is child:
                if found := qualifiers_of(last_name(parent.target)):
                    return found
            case model.Argument(name=str() as name):
                if found := qualifiers_of(name):
                    return found
            case model.Class(name=name) if isinstance(child, model.Bind) and is_key_name(name):
                return _owner(last_name(child.target), name)  # a member of an enumeration of keys
            case model.Class() | model.Function():
                words = [word for word in words_of(parent.name) if word in _STAGES and word not in _TRIALS]
                if words:
                    return (words[0].upper(),)
        child = parent
    return ()


def _owner(name: str, table: str) -> tuple[str, ...]:
    """The word that names a key in a table of keys: {"anna": "…"}."""
    words = words_of(name)
    is_plain = is_key_name(name) or is_key_header(name) or is_neutral_name(name) or mentions_another(name)
    if is_plain or "key" not in table.lower() or len(words) != 1 or not _WORD.fullmatch(words[0]):
        return ()
    return () if words[0] in {"supertone", "sup", "default", "main"} or words[0] in _PARTS else (words[0].upper(),)


def file_word(path: str) -> str:
    """What a file is called, or its folder where that says more, as a part of a variable's name: WARM_CACHE."""
    parts = path.replace("\\", "/").split("/")
    stem = parts[-1].lstrip(".").partition(".")[0]
    if stem.lower() in _PLAIN_FILES and len(parts) > 1:
        stem = parts[-2]
    return "_".join(re.findall("[A-Z0-9]{1,20}", stem.upper()))[:_LONGEST_WORD].strip("_")
