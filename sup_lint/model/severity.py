"""How bad a finding is."""

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def reaches(self, threshold: "Severity") -> bool:
        """Whether this is at least as bad as `threshold`."""
        order = list(Severity)
        return order.index(self) <= order.index(threshold)
