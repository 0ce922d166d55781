"""The logins of a .netrc, each under the machine that it is for."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.setting import Setting
from sup_lint.keys.names import HOST, PACKAGE

_ENTRY = re.compile(r"(?<!\S)(?P<name>machine|login|password|account)[ \t\r\n]{1,80}(?P<value>[^\s#]\S{0,600})")


def settings(text: str) -> Iterator[Setting]:
    """Yield what the file says of each machine; one of the vendor's goes by the vendor's name."""
    machine, number = "", 0
    for match in _ENTRY.finditer(text):
        if match["name"] == "machine":
            machine, number = PACKAGE if HOST.search(match["value"]) else match["value"], number + 1
        elif machine:
            yield Setting((machine, match["name"]), match["value"], *match.span("value"), (number,))
