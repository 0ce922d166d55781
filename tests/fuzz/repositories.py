"""Targets from what git prints, and from the objects of a repository that somebody else made."""

import os
import unicodedata

from sup_lint.sources.git.command import reason_of
from sup_lint.sources.git.commits import date_of, iso
from sup_lint.sources.git.differences import _changed_lines
from sup_lint.sources.git.listing import Nested, TreeObjects
from sup_lint.sources.git.objects import Objects
from sup_lint.sources.git.references import Reference, _followed

_SHA = "1" * 40


class _Stored(Objects):
    """Objects of a repository: the first one has these bytes, further ones are missing."""

    def __init__(self, data: bytes) -> None:
        self._data: bytes | None = data

    def read(self, name: str, *, largest: int | None = None) -> bytes | None:
        data, self._data = self._data, None
        return data


def git(data: bytes) -> None:
    """Trees, tags, commits, differences and complaints are read, or are not there."""
    told = reason_of(data)
    assert not any(unicodedata.category(each) == "Cc" for each in told), f"raw: {told!r}"
    tree = Nested(_SHA, TreeObjects(_Stored(data)))
    for name in tree.names("") or ():
        assert "/" not in name, f"{name!r} is no name"
        assert name not in {"", ".", ".."}, f"{name!r} is no name"
        tree.blob(name)
        tree.names(name)
    for place in tree.below("")[:50]:
        assert not os.path.isabs(place), f"{place!r} leads out of the tree"
    for line in data.splitlines()[:20]:
        iso(*date_of(line))
    _followed(_Stored(data), Reference("v1", "refs/tags/v1", 2, _SHA, "tag"))
    for name, lines in _changed_lines(data):
        assert isinstance(name, str), name
        assert all(each.start <= each.stop for each in lines), lines
