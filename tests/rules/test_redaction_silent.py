"""What must stay silent: redactions that are complete, their opposite, and what only looks like one."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.redactions import SENDS, findings

# Each follows code that sends the header.
SILENT = {
    "flask incoming": """\
from flask import request
SENS={"authorization","cookie"}
@app.before_request
def log_it():
    app.logger.info({k: "***" if k.lower() in SENS else v for k,v in request.headers.items()})
""",
    "django meta": """\
NAMES={"HTTP_AUTHORIZATION","HTTP_COOKIE"}
def safe_meta(request):
    return {k: "***" if k in NAMES else v for k,v in request.META.items()}
""",
    "proxy forward": """\
EXCLUDED={"host","authorization","cookie","content-length"}
def proxy(request):
    headers={k:v for k,v in request.headers.items() if k.lower() not in EXCLUDED}
    return headers
""",
    "redirect drop": """\
def follow(headers):
    for h in ("authorization","cookie"):
        headers.pop(h, None)
    return headers
""",
    "webhook sig": """\
SECRET_HEADER = "x-webhook-secret"
if request.headers.get(SECRET_HEADER) != s:
    raise ValueError
""",
    "vary": 'response.headers["Vary"] = ", ".join(["Authorization", "Cookie"])\n',
    "cors fastapi": 'app.add_middleware(CORSMiddleware, allow_headers=["Authorization", "X-Api-Key"])\n',
    "eleven only": """\
def eleven():
    headers={"xi-api-key": k2, "accept":"x"}
    logger.info({k: "***" if k == "xi-api-key" else v for k, v in headers.items()})
""",
    "is auth header parse": """\
def parse(headers):
    for name, value in headers.items():
        if name.lower() == "authorization":
            return value.split()[1]
""",
    "serializer secret": """\
class Serializer:
    hidden_fields = ["password", "token"]
    secret_fields = {"password"}
""",
    "django form": """\
@sensitive_post_parameters("password")
def view(request):
    return {k: v for k, v in request.POST.items() if k not in {"password","token"}}
""",
    "openapi security": 'security_schemes = {"apiKey": {"type":"apiKey","in":"header","name":"X-Api-Key"}}\n',
    "other param default": """\
def f(names=("authorization","x-api-key")):
    return [n for n in names]
""",
    "ours in elif": """\
def redact(headers):
    out={}
    for k,v in headers.items():
        if k.lower() in {"authorization"}:
            v="***"
        elif k.lower()=="x-sup-api-key":
            v="***"
        out[k]=v
    return out
""",
    "const header": """\
HEADER="x-sup-api-key"
SENSITIVE_HEADERS={"authorization", HEADER}
""",
    "const lower": """\
KEY_HEADER="X-Sup-Api-Key"
SENSITIVE_HEADERS={"authorization", KEY_HEADER.lower()}
""",
    "aug": """\
SENSITIVE_HEADERS=["authorization"]
SENSITIVE_HEADERS += ["x-sup-api-key"]
""",
    "aug set": """\
SENSITIVE_HEADERS={"authorization"}
SENSITIVE_HEADERS |= {"x-sup-api-key"}
""",
    "env list": """\
import os
SENSITIVE_HEADERS = os.environ.get("REDACT", "authorization,cookie").split(",")
""",
    "replace under": """\
N={"authorization","x_sup_api_key"}
def redact(h):
    return {k: "***" if k.lower().replace("-","_") in N else v for k,v in h.items()}
""",
    "var name sub": """\
def mask(d):
    return {k: "***" if any(s in k.lower() for s in ("key", "token", "authorization")) else v for k, v in d.items()}
""",
    "regex bearer": """\
import re
def redact(t):
    return re.sub(r"Bearer \\S+", "Bearer ***", t)
""",
    "regex hex": """\
import re
class F:
    def filter(self, r):
        r.msg=re.sub(r"(authorization: )\\S+", r"\\1***", r.msg)
        r.msg=re.sub(r"\\b[0-9a-f]{32}\\b", "***", r.msg)
""",
    "regex pairs": """\
import re
PATTERNS=[(re.compile(r"(authorization: )\\S+"), r"\\1***"),(re.compile(r"(x-sup-api-key: )\\S+"), r"\\1***")]
def redact(t):
    for p, r in PATTERNS:
        t=p.sub(r,t)
    return t
""",
    "regex evil": """\
