"""Which bundlers' settings take a whole environment, and so the key, without naming it."""

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sup_lint.analysis.file import AnalysedFile

_NAME = re.compile(
    r"(?:^|[/\\])(?:(?:electron\.)?vite|webpack|rollup|rsbuild|rspack|vue|craco|astro|esbuild|next|nuxt|app|docusaurus|gatsby|quasar|tsup|tsdown|build)"
    r"(?:[.-]?(?:config|common|base|prod|dev|production|development)){0,3}\.[cm]?[jt]s$"
)
# What packs files into an app, a dotenv file among them.
_PACKING_NAME = re.compile(r"(?:^|[/\\])(?:pubspec\.yaml|package\.json|electron-builder\.\w{1,5}|[\w.-]{1,80}\.spec)$")
_PACKING = re.compile(rb"(?<![\w.])(?:[\w./]{0,80}/)?\.env\b|include_(?:exts|patterns)[^\n]{0,200}\benv\b")
_TAKING = re.compile(
    rb"process\.env\b(?!\.)|loadEnv\(|dotenv|EnvironmentPlugin|import\.meta\.env\b(?!\.)", re.IGNORECASE
)
_PUTTING = re.compile(
    rb"\bdefines?\b|DefinePlugin|EnvironmentPlugin|\b(?:extra|customFields|publicRuntimeConfig|env)\b\s{0,4}:|dotenv",
    re.IGNORECASE,
)
_DOTENV = re.compile(rb"(?:^|\n)[ \t]{0,8}(?:export )?\w{0,20}SUP(?:ER_?TONE)?_\w{0,30}(?:KEY|TOKEN)\w{0,8}[ \t]{0,8}=")
_DOTENV_NAMES = (".env", ".env.local", ".env.example", ".env.production")


def build_settings(suspects: "list[AnalysedFile]", others: Iterable[str], read: "Callable[[str], bytes]") -> list[str]:
    """The settings of bundlers among `others` that take a whole environment where the key is in it.

    It is where a suspect below the same folder is Supertone code, or a dotenv file beside the settings names the key.
    `read` gives a file's bytes.
    """
    found: list[str] = []
    tied = [os.path.abspath(file.path) for file in suspects if file.is_tied]
    for path in others:
        is_packing = _PACKING_NAME.search(path) is not None
        if not is_packing and not _NAME.search(path):
            continue
        data = read(path)
        if _PACKING.search(data) if is_packing else _TAKING.search(data) and _PUTTING.search(data):
            folder = os.path.dirname(os.path.abspath(path))
            beside = (os.path.join(folder, name) for name in _DOTENV_NAMES)
            if any(place.startswith(folder + os.sep) for place in tied) or any(
                _DOTENV.search(read(place)) for place in beside
            ):
                found.append(path)
    return found
