"""Fixes of redactions: the header is added to lists, patterns and comparisons, as they are written and compared."""

from pathlib import Path

import pytest

from tests.analysis.fixes.rounds import assert_mended, found, plain

SENDS = (
    'import re, logging, requests\nrequests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n'
)
SENDS_TITLE = SENDS.replace("x-sup-api-key", "X-Sup-Api-Key")
FETCHES = 'fetch("https://supertoneapi.com/v1/voices", { headers: { "x-sup-api-key": key } });\n'
REDACTS = 'def redact(headers):\n    return {k: "***" if %s else v for k, v in headers.items()}\n'

LISTS = [
    ('NAMED = {"authorization", "cookie"}\n', 'NAMED = {"authorization", "cookie", "x-sup-api-key"}\n'),
    ("NAMED = ['authorization', 'cookie']\n", "NAMED = ['authorization', 'cookie', 'x-sup-api-key']\n"),
    ('NAMED = ("authorization",)\n', 'NAMED = ("authorization", "x-sup-api-key",)\n'),
    ('NAMED = "authorization", "cookie"\n', 'NAMED = "authorization", "cookie", "x-sup-api-key"\n'),
    ('NAMED = frozenset({"authorization"})\n', 'NAMED = frozenset({"authorization", "x-sup-api-key"})\n'),
    ('NAMED = frozenset(("authorization", ))\n', 'NAMED = frozenset(("authorization", "x-sup-api-key", ))\n'),
    (
        'NAMED = [\n    "authorization",\n    "cookie",  # sessions\n]\n',
        'NAMED = [\n    "authorization",\n    "cookie",  # sessions\n    "x-sup-api-key",\n]\n',
    ),
    (
        'NAMED = {\n    "authorization",\n    "cookie"\n}\n',
        'NAMED = {\n    "authorization",\n    "cookie",\n    "x-sup-api-key"\n}\n',
    ),
    (
        "NAMED = (\n    'authorization',\n    'cookie'  # sessions\n)\n",
        "NAMED = (\n    'authorization',\n    'x-sup-api-key',\n    'cookie'  # sessions\n)\n",
    ),
    ('NAMED = {b"authorization", b"cookie"}\n', 'NAMED = {b"authorization", b"cookie", b"x-sup-api-key"}\n'),
    ('NAMED = ["AUTHORIZATION", "COOKIE"]\n', 'NAMED = ["AUTHORIZATION", "COOKIE", "X-SUP-API-KEY"]\n'),
    (
        'NAMED = ["HTTP_AUTHORIZATION", "HTTP_COOKIE"]\n',
        'NAMED = ["HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_X_SUP_API_KEY"]\n',
    ),
    ('NAMED = "authorization cookie".split()\n', 'NAMED = "authorization cookie x-sup-api-key".split()\n'),
    (
        'NAMED = """\n  authorization\n  cookie\n""".split()\n',
        'NAMED = """\n  authorization\n  cookie\n  x-sup-api-key\n""".split()\n',
    ),
    (
        'NAMED = "authorization, cookie".split(", ")\n',
        'NAMED = "authorization, cookie, x-sup-api-key".split(", ")\n',
    ),
    (
        'NAMED = [("authorization", "***"), ("cookie", "***")]\n',
        'NAMED = [("authorization", "***"), ("cookie", "***"), ("x-sup-api-key", "***")]\n',
    ),
    (
        'NAMED = {"authorization": "Bearer ***", "cookie": MASK}\n',
        'NAMED = {"authorization": "Bearer ***", "cookie": MASK, "x-sup-api-key": MASK}\n',
    ),
]


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_lists_are_extended_in_their_own_style(tmp_path: Path) -> None:
    cases = [
        (first.replace("NAMED", f"REDACTED_{number}"), second.replace("NAMED", f"REDACTED_{number}"))
        for number, (first, second) in enumerate(LISTS)
    ]
    assert_mended(cases, SENDS + 'MASK = "***"\n', "log.py", tmp_path)


