"""Where the modules lie that Django's settings may be made from."""

from sup_lint.sources import files

_PATTERNS = (
    "settings.py",
    "*/settings.py",
    "*/*/settings.py",
    "settings/*.py",
    "*/settings/*.py",
    "*/*/settings/*.py",
)
_MOST = 20


def settings_places(root: str) -> list[str]:
    """The absolute paths of settings.py, and of what lies in settings folders, at or near `root`."""
    return sorted(place for pattern in _PATTERNS for place in files.matching(root, pattern))[:_MOST]
