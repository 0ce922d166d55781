"""Reports with something of all that a format may have to say."""

import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import xmlschema

from sup_lint.model.finding import Checklist, Confidence, Excerpt, Finding, Related
from sup_lint.model.fix import Addition, Edit, Fix, Safety
from sup_lint.model.masked_key import MaskedKey
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from sup_lint.model.silenced import Silenced, Silencer
from sup_lint.reporters import reporter

SCHEMAS = Path(__file__).parent / "schemas"
MACHINE_FORMATS = ("sarif", "github", "gitlab", "gitlab-secret-detection", "junit", "agent")
# Names that git takes: an escape of the terminal, a line end, a bidirectional override, a byte that is no UTF-8, …
HOSTILE_NAMES = (
    "\x1b[31mred\x1b[0m.py",
    "two\nlines.py",
    "carriage\rreturn\ttab.py",
    "\u202egnp.exe\u2066.py",
    "byte\udcff\udc80.py",
    "high\ud83d.py",
    "::error file=a,title=b::c.py",
    "##[error]x.py",
    "a,b:c%0Ad.py",
    ']]><x a="b\'">&amp;.py',
    "[click](https://example.org).py",
    "null\x00\ufffe\uffff\x85\u2028.py",
    "naïve/한글/🔑 #1?.py",
    "--help",
    "a | fix(safe): b.py",
)
_KEY = MaskedKey("3f…", "0f" * 8)
_OTHER = MaskedKey("a9…", "1e" * 8)
_HELP = 'Revoke the key, then read the new one from the environment: os.environ["SUPERTONE_API_KEY"].'
_SAFE = Fix(
    Safety.SAFE,
    'read the key from os.environ["SUPERTONE_API_KEY"]',
    (
        Edit("app/tts.py", Region(1, 1, 1, 1), "import os\n"),
        Edit("app/tts.py", Region(4, 30, 4, 40), 'os.environ["SUPERTONE_API_KEY"]'),
    ),
    (Addition(".env.example", "SUPERTONE_API_KEY="),),
)
_UNSAFE = Fix(Safety.UNSAFE, "drop the headers", (Edit("app/log.py", Region(7, 20, 7, 30), ""),), (), "logs less")


def finding(code: str = "SUP101", rule: str = "hardcoded-key", **fields: Any) -> Finding:
    """A finding with the values of a key in app/tts.py wherever `fields` say nothing else."""
    values: dict[str, Any] = {
        "severity": Severity.ERROR,
        "confidence": Confidence.HIGH,
        "message": "A Supertone API key stands in the source.",
        "path": "app/tts.py",
        "region": Region(4, 30, 4, 40),
        "checklist": Checklist.SOURCE,
        "help": _HELP,
        "key": _KEY,
        "excerpt": Excerpt(3, ("def client():\r\n", f'    return Supertone(api_key="3f{"•" * 6}")')),
    }
    return Finding(code, rule, **(values | fields))


_LOGGED = {
    "message": "The headers, with the Supertone API key, reach a log.",
    "path": "app/log.py",
    "region": Region(7, 20, 9, 2),
    "help": "Log the status only.",
    "key": None,
    "excerpt": Excerpt(6, ("", "    logging.info(headers,", "        extra=1", "    )", "")),
    "related": (
        Related("app/config.py", Region(2, 1, 2, 8), "the key is read here", Excerpt(2, ('KEY = environ["K"]',))),
        Related("app/log.py", Region(5, 5, 5, 12), "and put into the headers here"),
    ),
    "fix": _UNSAFE,
}


def full_report() -> Report:
    """A report of a check with findings, fixes, a flow, silenced findings and a failure."""
    findings = (
        finding("SUP302", "headers-in-log", **_LOGGED),
        finding(fix=_SAFE),
        finding(region=Region(6, 12, 6, 20), excerpt=Excerpt(6, ('    again = "3f••••••"',))),
        finding(region=Region(9, 12, 9, 20), excerpt=None, severity=Severity.WARNING, confidence=Confidence.MEDIUM),
        finding("SUP001", "unused-suppression", **_hygiene()),
        finding(
            "SUP402", "too-many-keys", severity=Severity.NOTE, key=None, excerpt=None, checklist=Checklist.ROTATION
        ),
    )
    silenced = (
        Silenced(finding(path="app/old.py"), Silencer.COMMENT, "revoked in March"),
        Silenced(finding("SUP201", "key-in-client-code", path="web/app.js", key=_OTHER), Silencer.BASELINE),
        Silenced(finding(path="docs/x.md", key=_OTHER), Silencer.SETTINGS),
    )
    failures = (Failure("deep.py", "is nested too deeply, and was checked as text"),)
    return Report(findings, failures, files=12, suppressed=1, baselined=1, silenced=silenced)


def _hygiene() -> dict[str, Any]:
    return {
        "severity": Severity.WARNING,
        "message": "Nothing is silenced by this comment.",
        "path": "web/app.js",
        "checklist": Checklist.HYGIENE,
        "help": "Delete it.",
        "key": None,
        "excerpt": Excerpt(4, ("x" * 20,), 25),
    }


def hostile_report(*names: str) -> Report:
    """A report in which every text and path is one of `names`."""
    findings = tuple(
        finding(
            path=name,
            message=name,
            help=name,
            excerpt=Excerpt(4, (name,)),
            commit="9b7d5b3f1" * 4,
            related=(Related(name, Region(1, 1, 1, 2), name, Excerpt(1, (name,))),),
            fix=Fix(Safety.UNSAFE, name, (Edit(name, Region(1, 1, 1, 1), name),), (Addition(name, name),), name),
        )
        for name in names
    )
    silenced = tuple(Silenced(each, Silencer.COMMENT, each.path) for each in findings)
    failures = tuple(Failure(name, name) for name in names)
    return Report(findings, failures, files=1, suppressed=len(names), silenced=silenced)


def rendered(name: str, report: Report) -> str:
    """The report in the format `name`."""
    out = io.StringIO()
    reporter(name)(report, out, color=True, width=10)
    return out.getvalue()


def problems(name: str, text: str) -> list[str]:
    """What the format's schema has against a document; formats that are lines of text have none."""
    if name == "junit":
        return [error.reason or "" for error in _junit_schema().iter_errors(ET.fromstring(text))]
    schema = {"sarif": "sarif-2.1.0", "gitlab": "gitlab-code-quality"}.get(name, name)
    return [f"{list(error.path)}: {error.message}" for error in _validator(schema).iter_errors(json.loads(text))]


def texts(value: object) -> Iterator[str]:
    """All texts of a JSON document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for each in pair for text in texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts(each))


@cache
def _validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@cache
def _junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