COMPARED = [
    ('k.lower() in {"authorization"}', 'k.lower() in {"authorization", "x-sup-api-key"}'),
    ('k.upper() in {"AUTHORIZATION"}', 'k.upper() in {"AUTHORIZATION", "X-SUP-API-KEY"}'),
    ('k.title() in ["Authorization"]', 'k.title() in ["Authorization", "X-Sup-Api-Key"]'),
    ('k in {"Authorization", "Cookie"}', 'k in {"Authorization", "Cookie", "X-Sup-Api-Key"}'),
    (
        'k.replace("-", "_").lower() in {"authorization"}',
        'k.replace("-", "_").lower() in {"authorization", "x_sup_api_key"}',
    ),
    ('k.lower() == "authorization"', 'k.lower() in ("authorization", "x-sup-api-key")'),
    ("'authorization' == k.lower()", "k.lower() in ('authorization', 'x-sup-api-key')"),
    (
        '"authorization" in k.lower()',
        'any(part in k.lower() for part in ("authorization", "x-sup-api-key"))',
    ),
    ('k.lower().startswith("authorization")', 'k.lower().startswith(("authorization", "x-sup-api-key"))'),
    ('k.lower() in ("authorization", "X-Sup-Api-Key")', 'k.lower() in ("authorization", "x-sup-api-key")'),
    ('k == "x-sup-api-key"', 'k == "X-Sup-Api-Key"'),
    ('re.match(r"authorization|cookie", k, re.I)', 're.match(r"authorization|x-sup-api-key|cookie", k, re.I)'),
    ('re.search("^(?:Authorization)$", k)', 're.search("^(?:Authorization|X-Sup-Api-Key)$", k)'),
    ('re.fullmatch(r"x[-_]api[-_]key|api[-_]token", k)', None),
]


@pytest.mark.parametrize(("first", "second"), COMPARED)
def test_comparisons_hide_the_name_that_they_meet(first: str, second: str | None, tmp_path: Path) -> None:
    if second is None:
        findings = found({"log.py": SENDS_TITLE + REDACTS % first}, tmp_path)
        assert [each.fix for each in findings] == [None]
    else:
        assert_mended([(REDACTS % first, REDACTS % second)], SENDS_TITLE, "log.py", tmp_path)


PATTERNS = [
    (r'r"authorization: \S+", re.I', r'r"(?:authorization|x-sup-api-key): \S+", re.I'),
    ('"(Authorization|Cookie): .*"', '"(Authorization|X-Sup-Api-Key|Cookie): .*"'),
    (r'r"(?i)((?:cookie|authorization): )\S+"', r'r"(?i)((?:cookie|authorization|x-sup-api-key): )\S+"'),
    (
        (r'r"""(?P<name>authorization   # basic' "\n" r'|cookie):\s*\S+""", re.X | re.I'),
        (r'r"""(?P<name>(?:authorization|x-sup-api-key)   # basic' "\n" r'|cookie):\s*\S+""", re.X | re.I'),
    ),
    (r'r"x\-api\-key: \S+", re.I', r'r"(?:x\-api\-key|x-sup-api-key): \S+", re.I'),
]


@pytest.mark.parametrize(("first", "second"), PATTERNS)
def test_patterns_get_another_alternative(first: str, second: str, tmp_path: Path) -> None:
    hides = 'SECRET = re.compile(%s)\ndef log(text):\n    logging.info(SECRET.sub("***", text))\n'
    assert_mended([(hides % first, hides % second)], SENDS, "log.py", tmp_path)


TOOLS = [
    (
        (
            "from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber\n"
            'scrubber = EventScrubber(denylist=DEFAULT_DENYLIST + ["x-token"])\n'
        ),
        '["x-token"]',
        '["x-token", "x-sup-api-key", "supertone_api_key"]',
    ),
    (
        'import rollbar\nrollbar.init(token, scrub_fields=[\n    "password",\n    "secret",\n])\n',
        '    "secret",\n',
        '    "secret",\n    "x-sup-api-key",\n    "supertone_api_key",\n',
    ),
    (
        'import vcr\nrecorder = vcr.VCR(filter_headers=["authorization", ("cookie", "hidden")])\n',
        '("cookie", "hidden")]',
        '("cookie", "hidden"), "x-sup-api-key"]',
    ),
    (
        'import os\nos.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"] = ".*session.*,authorization"\n',
        ',authorization"',
        ',authorization,x-sup-api-key"',
    ),
]


@pytest.mark.parametrize(("tool", "first", "second"), TOOLS)
def test_tools_get_the_names_of_all_that_they_record(tool: str, first: str, second: str, tmp_path: Path) -> None:
    assert_mended([(tool, tool.replace(first, second))], SENDS, "log.py", tmp_path)


