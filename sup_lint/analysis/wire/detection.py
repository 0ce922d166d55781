"""All the switches of one file."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.project import Project
from sup_lint.analysis.wire.switch import Switch
from sup_lint.analysis.wire.view import View, is_tied

if TYPE_CHECKING:
    from sup_lint.model.region import Region

# A file without any of these words has no switch.
_WORDS = re.compile(
    r"debug_logger|\*\*|debuglevel|locals|diagnose|dict_tracebacks|rich_traceback|ExceptionDictTransformer"
    r"|RichTracebackFormatter|sentry_sdk|loguru|cgitb|better_exceptions|stackprinter|requests_toolbelt|curl"
    r"|debugLogger|NODE_DEBUG|includeLocalVariables|headersToSpanAttributes|dd-trace|axios-logger|request"
    r"|CAPTURE_HEADERS|logfire|HTTPS?Handler|setLevel|basicConfig|coloredlogs|[\"']level[\"']|dict\("
)


def switches(file: AnalysedFile, project: Project) -> Iterator[Switch]:
    """Yield the switches of `file` that print headers or locals of Supertone code, each place once."""
    if file.program is None or _WORDS.search(file.text) is None:
        return
    seen: set[Region] = set()
    for switch in _all(file, View(project, file.program)):
        if switch.region not in seen:
            seen.add(switch.region)
            yield switch


def _all(file: AnalysedFile, view: View) -> Iterator[Switch]:
    if view.program.language != "python":
        from sup_lint.analysis.wire import scripts

        yield from scripts.switches(view, file)
        return
    from sup_lint.analysis.wire import dumps, hpack, http_client, sdk_logger, telemetry, tracebacks

    yield from sdk_logger.switches(view, file)
    if is_tied(view.project):
        yield from http_client.switches(view, file)
        yield from hpack.switches(view)
        yield from tracebacks.switches(view, file)
        yield from dumps.switches(view, file)
        yield from telemetry.switches(view)
