"""Where this sup-lint was installed from, since others shall install the same."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import NamedTuple

from sup_lint import __version__

_DISTRIBUTION = "sup-lint"


class Origin(NamedTuple):
    """How to get sup-lint: from git at `url` in the revision `rev`, or, where `url` is empty, from a package index.

    `is_local` tells that this one came from a folder or file of this machine, which is no use to others.
    """

    url: str = ""
    rev: str = f"v{__version__}"
    is_local: bool = False

    @property
    def requirement(self) -> str:
        """What pip is told to install."""
        return f"{_DISTRIBUTION} @ git+{self.url}@{self.rev}" if self.url else f"{_DISTRIBUTION}=={__version__}"


def origin(url: str | None = None) -> Origin:
    """Where to get sup-lint: from the repository at `url`, or whence this one came (PEP 610)."""
    if url:
        return Origin(url)
    try:
        told = json.loads(distribution(_DISTRIBUTION).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return Origin(is_local=True)
    if not isinstance(told, dict) or not told:
        return Origin()
    version_control, address = told.get("vcs_info"), told.get("url")
    if not isinstance(version_control, dict) or version_control.get("vcs") != "git" or not isinstance(address, str):
        return Origin(is_local=True)
    if address.startswith("file:"):
        return Origin(is_local=True)
    rev = version_control.get("requested_revision") or version_control.get("commit_id")
    return Origin(address, str(rev)) if rev else Origin(address)