SCRIPTS = [
    (
        "const l = pino({ redact: ['req.headers.authorization', '*.password'] });\n",
        "const l = pino({ redact: ['req.headers.authorization', '*.password', 'req.headers[\"x-sup-api-key\"]'] });\n",
    ),
    (
        'const l = pino({\n  redact: {\n    paths: [\n      "headers.authorization",\n    ],\n  },\n});\n',
        (
            'const l = pino({\n  redact: {\n    paths: [\n      "headers.authorization",\n'
            "      \"headers['x-sup-api-key']\",\n    ],\n  },\n});\n"
        ),
    ),
    (
        "const REDACTED = ['authorization', 'cookie'];\n",
        "const REDACTED = ['authorization', 'cookie', 'x-sup-api-key'];\n",
    ),
    (
        (
            "const safe = (h) => Object.entries(h).filter(([k]) => k.toLowerCase() !== 'authorization').forEach(log);\n"
            "const log = ([k, v]) => console.log(k, v);\n"
        ),
        (
            "const safe = (h) => Object.entries(h)"
            ".filter(([k]) => !['authorization', 'x-sup-api-key'].includes(k.toLowerCase())).forEach(log);\n"
            "const log = ([k, v]) => console.log(k, v);\n"
        ),
    ),
    (
        "const mask = (headers) => ({ ...headers, authorization: '***' });\n",
        "const mask = (headers) => ({ ...headers, authorization: '***', 'x-sup-api-key': '***' });\n",
    ),
    (
        (
            "function mask(headers) {\n  const safe = { ...headers };\n  delete safe.authorization;  // basic\n"
            "  console.log(safe);\n}\n"
        ),
        (
            "function mask(headers) {\n  const safe = { ...headers };\n  delete safe.authorization;  // basic\n"
            '  delete safe["x-sup-api-key"];\n  console.log(safe);\n}\n'
        ),
    ),
    (
        (
            'function mask(headers) {\n  const safe = { ...headers };\n  safe["Authorization"] = "***"\n'
            "  console.log(safe);\n}\n"
        ),
        (
            'function mask(headers) {\n  const safe = { ...headers };\n  safe["Authorization"] = "***"\n'
            '  safe["x-sup-api-key"] = "***"\n  console.log(safe);\n}\n'
        ),
    ),
    (
        'const log = (text) => console.log(text.replace(/(authorization: )\\S+/gi, "$1***"));\n',
        'const log = (text) => console.log(text.replace(/((?:authorization|x-sup-api-key): )\\S+/gi, "$1***"));\n',
    ),
    (
        (
            'const SECRET = new RegExp("(authorization|cookie): \\\\S+", "gi");\n'
            'const log = (text) => console.log(text.replace(SECRET, "$1***"));\n'
        ),
        (
            'const SECRET = new RegExp("(authorization|x-sup-api-key|cookie): \\\\S+", "gi");\n'
            'const log = (text) => console.log(text.replace(SECRET, "$1***"));\n'
        ),
    ),
]


@pytest.mark.parametrize(("first", "second"), SCRIPTS)
def test_redactions_in_scripts(first: str, second: str, tmp_path: Path) -> None:
    assert_mended([(first, second)], FETCHES, "log.js", tmp_path)


def test_a_list_in_another_module_is_extended_there(tmp_path: Path) -> None:
    files = {
        "names.py": 'SENSITIVE_HEADERS = {"authorization", "cookie"}\n',
        "tts.py": "from names import SENSITIVE_HEADERS\n" + SENDS + REDACTS % "k.lower() in SENSITIVE_HEADERS",
    }
    (finding,) = found(files, tmp_path)
    assert finding.fix is not None
    assert [edit.path for edit in finding.fix.edits] == ["names.py"]
    assert finding.fix.message == "add x-sup-api-key to the list"
    assert finding.fix.caveat == "hides more than before"


@pytest.mark.parametrize(
    "leaky",
    [
        'REDACTED = [("authorization", mask("a")), ("cookie", mask("c"))]\n',
        plain(
            """
            AUTH = ("authorization")
            def redact(headers):
                return {k: "***" if k.lower() == AUTH else v for k, v in headers.items()}
            """
        ),
    ],
)
def test_no_fix_where_the_name_is_spelled_elsewhere(leaky: str, tmp_path: Path) -> None:
    assert [each.fix for each in found({"log.py": SENDS + leaky}, tmp_path)] == [None]
