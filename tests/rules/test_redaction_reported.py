"""Redactions that miss the key, in the many forms that users give them; each is reported once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.redactions import SENDS, findings

# Each follows code that sends the header.
REPORTED = {
    "struct proc": """\
KEYS={"authorization","api_key","x-api-key"}
def redact_processor(logger, method, event):
    for key in event:
        if key.lower() in KEYS:
            event[key]="[REDACTED]"
    return event
""",
    "recursive": """\
SENSITIVE_KEYS=frozenset(("authorization","token","password"))
def redact(o):
    if isinstance(o, dict):
        return {k: ("***" if k.lower() in SENSITIVE_KEYS else redact(v)) for k,v in o.items()}
    return o
""",
    "self list": """\
class R:
    def __init__(self):
        self.names={"authorization","cookie"}
    def redact(self,h):
        return {k: "***" if k.lower() in self.names else v for k,v in h.items()}
""",
    "param passed": """\
class R:
    def __init__(self, names):
        self.names=names
    def redact(self,h):
        return {k: "***" if k.lower() in self.names else v for k,v in h.items()}
R(["authorization","cookie"])
""",
    "logging filter regex": """\
import logging,re
PATTERN=re.compile(r"(authorization|x-api-key|cookie)(['\\"]?\\s*[:=]\\s*['\\"]?)([^\\s'\\"]+)", re.I)
class F(logging.Filter):
    def filter(self, record):
        record.msg=PATTERN.sub(r"\\1\\2***", str(record.msg))
        return True
""",
    "filter lambda": """\
def safe(h):
    return dict(filter(lambda kv: kv[0].lower() not in {"authorization","cookie"}, h.items()))
""",
    "continue": """\
def safe_headers(h):
    out={}
    for k,v in h.items():
        if k.lower() in ["authorization","cookie"]:
            continue
        out[k]=v
    return out
""",
    "pred": """\
_HIDE=("authorization","x-api-key")
def _is_sensitive(name: str) -> bool:
    return name.lower() in _HIDE
""",
    "hidden var": """\
def redact(h):
    out={}
    for k,v in h.items():
        hidden = k.lower() in {"authorization","cookie"}
        out[k] = "***" if hidden else v
    return out
""",
    "mask dict get": 'REDACTED_HEADERS={"authorization":"***","cookie":"***"}\n',
    "not in branch": """\
def redact(h):
    out={}
    for k,v in h.items():
        if k.lower() not in ("authorization","cookie"):
            out[k]=v
        else:
            out[k]="***"
    return out
""",
    "upper wrong": """\
def redact(h):
    return {k: "***" if k.upper() in {"AUTHORIZATION","x-sup-api-key"} else v for k,v in h.items()}
""",
    "vcr mark": """\
import pytest
@pytest.mark.vcr(filter_headers=["Authorization"])
def test_a(): ...
""",
    "hidden settings": """\
import re
class F(SafeExceptionReporterFilter):
    hidden_settings=re.compile("PASS|TOKEN|SECRET", flags=re.I)
""",
    "match": """\
def redact(k, v):
    match k.lower():
        case "authorization" | "cookie":
            return "***"
    return v
""",
    "field headers": """\
def redact(headers):
    return {k: "***" if k.lower() in {"token","secret"} else v for k,v in headers.items()}
""",
    "field known entries": """\
config={"supertone_api_key": key, "password": p}
hidden = {k: "***" if k in {"password","token"} else v for k,v in config.items()}
""",
    "bytes": """\
def redact(raw):
    return [(k, b"***" if k.lower() in {b"authorization", b"cookie"} else v) for k,v in raw]
""",
    "dataclass default": """\
from dataclasses import dataclass, field
@dataclass
class C:
    redact_headers: list[str] = field(default_factory=lambda: ["authorization","cookie"])
""",
}

# Whole projects.
PROJECTS: dict[str, Mapping[str, str]] = {
    "httpx hook": {
        "example.py": "import httpx\n"
        + SENDS
        + """\
SENSITIVE=("authorization","proxy-authorization")
def log_request(request: httpx.Request):
    shown={k: "***" if k.lower() in SENSITIVE else v for k,v in request.headers.items()}
    print(shown)
"""
    },
    "imported func": {
        "redact.py": """\
NAMES={"authorization","cookie"}
def redact(h):
    return {k: "***" if k.lower() in NAMES else v for k,v in h.items()}
""",
        "m.py": "from redact import redact\n" + SENDS,
    },
    "package": {
        "app/__init__.py": "",
        "app/log.py": 'SENSITIVE_HEADERS=["authorization","cookie"]\n',
        "app/tts.py": "from .log import SENSITIVE_HEADERS\n"
        + SENDS
        + """\
def shown(h):
    return {k: "***" if k.lower() in SENSITIVE_HEADERS else v for k,v in h.items()}
""",
    },
    "otel dict": {
        "example.py": """\
from supertone import Supertone
env = dict(OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS="authorization")
"""
    },
}


@pytest.mark.parametrize("name", REPORTED)
def test_reported(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(findings(tmp_path, SENDS + REPORTED[name], monkeypatch)) == 1


@pytest.mark.parametrize("name", PROJECTS)
def test_reported_projects(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(findings(tmp_path, PROJECTS[name], monkeypatch)) == 1
