"""Charts of Helm: which files belong to one, and what its values put into its templates."""

import re

from sup_lint.analysis.services.documents import Branch, documents
from sup_lint.analysis.services.layout import Layout, joined

# {{ .Values.image.repository }}, also quoted, with a default or in a pipe that changes nothing that counts.
_VALUE = re.compile(r"\{\{-?\s{0,8}\$?\.Values\.([\w.]{1,200})\s{0,8}(?:\|[^{}]{0,200})?-?\}\}")
_DEEPEST = 3


class Charts:
    """Finds charts by their `Chart.yaml`, and their values when a template asks for one."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._charts: dict[str, str | None] = {}
        self._values: dict[str, Branch | None] = {}

    def of(self, path: str) -> str | None:
        """The folder of the chart whose template a path is; None for anything else."""
        parts = path.split("/")
        if "templates" not in parts:
            return None
        folder = "/".join(parts[: parts.index("templates")]) or "."
        if folder not in self._charts:
            found = any(self._layout.file_at(joined(folder, name)) is not None for name in ("Chart.yaml", "Chart.yml"))
            self._charts[folder] = folder if found else None
        return self._charts[folder]

    def name_of(self, chart: str) -> str:
        """What a chart is called in its `Chart.yaml`."""
        file = self._layout.file_at(joined(chart, "Chart.yaml"))
        return next((each.text_at("name") for each in documents(file)), "") if file is not None else ""

    def filled(self, text: str, chart: str | None) -> str:
        """The text with what the chart's own values put in; what they don't tell stays as it is written."""
        if chart is None or "{{" not in text:
            return text
        for _ in range(_DEEPEST):
            filled = _VALUE.sub(lambda match: self._value(match[1], chart) or match[0], text)
            if filled == text:
                break
            text = filled
        return text

    def _value(self, dotted: str, chart: str) -> str:
        if chart not in self._values:
            file = self._layout.file_at(joined(chart, "values.yaml"))
            self._values[chart] = next(iter(documents(file)), None) if file is not None else None
        values = self._values[chart]
        return values.text_at(*dotted.split(".")) if values is not None else ""
