"""Which repositories a scan was asked for: paths and addresses, from the command line and from lists."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sup_lint.engine.inspection import displayed
from sup_lint.sources.git.remotes import Remote, remote


class Request(NamedTuple):
    """A repository to scan: by an absolute path, or by an address to clone it from.

    `name` is how reports call it. `is_argument` tells that the command line named it, not a list.
    """

    name: str
    path: str
    remote: Remote | None = None
    is_argument: bool = False


def requests(arguments: Sequence[str], listed: Iterable[tuple[str, str]] = ()) -> list[Request]:
    """The repositories that `arguments` and lists ask for, each once, in the order given.

    `listed` are the entries of lists, each with the folder that its relative path starts from.
    """
    found: dict[str, Request] = {}
    for text, folder, is_argument in (
        *((text, "", True) for text in arguments),
        *((text, folder, False) for text, folder in listed),
    ):
        path = os.path.abspath(os.path.join(folder, text))
        elsewhere = None if os.path.lexists(path) else remote(text)
        if elsewhere is not None:
            found.setdefault(elsewhere.url.rstrip("/"), Request(elsewhere.name, "", elsewhere, is_argument))
        else:
            found.setdefault(_whole(path), Request(_name(path, text), path, None, is_argument))
    return [each for each in found.values() if each.remote is None or _own(each.remote) not in found]


def _own(elsewhere: Remote) -> str | None:
    """The folder on this machine that an address names; None for all others."""
    parts = urlsplit(elsewhere.url)
    is_here = parts.scheme == "file" and parts.hostname in {None, "", "localhost"}
    return _whole(unquote(parts.path)) if is_here else None


def entries(text: str) -> list[str]:
    """The entries of a list of repositories: one a line; blank lines and comments (`#`) are left out."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _whole(path: str) -> str:
    """The top of the work tree that a path lies in, or the path itself: two paths into one repository are the same."""
    path = os.path.realpath(path)
    folder = path
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return path
        folder = parent
    return folder


def _name(path: str, text: str) -> str:
    shown = displayed(path)
    if shown != ".":
        return shown
    return os.path.basename(_whole(path)) or text
