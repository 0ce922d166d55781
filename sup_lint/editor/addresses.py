"""The addresses of documents, and the paths that they stand for."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

# By the names that clients have for languages, where the name is not the extension.
_EXTENSIONS = {
    "csharp": ".cs",
    "dockerfile": ".dockerfile",
    "dotenv": ".env",
    "javascript": ".js",
    "javascriptreact": ".jsx",
    "jsonc": ".json",
    "kotlin": ".kt",
    "markdown": ".md",
    "plaintext": ".txt",
    "python": ".py",
    "ruby": ".rb",
    "rust": ".rs",
    "shellscript": ".sh",
    "terraform": ".tf",
    "typescript": ".ts",
    "typescriptreact": ".tsx",
}
_AS_NAMED = frozenset(
    "astro c cpp css dart go html ini java json php properties svelte swift toml vue xml yaml".split()
)


def path_of(uri: str) -> str | None:
    """The absolute path of a file's address; None for an address of anything else."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme.lower() != "file" or not parts.path:
        return None
    path = parts.path if parts.netloc in ("", "localhost") else f"//{parts.netloc}{parts.path}"
    if sys.platform == "win32":
        return os.path.normpath(url2pathname(path))
    return os.path.normpath(unquote(path, errors="surrogateescape"))


def place_of(uri: str, language: str, folder: str) -> str | None:
    """Where a document lies, or would if it were saved, with `folder` for want of a better place; None for one that
    is no file and never will be, such as a version of git's."""
    path = path_of(uri)
    if path is not None:
        return path
    scheme, _, rest = uri.partition(":")
    if scheme != "untitled":
        return None
    name = unquote(rest)
    if os.path.isabs(name):
        return os.path.normpath(name)
    extension = extension_of(language)
    stem = name.replace("\\", "/").rpartition("/")[2] or "untitled"
    return os.path.join(folder, stem if stem.endswith(extension) else stem + extension)


def extension_of(language: str) -> str:
    """How the names of files in a language end, by the name that clients have for it; empty for an unknown one."""
    return _EXTENSIONS.get(language, f".{language}" if language in _AS_NAMED else "")


def uri_of(path: str) -> str:
    """The address of an absolute path."""
    return Path(path).as_uri()
