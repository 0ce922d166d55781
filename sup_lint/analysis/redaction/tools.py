"""Parameters, settings and variables in which tools take the names that they hide."""

from typing import NamedTuple


class Tool(NamedTuple):
    """How a tool compares: `mode` is exact, inside, wildcard, match (each name a regular expression) or search.

    With `is_general` it hides in everything it records, not only headers, so that names of fields alone count.
    """

    mode: str
    is_general: bool = True


# By the name of the argument, of the entry or of the class attribute. What a tool hides anyway is not listed:
# Logfire's own patterns, which `extra_patterns` extends, take the header.
PARAMETERS = {
    "filter_headers": Tool("exact", is_general=False),  # vcr.py, pytest-recording
    "denylist": Tool("exact"),  # sentry_sdk.scrubber.EventScrubber
    "scrub_fields": Tool("exact"),  # rollbar
    "params_filters": Tool("inside"),  # bugsnag, honeybadger
    "keys_blocklist": Tool("exact"),  # airbrake
    "sanitize_field_names": Tool("wildcard"),  # elastic-apm
    "sanitize_fields": Tool("match", is_general=False),  # OpenTelemetry's instrumentations
    "hidden_settings": Tool("search"),  # Django's SafeExceptionReporterFilter
    # Of JavaScript; names are compared in lower case.
    "redact": Tool("path"),  # pino, fastify, fast-redact
    "headerblacklist": Tool("exact", is_general=False),  # express-winston
    "scrubfields": Tool("exact"),  # rollbar
    "scrubheaders": Tool("exact", is_general=False),
    "redactedkeys": Tool("exact"),  # bugsnag
    "sanitizefieldnames": Tool("wildcard"),  # elastic-apm-node
    "keysblocklist": Tool("exact"),  # airbrake
    "blacklistedkeys": Tool("exact"),  # deep-redact
    "filterparameters": Tool("inside"),  # appsignal
}
# Several words that name nothing of one tool only: they count in the calls of these.
CALLS = {"denylist": frozenset({"EventScrubber"})}
# Its value is separated by commas.
VARIABLE = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"
VARIABLE_TOOL = Tool("match", is_general=False)
# They extend lists that are complete.
COMPLETE = frozenset({"extra_patterns"})


def tool_of(parameter: str, call: str) -> Tool | None:
    """The tool that takes names in a parameter, entry or attribute; `call` is what is called, empty for none."""
    name = parameter.lower()
    tool = PARAMETERS.get(name)
    return tool if tool is not None and call in CALLS.get(name, {call}) else None
