"""One file per output format, one function per file; `REPORTERS` says where each is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from sup_lint.model.report import Report

REPORTERS: Mapping[str, str] = {
    "pretty": "sup_lint.reporters.pretty",
    "concise": "sup_lint.reporters.concise",
    "json": "sup_lint.reporters.json_v1",
    "html": "sup_lint.reporters.html.document",
    "sarif": "sup_lint.reporters.sarif.document",
    "github": "sup_lint.reporters.github",
    "gitlab": "sup_lint.reporters.gitlab",
    "gitlab-secret-detection": "sup_lint.reporters.gitlab_secret_detection",
    "junit": "sup_lint.reporters.junit",
    "agent": "sup_lint.reporters.agent",
}


class Render(Protocol):
    """Writes `report` to `out`; `width` is that of the terminal in cells."""

    def __call__(self, report: "Report", out: TextIO, *, color: bool, width: int) -> None: ...


def reporter(name: str) -> Render:
    """The function that renders the format `name`, a key of REPORTERS; only its module is imported."""
    import importlib

    render: Render = importlib.import_module(REPORTERS[name]).render
    return render
