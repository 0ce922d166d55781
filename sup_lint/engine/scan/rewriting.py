"""Paths of a clone that is gone, put in the terms of whoever asked for it."""

import os
import re
from typing import TYPE_CHECKING

from sup_lint.engine.texts import with_texts

if TYPE_CHECKING:
    from sup_lint.engine.scan.work import JobResult


def renamed(result: "JobResult", location: str, name: str) -> "JobResult":
    """The result with `name` wherever the clone's folder, an absolute path that is like no other, is mentioned."""
    paths = {location, os.path.realpath(location)}
    paths |= {os.path.relpath(path) for path in paths}
    pattern = re.compile("|".join(re.escape(path) for path in sorted(paths, key=len, reverse=True)))
    return with_texts(result, lambda text: pattern.sub(lambda _: name, text))
