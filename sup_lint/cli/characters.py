"""Characters that a stream has not got: those that we write ourselves have a double in ASCII, the others an escape."""

import codecs
from typing import TextIO

_NAME = "sup-lint-doubles"
# Each as wide as what it stands for, so that carets stay where they belong.
_DOUBLES = str.maketrans("•…–—‘’“”·→✓✗", "*~--''\"\".>+x")


def take_doubles(stream: TextIO) -> None:
    """Let a stream write what its encoding lacks in another way, instead of raising an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and getattr(stream, "errors", None) != _NAME:
        codecs.register_error(_NAME, _double)
        reconfigure(errors=_NAME)


def _double(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError):
        double = error.object[error.start].translate(_DOUBLES)
        if double.isascii():
            return double, error.start + 1
    return codecs.backslashreplace_errors(error)
