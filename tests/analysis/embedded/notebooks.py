"""Notebooks as Jupyter writes them, and what a check finds in them."""

from pathlib import Path
from typing import Any, NamedTuple

import nbformat

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.report import Report

PATH = "guide.ipynb"
# Its functions have no types.
v3: Any = nbformat.v3
v4: Any = nbformat.v4


class Told(NamedTuple):
    """A finding: its code, what stands at its place in the file, the name of the place that its message gives."""

    code: str
    raw: str
    place: str


def notebook(*cells: Any, **metadata: Any) -> str:
    """The text of a notebook with cells of nbformat 4; a plain string is a code cell."""
    made = [v4.new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    return str(v4.writes(v4.new_notebook(cells=made, metadata={**kernel, **metadata}))) + "\n"


def printed(source: str, text: str) -> Any:
    """A code cell that printed a text."""
    return v4.new_code_cell(source, outputs=[v4.new_output("stream", text=text)])


def shown(source: str, **data: Any) -> Any:
    """A code cell with a result in several media types, their slashes written as underscores."""
    named = {media.replace("_", "/", 1): value for media, value in data.items()}
    return v4.new_code_cell(source, outputs=[v4.new_output("execute_result", data=named)])


def report_on(folder: Path, text: str, path: str = PATH, **settings: Any) -> Report:
    """The report on one file below the working directory `folder`."""
    (folder / path).write_text(text, encoding="utf-8")
    return check_paths([path], Config(root=str(folder))._replace(**settings)).report


def told(report: Report, text: str) -> list[Told]:
    """The findings of a report on a file with `text`, in order."""
    lines = text.split("\n")
    found = []
    for finding in report.findings:
        region = finding.region
        assert region.line == region.end_line
        raw = lines[region.line - 1][region.column - 1 : region.end_column - 1]
        place, colon, _ = finding.message.partition(": ")
        found.append(Told(finding.code, raw, place if colon and ", line " in place else ""))
    return found
