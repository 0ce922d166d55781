"""A redaction that names other credentials and not the Supertone key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import HEADER, VARIABLE
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.redaction.incomplete import Incomplete

_SENDS = 'import requests\nrequests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n'
_SCRIPT = 'fetch("https://supertoneapi.com/v1/voices", { headers: { "x-sup-api-key": key } });\n'
_SDK = "from supertone import Supertone\n"
_MASKING = 'def redact(headers):\n    return {k: "***" if k.lower() in NAMES else v for k, v in headers.items()}\n'


class IncompleteRedaction(Rule):
    """## What it does

    Reports lists, filters, patterns and scrubbers that hide other credentials (`authorization`, `cookie`,
    `x-api-key`, …) and not `x-sup-api-key`, in a file that uses the Supertone API, a file that imports such a one, or
    a module that such a one imports. The official SDK sends this header, too.

    A list counts by what is done with it (its names are masked or left out of what is logged), by its name
    (`SENSITIVE_HEADERS`), or by the tool that takes it: Sentry's `EventScrubber(denylist=)`, `filter_headers` of
    vcr.py and pytest-recording, OpenTelemetry's `…_SANITIZE_FIELDS` and `sanitize_fields`, Elastic APM's
    `SANITIZE_FIELD_NAMES`, Rollbar's `scrub_fields`, `params_filters` of Bugsnag and Honeybadger, Airbrake's
    `keys_blocklist`, Django's `hidden_settings`; in JavaScript `redact` of pino and Fastify, `headerBlacklist` of
    express-winston, `scrubFields`, `redactedKeys`, `sanitizeFieldNames`. There headers that are deleted or masked one
    by one count, too: `delete event.request.headers.authorization`. It is complete if the header is hidden by any means: by name, a
    part of the name, a wildcard, a pattern, or a second test beside the list. Names of the key's variable count, too.

    A filter that names the header in a spelling that it never meets (`"X-Sup-Api-Key"` among names in lower case) is
    reported as well.

    ## Why is this bad?

    The header of this API is not among those that people and libraries think of. A log that hides `Authorization`
    looks safe, and shows the Supertone key in clear.

    ## What to do instead

    Add `"x-sup-api-key"` to the list, and compare names in lower case. Where fields and local variables are recorded
    (Sentry, Rollbar), add `"supertone_api_key"`, too. Better still, log only the headers that are known to be harmless.

    ## Known limits

    Only Python and JavaScript are read, and a list is only seen in the files named above: not in the configuration of
    a logging service, and not in a `conftest.py` that imports nothing of Supertone's. When single files are checked, one that
    does not name Supertone is not looked at unless a checked file imports it. Lists that are read from the
    environment, made by calls that can't be followed, or given to a parameter by unknown callers are taken to be
    complete; so are patterns that would take long to try.

    Filters for what a server receives (`request.headers` of Flask, Django, Starlette, Express, and middleware) are left alone,
    since the key isn't in there, and so are headers that are only taken out before a request is sent on. Lists of
    fields such as `{"password", "token"}` count only where they are used on headers or on a mapping with the key in
    it, or in a tool that hides them everywhere. A list in a test file has to be used as a filter; its name is not
    enough. The defaults of libraries are not reported: `EventScrubber()` without a list hides `x_api_key` and not
    this header. Nor are New Relic's `attributes.exclude` and `@sensitive_variables` of Django. One filter that is
    followed by another function which hides the key is reported all the same.
    """

    code: ClassVar[str] = "SUP305"
    name: ClassVar[str] = "incomplete-redaction"
    severity: ClassVar[Severity] = Severity.WARNING
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "a redaction list, filter or scrubber that names other credentials but not `x-sup-api-key`"
    cwe: ClassVar[tuple[int, ...]] = (532,)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.UNSAFE,)
    valid: ClassVar[tuple[Example, ...]] = (
        {
            "log.js": _SCRIPT
            + "const logger = pino({ redact: ['headers[\"x-sup-api-key\"]', 'headers.authorization'] });\n"
        },
        {"app.js": _SCRIPT + 'app.use(cors({ exposedHeaders: ["authorization", "x-api-key"] }));\n'},
        # complete, by whatever means
        _SENDS + 'NAMES = {"authorization", "x-sup-api-key"}\n' + _MASKING,
        _SENDS + 'NAMES = {name.lower() for name in ("Authorization", "X-Sup-Api-Key")}\n' + _MASKING,
        _SENDS + 'SENSITIVE = ("authorization", "cookie")\nNAMES = {*SENSITIVE, "x-sup-api-key"}\n' + _MASKING,
        _SENDS + 'SENSITIVE = {"authorization", "cookie"}\nSENSITIVE.add("x-sup-api-key")\n',
        _SENDS
        + 'def redact(headers):\n    parts = ("api-key", "token", "authorization")\n    return {k: "***" if any(part in k.lower() for part in parts) else v for k, v in headers.items()}\n',
        _SENDS
        + 'NAMES = {"authorization", "cookie"}\ndef redact(headers):\n    return {k: "***" if k.lower() in NAMES or "key" in k.lower() else v for k, v in headers.items()}\n',
        _SENDS
        + 'NAMES = {"authorization", "cookie"}\ndef redact(headers):\n    return {k: "***" if k.lower() in NAMES or is_secret(k) else v for k, v in headers.items()}\n',
        _SENDS
        + 'def redact(headers):\n    return {k: v for k, v in headers.items() if k.lower() != "authorization" and not k.lower().endswith("-key")}\n',
        _SENDS
        + 'import re\nSECRET = re.compile(r"authorization|cookie|api[-_]?key", re.I)\ndef redact(headers):\n    return {k: "***" if SECRET.search(k) else v for k, v in headers.items()}\n',
        _SENDS
        + 'import logging, re\nclass Redactor(logging.Filter):\n    def filter(self, record):\n        record.msg = re.sub(r"(?i)((?:authorization|[\\w-]*api-key): )\\S+", r"\\1***", record.msg)\n        return True\n',
        _SENDS
        + 'def redact(headers):\n    for name in ("authorization", "cookie"):\n        headers.pop(name, None)\n    headers.pop("x-sup-api-key", None)\n    return headers\n',
        _SDK + "import sentry_sdk\nfrom sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber\n"
        'sentry_sdk.init(event_scrubber=EventScrubber(denylist=DEFAULT_DENYLIST + ["x-sup-api-key", "supertone_api_key"]))\n',
        _SDK + 'import vcr\nrecorder = vcr.VCR(filter_headers=["authorization", ("X-Sup-Api-Key", "hidden")])\n',
        _SDK
        + 'import os\nos.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"] = ".*cookie,.*key,authorization"\n',
        _SDK
        + 'import logfire\nlogfire.configure(scrubbing=logfire.ScrubbingOptions(extra_patterns=["authorization", "x-foo-token"]))\n',
        _SDK + 'ELASTIC_APM = {"SANITIZE_FIELD_NAMES": ["password", "authorization", "*key"]}\n',
        # the opposite of a redaction list
        _SENDS
        + 'SAFE_HEADERS = {"accept", "cookie"}\ndef redact(headers):\n    return {k: v if k.lower() in SAFE_HEADERS else "***" for k, v in headers.items()}\n',
        _SENDS
        + 'ALLOWED_HEADERS = ["authorization", "x-api-key"]\napp.add_middleware(CORSMiddleware, allow_headers=["authorization", "cookie"])\n',
        # lists of names that hide nothing
        _SENDS
        + 'HOP_BY_HOP = {"connection", "keep-alive", "proxy-authorization"}\ndef clean(headers):\n    return {k: v for k, v in headers.items() if k.lower() not in HOP_BY_HOP}\n',
        _SENDS
        + 'AUTH_HEADERS = ("authorization", "x-api-key")\ndef token_of(headers):\n    return next((headers[name] for name in AUTH_HEADERS if name in headers), None)\n',
        _SENDS
        + 'REQUIRED_HEADERS = ["authorization", "x-api-key"]\nfor name in REQUIRED_HEADERS:\n    if name not in headers:\n        raise KeyError(name)\n',
        _SENDS
        + 'SECRET_HEADERS = {"Authorization": f"Bearer {token}", "X-Api-Key": other}\nrequests.get(url, headers=SECRET_HEADERS)\n',
        _SENDS
        + 'import pytest\n@pytest.mark.parametrize("secret", ["authorization", "x-api-key"])\ndef test_headers(secret):\n    assert secret not in log\n',
        _SENDS + 'if "authorization" in headers or name == "cookie":\n    print("signed in")\n',
        # lists of fields, and filters for what comes in
        _SENDS
        + 'SENSITIVE_FIELDS = {"password", "token"}\ndef redact(form):\n    return {k: "***" if k in SENSITIVE_FIELDS else v for k, v in form.items()}\n',
        _SENDS
        + 'from fastapi import Request\nNAMES = {"authorization", "cookie"}\ndef logged(request: Request):\n    return {k: "***" if k in NAMES else v for k, v in request.headers.items()}\n',
        # a project that has nothing to do with Supertone
        'SENSITIVE_HEADERS = {"authorization", "cookie"}\n# our plug-in was called Supertone once\n',
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {"log.js": _SCRIPT + 'const logger = pino({ redact: [|["headers.authorization", "*.password"]|] });\n'},
        {
            "log.ts": _SCRIPT + 'const SENSITIVE = new Set([|["authorization", "cookie", "x-api-key"]|]);\n'
            "export const clean = (headers: Record<string, string>) =>\n"
            "  Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, SENSITIVE.has(k) ? '***' : v]));\n"
        },
        {
            "sentry.js": _SCRIPT + "Sentry.init({\n  beforeSend(event) {\n"
            "    delete [|event.request.headers.authorization|];\n    return event;\n  },\n});\n"
        },
        _SENDS + 'NAMES = [|{"authorization", "cookie", "x-api-key"}|]\n' + _MASKING,
        _SDK + 'SENSITIVE_HEADERS = frozenset([|{"authorization", "proxy-authorization"}|])\n',
        _SENDS + 'class Client:\n    REDACTED = ([|"Authorization", "Api-Key"|])\n',
        _SENDS + 'def send(url, headers, hidden_headers=[|["authorization", "cookie"]|]): ...\n',
        _SENDS + 'SCRUB = [|"authorization cookie x-api-key"|].split()\n',
        _SENDS
        + 'MASKS = [|{"authorization": "Bearer ***", "cookie": "***"}|]\ndef redact(headers):\n    return {**headers, **{k: MASKS[k] for k in headers if k in MASKS}}\n',
        _SENDS + 'BASE = {"authorization"}\nNAMES = BASE | [|{"cookie"}|]\n' + _MASKING,
        _SENDS
        + 'import logging\ndef log(headers):\n    logging.debug({k: v for k, v in headers.items() if k.lower() not in ([|"authorization", "cookie"|])})\n',
        _SENDS
        + 'def redact(headers):\n    safe = {}\n    for name, value in headers.items():\n        if name.lower() in [|["authorization", "x-api-key"]|]:\n            value = "[REDACTED]"\n        safe[name] = value\n    return safe\n',
        _SENDS
        + 'def redact(headers):\n    for name in ([|"authorization", "cookie"|]):\n        if name in headers:\n            headers[name] = "***"\n    return headers\n',
        _SENDS
        + 'def is_sensitive(name):\n    return any(part in name.lower() for part in ([|"authorization", "cookie", "token"|]))\n',
        _SENDS
        + 'import re\nSECRET = re.compile([|r"^(authorization|cookie|x-api-key)$"|], re.I)\ndef redact(headers):\n    return {k: "***" if SECRET.match(k) else v for k, v in headers.items()}\n',
        _SENDS
        + 'import logging, re\nclass Redactor(logging.Filter):\n    def filter(self, record):\n        record.msg = re.sub([|r"(?i)((?:authorization|x-api-key): )\\S+"|], r"\\1***", record.msg)\n        return True\n',
        # the header in a spelling that is never met
        _SENDS + 'NAMES = [|{"authorization", "X-Sup-Api-Key"}|]\n' + _MASKING,
        _SENDS + 'def redact(headers):\n    return {k: v for k, v in headers.items() if [|k != "X-Sup-Api-Key"|]}\n',
        # comparisons without a list
        _SENDS
        + 'def redact(headers):\n    return {k: "***" if [|k.lower() == "authorization"|] else v for k, v in headers.items()}\n',
        _SENDS
        + 'class Redactor:\n    def clean(self, name, value):\n        if [|name.lower() == "authorization"|] or name.lower() == "cookie":\n            return "***"\n        return value\n',
        # tools
        _SDK + "import sentry_sdk\nfrom sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber\n"
        'sentry_sdk.init(event_scrubber=EventScrubber(denylist=DEFAULT_DENYLIST + [|["x-foo-token"]|]))\n',
        _SENDS
        + 'import vcr\n@vcr.use_cassette("voices.yaml", filter_headers=[|["authorization", ("cookie", "hidden")]|])\ndef test_voices(): ...\n',
        _SENDS
        + 'import pytest\n@pytest.fixture(scope="module")\ndef vcr_config():\n    return {"filter_headers": [|["authorization"]|]}\n',
        _SDK
        + 'import os\nos.environ.setdefault("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS", [|".*session.*,set-cookie,authorization"|])\n',
        _SDK + 'ELASTIC_APM = {"SANITIZE_FIELD_NAMES": [|["password", "authorization", "*token*"]|]}\n',
        _SDK + 'import rollbar\nrollbar.init(token, scrub_fields=[|["password", "access_token"]|])\n',
        # fields, where the key is among them
        _SDK
        + 'import os\nNAMES = [|{"OPENAI_API_KEY", "AWS_SECRET_ACCESS_KEY"}|]\nprint({k: "***" if k in NAMES else v for k, v in os.environ.items()})\n',
        # lists in other modules
        {
            "logging_config.py": 'SENSITIVE_HEADERS = [|{"authorization", "cookie"}|]\n',
            "tts.py": "from logging_config import SENSITIVE_HEADERS as NAMES\n" + _SENDS + _MASKING,
        },
        {
            "tts.py": _SENDS,
            "main.py": 'import tts\nfrom sentry_sdk.scrubber import EventScrubber\nscrubber = EventScrubber([|["password", "authorization"]|])\n',
        },
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every redaction in reach of `file` that leaves the key in clear."""
        from sup_lint.analysis.redaction.finder import gaps
        from sup_lint.analysis.taint.leaks import hides_key

        for gap in gaps(file, project):
            incomplete = gap.incomplete
            if hides_key(project, incomplete.node):
                continue  # pino's paths may lead to the key by any name
            from sup_lint.analysis.fixes.leaks.redaction import redaction_fix

            yield self.finding(
                gap.file,
                incomplete.region,
                _message(incomplete),
                help_text=_remedy(incomplete),
                # Where a log call or a literal key lies in the same place, that is the one to be told of.
                confidence=Confidence.MEDIUM,
                is_code=True,
                fix=redaction_fix(incomplete, gap.file, project),
            )


def _message(incomplete: "Incomplete") -> str:
    what = {"list": "list", "pattern": "pattern", "comparison": "comparison", "removal": "code"}[incomplete.kind]
    subject = f"The {what} `{incomplete.name}`" if incomplete.name else f"This {what}"
    if incomplete.is_wrong_case:
        return (
            f"{subject} names the Supertone key's header as `{incomplete.others[0]}`, a spelling that it never meets "
            "where names are compared: the key stays in clear."
        )
    named = [f"`{name}`" for name in incomplete.others[:3]]
    shown = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return f"{subject} hides {shown}, but not `{HEADER}`: the Supertone key stays in clear."


def _remedy(incomplete: "Incomplete") -> str:
    if incomplete.is_wrong_case:
        return f'Write `"{HEADER}"`, and compare it with the name in lower case.'
    if incomplete.kind == "pattern":
        return f"Add `|{HEADER}` to the alternatives of the pattern."
    if incomplete.kind in {"comparison", "removal"}:
        return f'Hide `"{HEADER}"`, too; better, keep only the headers that are known to be harmless.'
    return f'Add `"{HEADER}"` to it; where fields and variables are recorded, `"{VARIABLE.lower()}"`, too.'
