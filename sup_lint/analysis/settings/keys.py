"""The settings of a file that hold a key in clear."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.settings.naming import VALUES
from sup_lint.analysis.settings.setting import ENCRYPTED, REFERENCE, Setting
from sup_lint.analysis.settings.view import settings_of
from sup_lint.keys.fallbacks import fallback_in
from sup_lint.keys.formats import is_key_behind_neutral_name, is_key_in_certain_place, strip_scheme
from sup_lint.keys.names import (
    is_key_header,
    is_key_name,
    is_neutral_container,
    is_neutral_name,
    mentions_another,
    mentions_vendor,
)

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

_NOT_IN_CLEAR = frozenset({REFERENCE, ENCRYPTED})


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
    belongs to Supertone code.
    """
    for setting in settings_of(file):
        if setting.encoding in _NOT_IN_CLEAR or not setting.path:
            continue
        if setting.dotted == "key" and file.path.endswith("manifest.json"):
            continue  # a browser extension's own public key is called `key`
        held = _held(setting, file)
        if held is not None:
            yield held


def _held(setting: Setting, file: "AnalysedFile") -> HeldKey | None:
    text, path = unquoted(setting.value), setting.path
    fallback = fallback_in(text)
    if fallback is not None:
        text = fallback.text
        if is_key_name(fallback.name):
            path = (*path, fallback.name)
    claim = _claim(path)
    key = strip_scheme(text)
    if claim == "certain":
        good = is_key_in_certain_place(key, name=path[-1])
    else:
        is_ours = claim == "likely" or (claim == "" and file.is_tied)
        good = is_ours and is_neutral_name(_without_values(path)[-1]) and is_key_behind_neutral_name(key)
    if not good:
        return None
    place = file.text.find(key, setting.start, setting.end) if setting.encoding == "" else -1
    start, end = (setting.start, setting.end) if place < 0 else (place, place + len(key))
    if file.text[start - 1 : start] == file.text[end : end + 1] and file.text[end : end + 1] in {'"', "'"}:
        start, end = start - 1, end + 1
    return HeldKey(key, _without_values(path)[-1], start, end, claim == "certain")


def _claim(path: tuple[str, ...]) -> str:
    """What names say of a value: it is `certain` to be the key, `likely`, `another`'s, or nothing.

    The name nearest to the value counts: `azure.supertone_api_key` is Supertone's, `supertone.azure.api_key` is not.
    """
    path = _without_values(path)
    own = path[-1]
    if is_key_name(own) or is_key_header(own):
        return "certain"
    for index in range(len(path) - 1, -1, -1):
        name = path[index]
        if mentions_vendor(name):
            nearest = ".".join(path[index:])
            whole = ".".join(path)
            if is_key_name(nearest) or (is_key_name(whole) and not mentions_another(whole)):
                return "certain"
            return "likely" if is_neutral_container(f"x.{name}") else ""
        if mentions_another(name):
            return "another"
    return "certain" if is_key_name(".".join(path)) else ""


def _without_values(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path up to what names the value: without `equalTo`, `value`, `default` and the like at its end."""
    while len(path) > 1 and path[-1].lower() in VALUES and (is_key_name(path[-2]) or is_key_header(path[-2])):
        path = path[:-1]
    return path


def unquoted(text: str) -> str:
    """The text without quotes of its own: a text that becomes code has them, such as buildConfigField's."""
    inner = text[1:-1]
    return inner if len(text) > 2 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in inner else text
