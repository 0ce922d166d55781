"""Settings within one value: a config.json in a ConfigMap, JSON in a string."""

from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.readers import reader_of
from sup_lint.analysis.settings.setting import Setting
from sup_lint.analysis.settings.spelling import offsets
from sup_lint.sources.language import language_of

# Text in these is read as settings; a shell script is for the search in text.
_LANGUAGES = frozenset("json jsonl yaml xml properties ini dotenv toml terraform csv".split())
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
        language = _language(setting, files)
        if language:
            inner = _inner(setting, text, language)
            found += with_inner(inner, text, depth + 1) if depth < _DEEPEST else inner
    return found


def _language(setting: Setting, files: dict[int, str]) -> str:
    """What the value of a setting is written in, if that has settings: by what it looks like, then by its name."""
    value = setting.value
    if not _SHORTEST <= len(value) <= _LARGEST or setting.encoding not in {"", "base64"}:
        return ""
    if value[0] in "{[" and value[-1] in "}]" and not value.startswith(("{{", "[[", "{%")):
        return "json"
    if "\n" not in value and "=" not in value:
        return ""
    languages = (language_of(name) for name in (setting.name, files.get(setting.mapping, "")) if "." in name)
    return next((language for language in languages if language in _LANGUAGES), "")


def _inner(setting: Setting, text: str, language: str) -> list[Setting]:
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
            return []
        raw = value
    read = reader_of(language)
    if read is None:
        return []
    base = (setting.start + 1) << 24  # numbers of its own
    found: list[Setting] = []
    try:
        for each in read(raw):
            found.append(each)  # noqa: PERF402 - what came before a MalformedError is kept
    except MalformedError:
        pass
    return [_moved(each, setting, start, places, base) for each in found]


def _moved(inner: Setting, outer: Setting, start: int, places: list[int] | None, base: int) -> Setting:
    """A setting from within the value of another as one of the file."""
    if outer.encoding:
        span = (outer.start, outer.end)
    elif places is not None:
        span = (outer.start + places[inner.start], outer.start + places[inner.end])
    else:
        span = (start + inner.start, start + inner.end)
    within = (*outer.within, *(base + number for number in inner.within))
    encoding = inner.encoding or outer.encoding
    return Setting((*outer.path, *inner.path), inner.value, *span, within, encoding)
