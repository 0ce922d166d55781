"""Settings within one value: a config.json in a ConfigMap, JSON in a string."""

import importlib
from collections.abc import Iterator

from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.setting import Setting
from sup_lint.analysis.settings.spelling import offsets

# By the end of the name of what holds the text; a shell script is for the search in text.
_READERS = {
    ".json": "objects",
    ".jsonc": "objects",
    ".json5": "objects",
    ".tfvars.json": "objects",
    ".yaml": "yaml_stream",
    ".yml": "yaml_stream",
    ".xml": "markup",
    ".plist": "markup",
    ".properties": "lines",
    ".env": "lines",
    ".ini": "lines",
    ".cfg": "lines",
    ".conf": "lines",
    ".toml": "lines",
    "env": "lines",
}
_PATH_NAMES = frozenset({"path", "file", "filename", "filepath", "dest", "destination", "target", "name"})
_LARGEST = 400_000
_SHORTEST = 10
_DEEPEST = 3


def with_inner(settings: list[Setting], text: str, depth: int = 1) -> list[Setting]:
    """The settings, each followed by those within its value, which go by its path and theirs."""
    files = {each.mapping: each.value for each in settings if each.name in _PATH_NAMES and "." in each.value}
    found: list[Setting] = []
    for setting in settings:
        found.append(setting)
        reader = _reader(setting, files)
        if reader:
            inner = list(_inner(setting, text, reader))
            found += with_inner(inner, text, depth + 1) if depth < _DEEPEST else inner
    return found


def _reader(setting: Setting, files: dict[int, str]) -> str:
    value = setting.value
    if not _SHORTEST <= len(value) <= _LARGEST or setting.encoding not in {"", "base64"}:
        return ""
    if value[0] in "{[" and value[-1] in "}]" and (":" in value or '"' in value):
        return "objects" if not value.startswith(("{{", "[[", "{%")) else ""
    if "\n" not in value and "=" not in value:
        return ""
    for name in (setting.name, files.get(setting.mapping, "")):
        for ending, reader in _READERS.items():
            if name.endswith(ending) or (ending == ".env" and "/.env" in f"/{name}"):
                return reader
    return ""


def _inner(setting: Setting, text: str, reader: str) -> Iterator[Setting]:
    raw = text[setting.start : setting.end]
    value = setting.value
    places: list[int] | None = None
    start = setting.start
    if setting.encoding:
        raw = value
    elif raw != value and "\n" in raw and "\\\\" not in raw:
        # A block of YAML: from the margin of its first line on, as the others are.
        start = text.rfind("\n", 0, start) + 1
        raw = text[start : setting.end]
        if raw.lstrip(" ") != text[setting.start : setting.end]:
            start, raw = setting.start, text[setting.start : setting.end]
    elif raw != value:
        places = offsets(raw)
        if len(places) != len(value) + 1:
            return
        raw = value
    read = importlib.import_module(f"sup_lint.analysis.settings.{reader}").settings
    base = (setting.start + 1) << 24  # numbers of its own
    found: list[Setting] = []
    try:
        for each in read(raw):
            found.append(each)  # noqa: PERF402 - what came before a MalformedError is kept
    except MalformedError:
        pass
    for each in found:
        if setting.encoding:
            span = (setting.start, setting.end)
        elif places is not None:
            span = (places[each.start], places[each.end])
        else:
            span = (start + each.start, start + each.end)
        within = (*setting.within, *(base + number for number in each.within))
        yield Setting((*setting.path, *each.path), each.value, *span, within, each.encoding or setting.encoding)
