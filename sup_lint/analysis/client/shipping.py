"""Whether a file is shipped to clients: the one question that the rules on client-side code ask."""

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.sources.language import family_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.model.region import Region


@dataclass(frozen=True, slots=True)
class Shipped:
    """Why a file is shipped to clients.

    `reason` completes "this file is shipped to clients: it …", as in "is imported by src/App.tsx, which has 'use
    client'"; `audience` ends "everyone who …", as in "opens the page" or "installs the app". Not `sure` where signals
    contradict each other.
    """

    reason: str
    audience: str = "opens the page"
    sure: bool = True


# The module that tells it of a family of languages, by its function `shipped(file, project)`.
_DETECTORS: dict[str, str] = {
    "javascript": "sup_lint.analysis.client.web.shipping",
    "python": "sup_lint.analysis.client.python.shipping",
    **dict.fromkeys(
        ("lexical", "json", "xml", "yaml", "properties", "ini", "dotenv", "unity-asset"),
        "sup_lint.analysis.client.apps.shipping",
    ),
}
# The one for built output, whatever language it was made from.
_BUILT = "sup_lint.analysis.bundle.shipping"


def shipped(file: "AnalysedFile", project: "Project") -> Shipped | None:
    """Why `file` is shipped to clients; None if it isn't, or nothing says so."""
    if project.delivered is not None:
        return Shipped(project.delivered, "gets the package")
    if file not in _KNOWN:
        detector = _DETECTORS.get(family_of(file.language))
        found: Shipped | None = None
        if file.built is not None and not file.built.is_readable:
            detector = _BUILT
        if detector is not None:
            tell: Callable[[AnalysedFile, Project], Shipped | None] = importlib.import_module(detector).shipped
            found = tell(file, project)
        if found is None and file.built is not None and file.built.is_readable:
            found = importlib.import_module(_BUILT).shipped(file, project)
        _KNOWN[file] = found
    return _KNOWN[file]


def shipped_at(file: "AnalysedFile", region: "Region", project: "Project") -> Shipped | None:
    """Why what stands in a region of `file` is shipped to clients; None also for what a framework keeps on the server.

    A page of Next.js is shipped, its getServerSideProps is not.
    """
    why = shipped(file, project)
    is_script = file.built is None and family_of(file.language) == "javascript"
    if why is None or project.delivered is not None or not is_script:
        return why
    from sup_lint.analysis.client.web.shipping import kept_on_server

    start = file.lines.offset(region.line, region.column)
    is_kept = any(first <= start < end for first, end in kept_on_server(file, project))
    return None if is_kept else why


# Several rules ask it of the same file.
_KNOWN: "WeakKeyDictionary[AnalysedFile, Shipped | None]" = WeakKeyDictionary()
