"""The options that tell which keys are known: from the environment or a file, never from the command line."""

import os
import re
import sys
from typing import TYPE_CHECKING

import click

from sup_lint.config import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sup_lint.engine.known_keys import KnownKey

_LARGEST_FILE = 1 << 20
_NAMED = r"(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(?P<value>.*)"
_STANDARD_STREAM = "-"

known_key_options: "tuple[Callable[..., Callable[..., None]], ...]" = (
    click.option(
        "--known-key-env",
        multiple=True,
        metavar="NAME",
        help="Search every byte for the key in the environment variable NAME, in any encoding; repeatable.",
    ),
    click.option(
        "--known-keys-from",
        multiple=True,
        metavar="FILE",
        type=click.Path(),
        help="Search for the keys in FILE, too: one a line, or NAME=key; - is standard input.",
    ),
)


def known_keys(variables: tuple[str, ...], files: tuple[str, ...]) -> "tuple[KnownKey, ...]":
    """The keys that environment variables and files hold. A key is never printed, not even in an error.

    Raises click.UsageError for a variable without a key, a file that can't be read, and a line that holds none.
    """
    found: dict[str, KnownKey] = {}
    for name in dict.fromkeys(variables):
        key = _from_environment(name)
        found.setdefault(key.value, key)
    for file in dict.fromkeys(files):
        keys = list(_from_file(file))
        if not keys:
            raise click.UsageError(f"--known-keys-from: there is no key in {_shown(file)}")
        for key in keys:
            found.setdefault(key.value, key)
    return tuple(found.values())


def _from_environment(name: str) -> "KnownKey":
    from sup_lint.engine.known_keys import SHORTEST, KnownKey, may_be_known

    value = os.environ.get(name, "").strip()
    if not value:
        raise click.UsageError(f"--known-key-env: there is nothing in the environment variable {quoted(name)}")
    if not may_be_known(value):
        raise click.UsageError(
            f"--known-key-env: what {quoted(name)} holds is no key: under {SHORTEST} characters, with spaces, or "
            "a placeholder"
        )
    return KnownKey(value, f"in ${name}")


def _from_file(file: str) -> "Iterator[KnownKey]":
    from sup_lint.engine.known_keys import KnownKey, may_be_known

    shown = _shown(file)
    for number, line in enumerate(_lines(file), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        named = re.fullmatch(_NAMED, text)
        value = (named["value"] if named else text).strip().strip("\"'")
        if not may_be_known(value):
            raise click.UsageError(
                f"--known-keys-from: line {number} of {shown} holds no key: write one a line, as it is or as NAME=key"
            )
        yield KnownKey(value, f"of line {number} in {shown}")


def _shown(file: str) -> str:
    return "standard input" if file == _STANDARD_STREAM else file


def _lines(file: str) -> list[str]:
    try:
        if file == _STANDARD_STREAM:
            if sys.stdin is None:
                raise click.UsageError("--known-keys-from: standard input is closed")
            data = sys.stdin.buffer.read(_LARGEST_FILE)
        else:
            with open(file, "rb") as source:
                data = source.read(_LARGEST_FILE)
    except OSError as error:
        raise click.UsageError(
            f"--known-keys-from: {file} could not be read: {(error.strerror or 'the system gives no reason').lower()}"
        ) from None
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise click.UsageError(f"--known-keys-from: {file} is no text in UTF-8") from None
