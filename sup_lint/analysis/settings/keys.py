"""The settings of a file that hold a key in clear."""

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.settings.commented import commented_out
from sup_lint.analysis.settings.naming import FOREIGN, STRANGER, VALUES
from sup_lint.analysis.settings.setting import NOT_IN_CLEAR, Setting
from sup_lint.analysis.settings.view import settings_of
from sup_lint.keys.fallbacks import fallback_in
from sup_lint.keys.formats import (
    MINIMUM_LENGTH,
    VOICE_ID,
    is_key_behind_neutral_name,
    is_key_in_certain_place,
    is_reference,
    strip_scheme,
)
from sup_lint.keys.names import (
    PACKAGE,
    is_key_header,
    is_key_name,
    is_neutral_container,
    is_neutral_name,
    mentions_another,
    mentions_vendor,
    words_of,
)

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

# What a program around the vendor's API is called: supertone-proxy.
_PROGRAMS = frozenset("proxy mcp server worker gateway relay bot speech cli bridge reader narrator io ai".split())
# Folders of these hold settings for what runs there, whoever's keys they are.
_PLATFORMS = frozenset("aws amazon azure gcp google microsoft firebase supabase github gitlab".split())
# An assistant's servers: each has keys of its own.
_SERVERS = frozenset({"mcpservers", "mcp_servers", "context_servers"})
# What a pipeline keeps between its runs goes by keys that are no secrets.
_CACHES = frozenset({"cache", "caches", "save_cache", "restore_cache"})
_KEYS_OF_CACHES = frozenset({"key", "keys", "prefix", "restore_keys", "fallback_keys"})
# An opening quote and a closing one, with the backslashes that they have in a string within a string.
_QUOTE_BEFORE = re.compile(r"\\{0,3}[\"']\Z")
_QUOTE_BEHIND = re.compile(r"\\{0,3}[\"']")


class HeldKey(NamedTuple):
    """A key from offset `start` to `end`, under the setting `name`; `certain` if the name alone makes it one."""

    key: str
    name: str
    start: int
    end: int
    certain: bool


def held_keys(file: "AnalysedFile") -> Iterator[HeldKey]:
    """Yield the keys that the settings of a file hold: any value under a name of the key, keys by shape elsewhere.

    A neutral name such as `api_key` is the key's where the names around it are Supertone's, or nobody's in a file that
    belongs to Supertone code. What is commented out counts as if it weren't.
    """
    for setting in settings_of(file):
        if setting.dotted == "key" and file.path.endswith("manifest.json"):
            continue  # a browser extension's own public key is called `key`
        yield from _held(setting, file, is_tied=file.is_tied)
    # A comment that nothing claims for the vendor is for the search in comments, which heeds what else its line says.
    for setting in commented_out(file):
        yield from _held(setting, file, is_tied=False)


def _held(setting: Setting, file: "AnalysedFile", *, is_tied: bool) -> Iterator[HeldKey]:
    if setting.encoding in NOT_IN_CLEAR or not setting.path or len(setting.value) < MINIMUM_LENGTH:
        return
    text, path = unquoted(setting.value), setting.path
    if file.language == "json":
        text = text.removeprefix("=")  # n8n's mark of an expression
    fallback = fallback_in(text)
    if fallback is not None:
        text = fallback.text
        if is_key_name(fallback.name):
            path = (*path, fallback.name)
        elif mentions_vendor(fallback.name) or mentions_another(fallback.name):
            return  # ${SUPERTONE_VOICE_ID:…}
    claim = _claim(path)
    if claim == "another" or (not claim and (not is_tied or _is_anothers_file(file.path))):
        return
    name = _without_values(path)[-1]
    # A list of keys in one value.
    is_list = claim == "certain" and "," in text and not is_reference(text)
    for part in text.split(",") if is_list else [text]:
        key = strip_scheme(unquoted(part.strip()))
        if claim == "certain" and not (VOICE_ID.fullmatch(key) and not is_key_name(name) and not is_key_header(name)):
            good = is_key_in_certain_place(key, name=name)
        else:
            good = is_neutral_name(name) and is_key_behind_neutral_name(key)
        if good:
            yield _located(key, name, setting, file.text, certain=claim == "certain")


def _located(key: str, name: str, setting: Setting, text: str, *, certain: bool) -> HeldKey:
    place = text.find(key, setting.start, setting.end) if not setting.encoding else -1
    start, end = (setting.start, setting.end) if place < 0 else (place, place + len(key))
    before, behind = _QUOTE_BEFORE.search(text[max(0, start - 4) : start]), _QUOTE_BEHIND.match(text[end : end + 4])
    if before is not None and behind is not None and before[0] == behind[0]:
        start, end = start - len(before[0]), end + len(behind[0])
    return HeldKey(key, name, start, end, certain)


def _is_anothers_file(path: str) -> bool:
    """Whether a file is called, or lies in a folder called, like another vendor: ~/.config/elevenlabs/config.toml."""
    parts = path.replace("\\", "/").split("/")[-2:]
    return any(
        len(words_of(part.partition(".")[0])) == 1 and mentions_another(part) and part.lower() not in _PLATFORMS
        for part in parts
    ) and not any(mentions_vendor(part) for part in parts)


# The entries of a long list have the same path.
@functools.lru_cache(maxsize=4096)
def _claim(path: tuple[str, ...]) -> str:
    """What names say of a value: it is `certain` to be the key, `likely`, `another`'s, or nothing.

    The name nearest to the value counts: `azure.supertone_api_key` is Supertone's, `supertone.azure.api_key` is not.
    """
    path = _without_values(path)
    own = path[-1]
    if is_key_name(own) or is_key_header(own):
        return "certain"
    if len(path) > 1 and _plain(own) in _KEYS_OF_CACHES and not _CACHES.isdisjoint(map(_plain, path[-3:-1])):
        return "another"  # also cache: {key: {prefix: …}}
    for index in range(len(path) - 1, -1, -1):
        name = path[index]
        if mentions_vendor(name):
            nearest = ".".join(path[index:])
            whole = ".".join(path)
            if is_key_name(nearest) or (is_key_name(whole) and not mentions_another(whole)):
                return "certain"
            words = words_of(name)
            if words[0] == PACKAGE and "apikey" in words_of(own) and not mentions_another(name):
                return "likely"  # of whatever is called supertone-context-server
            words = tuple(word for word in words if word not in _PROGRAMS)
            return "likely" if is_neutral_container(f"x.{'.'.join(words)}") else ""
        is_server = index > 0 and path[index - 1].lower() in _SERVERS
        if (
            name in {STRANGER, FOREIGN}
            or mentions_another(name)
            or (is_server and not is_neutral_container(f"x.{name}"))
        ):
            return "another"
    return "certain" if is_key_name(".".join(path)) else ""


def _plain(name: str) -> str:
    return name.replace("-", "_").lower()


def _without_values(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path up to what names the value: without `equalTo`, `value`, `default` and the like at its end."""
    while len(path) > 1 and path[-1].lower() in VALUES and (is_key_name(path[-2]) or is_key_header(path[-2])):
        path = path[:-1]
    return path


def unquoted(text: str) -> str:
    """The text without quotes of its own: a text that becomes code has them, such as buildConfigField's."""
    inner = text[1:-1]
    return inner if len(text) > 2 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in inner else text
