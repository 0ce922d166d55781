"""The settings of a file that hold a key in clear."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.settings.view import settings_of
from sup_lint.keys.formats import is_key_behind_neutral_name, is_key_in_certain_place, strip_scheme
from sup_lint.keys.names import is_key_header, is_key_name, is_neutral_name, mentions_another

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile


class HeldKey(NamedTuple):
    """A key from offset `start` to `end`, under the setting `name`; `certain` if the name alone makes it one."""

    key: str
    name: str
    start: int
    end: int
    certain: bool


def held_keys(file: "AnalysedFile") -> Iterator[HeldKey]:
    """Yield the keys that the settings of a file hold: any value under a name of the key, keys by shape elsewhere."""
    for setting in settings_of(file):
        if mentions_another(setting.dotted) or (setting.dotted == "key" and file.path.endswith("manifest.json")):
            continue  # a browser extension's own public key is called `key`
        key = strip_scheme(unquoted(setting.value))
        certain = any(is_key_name(name) or is_key_header(name) for name in (setting.name, setting.dotted))
        if certain:
            good = is_key_in_certain_place(key, name=setting.name)
        else:
            good = file.is_tied and is_neutral_name(setting.name) and is_key_behind_neutral_name(key)
        if good:
            place = file.text.find(key, setting.start, setting.end)
            start, end = (setting.start, setting.end) if place < 0 else (place, place + len(key))
            if file.text[start - 1 : start] == file.text[end : end + 1] and file.text[end : end + 1] in {'"', "'"}:
                start, end = start - 1, end + 1
            yield HeldKey(key, setting.name, start, end, certain)


def unquoted(text: str) -> str:
    """The text without quotes of its own: a text that becomes code has them, such as buildConfigField's."""
    inner = text[1:-1]
    return inner if len(text) > 2 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in inner else text
