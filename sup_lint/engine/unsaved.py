"""Checking texts that are not saved: each stands in for the file at its path, for all that look at that."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sup_lint.engine.runner import check_paths
from sup_lint.sources.encoding import encoded
from sup_lint.sources.files import rewritten

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Outcome


def check_unsaved(
    path: str, texts: Mapping[str, str], config: "Config", *, known: "Sequence[KnownKey]" = ()
) -> "Outcome":
    """Check the file at `path` as if what `texts` say were saved; their keys are absolute paths, as is `path`.

    The file itself need not be among them, nor on the disk. Raises BaselineError.
    """
    with rewritten({place: encoded(text) for place, text in texts.items()}):
        return check_paths([path], config, known=known)
