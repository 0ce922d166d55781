"""Which module reads the settings of which language."""

import importlib
from collections.abc import Callable, Iterator

from sup_lint.analysis.settings.setting import Setting

Reader = Callable[[str], Iterator[Setting]]

# The module that reads a language's settings: its `settings(text)`. Imported when the first such file comes.
_READERS = {
    "json": "objects",
    "jsonl": "objects",
    "xml": "markup",
    "yaml": "yaml_stream",
    "unity-asset": "outline",
    "toml": "toml",
    "terraform": "terraform",
    "csv": "delimited",
    "properties": "properties",
    "ini": "ini",
    "dotenv": "dotenv",
    "unit": "units",
    "dockerfile": "dockerfile",
    "makefile": "makefile",
    "netrc": "netrc",
}


def reader_of(language: str) -> Reader | None:
    """The function that yields the settings of text in a language; it may raise MalformedError at the end."""
    name = _READERS.get(language)
    if name is None:
        return None
    read: Reader = importlib.import_module(f"sup_lint.analysis.settings.{name}").settings
    return read