import re
SECRET_RE=re.compile(r"((authorization|cookie)+)+x-api-key$")
""",
    "check raise": """\
SENSITIVE_HEADERS=["authorization","x-api-key"]
def check(h):
    for n in SENSITIVE_HEADERS:
        if n in h:
            raise ValueError(n)
""",
    "only setcookie": 'SENSITIVE_RESPONSE_HEADERS={"set-cookie"}\n',
    "startswith x": """\
def redact(h):
    return {k: "***" if k.lower().startswith(("x-","authorization")) else v for k,v in h.items()}
""",
    "fnmatch": """\
import fnmatch
names = ("authorization", "*key*")
def redact(h):
    return {k: "***" if any(fnmatch.fnmatch(k.lower(), p) for p in names) else v for k, v in h.items()}
""",
    "mask call second": """\
def show(h):
    h=dict(h)
    h.pop("authorization",None)
    h["x-sup-api-key"]="***"
    print(h)
""",
    "single pop": """\
def show(h):
    h.pop("authorization",None)
    logger.info(h)
""",
    "secretstr": """\
secrets = ["authorization"]
secret_names = load("a")
""",
    "casefold conversion": """\
SENSITIVE={"Authorization","X-Sup-Api-Key"}
LOWERED={s.casefold() for s in SENSITIVE}
def redact(h):
    return {k: "***" if k.casefold() in LOWERED else v for k,v in h.items()}
""",
    "entries of a vault": """\
SECRET_NAMES = ["openai-api-key", "db-password"]
for name in SECRET_NAMES:
    load(name)
""",
    "spread into a call": """\
SENSITIVE_HEADERS = ("authorization", "cookie")
redact(headers, *SENSITIVE_HEADERS, "x-sup-api-key")
""",
    "wrong arguments": """\
NAMES = {"authorization"}
def redact(headers):
    return {k: "***" if k.replace("-") in NAMES else v for k, v in headers.items()}
""",
}

# Whole projects.
PROJECTS: dict[str, Mapping[str, str]] = {
    "a subclass with a longer list": {
        "log.py": """\
class Redactor:
    SENSITIVE = {"authorization"}
    def redact(self, headers):
        return {k: "***" if k.lower() in self.SENSITIVE else v for k, v in headers.items()}
""",
        "main.py": SENDS
        + """\
from log import Redactor
class Ours(Redactor):
    SENSITIVE = Redactor.SENSITIVE | {"x-sup-api-key"}
""",
    },
    "imported const": {
        "c.py": 'HEADER="x-sup-api-key"\n',
        "m.py": SENDS
        + """\
from c import HEADER
SENSITIVE_HEADERS={"authorization", HEADER}
""",
    },
    "elsewhere add": {
        "log.py": 'SENSITIVE_HEADERS={"authorization"}\n',
        "m.py": SENDS
        + """\
import log
log.SENSITIVE_HEADERS.add("x-sup-api-key")
""",
    },
    "ext by import": {
        "log.py": 'SENSITIVE_HEADERS={"authorization"}\n',
        "m.py": SENDS
        + """\
from log import SENSITIVE_HEADERS
ALL = SENSITIVE_HEADERS | {"x-sup-api-key"}
def redact(h):
    return {k: "***" if k in ALL else v for k,v in h.items()}
""",
    },
    "test loop": {
        "test_x.py": SENDS
        + """\
SENSITIVE_HEADERS=["authorization","x-api-key"]
def test_a(caplog):
    for h in SENSITIVE_HEADERS:
        assert h not in caplog.text
"""
    },
    "unrelated untied": {
        "tts.py": SENDS,
        "brand.py": """\
\"\"\"Supertone brand notes\"\"\"
SENSITIVE_HEADERS={"authorization","cookie"}
""",
    },
    "wrongcase match spelling": {
        "example.py": """\
import requests
requests.get("https://supertoneapi.com/v1/voices", headers={"X-Sup-Api-Key": key})
def redact(h):
    return {k: v for k,v in h.items() if k != "X-Sup-Api-Key"}
"""
    },
    "sdk exact any case": {
        "example.py": """\
from supertone import Supertone
def redact(h):
    return {k: v for k,v in h.items() if k not in ("authorization","X-Sup-Api-Key")}
"""
    },
}


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(tmp_path, SENDS + SILENT[name], monkeypatch) == []


@pytest.mark.parametrize("name", PROJECTS)
def test_silent_projects(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(tmp_path, PROJECTS[name], monkeypatch) == []
