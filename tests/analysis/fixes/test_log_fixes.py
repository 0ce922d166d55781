"""Fixes of the key in logs, printed text, telemetry and exceptions: what they write, and that the key is gone."""

import contextlib
import io
import logging
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sup_lint.model.fix import Safety
from tests.analysis.fixes.rounds import assert_mended, found, mended, plain
from tests.keymaker import make_key

KEY = make_key(301)

PYTHON = plain(
    """
    import base64, json, logging, os, sys, warnings
    logger = logging.getLogger("speech")
    key = os.environ["SUPERTONE_API_KEY"]
    headers = {"x-sup-api-key": key, "accept": "audio/mpeg"}
    options = {"headers": headers, "page": 1}
    fields = {"token": key, "voice": "v"}
    """
)
WITHOUT = '{name: value for name, value in headers.items() if name.lower() != "x-sup-api-key"}'
# Where a format asks for the header by its name.
MASKED = '{**headers, "x-sup-api-key": "***"}'
# Each runs: what is written must not hold the key any more.
RUNNING = [
    ('logger.info("key=%s", key)\n', 'logger.info("key=%s", "***")\n'),
    ('logger.info("a %s b %s", key, 7)\n', 'logger.info("a %s b %s", "***", 7)\n'),
    ('logger.error("no: " + key + "!")\n', 'logger.error("no: " + "***" + "!")\n'),
    ("logger.warning('no: {}'.format(key))\n", "logger.warning('no: {}'.format('***'))\n"),
    ('print("no: {k}".format(k=key))\n', 'print("no: {k}".format(k="***"))\n'),
    ('print("no: %s of %s" % (key, 3))\n', 'print("no: %s of %s" % ("***", 3))\n'),
    ('print("no: {x-sup-api-key}".format(**headers))\n', f'print("no: {{x-sup-api-key}}".format(**{MASKED}))\n'),
    (
        'FORM = "no: {x-sup-api-key}"\nprint(FORM.format(**headers))\n',
        f'FORM = "no: {{x-sup-api-key}}"\nprint(FORM.format(**{MASKED}))\n',
    ),
    ('logger.info("%(x-sup-api-key)s", headers)\n', f'logger.info("%(x-sup-api-key)s", {MASKED})\n'),
    ('print("{accept}".format(**headers), headers)\n', f'print("{{accept}}".format(**headers), {WITHOUT})\n'),
    ('print("no: %(k)s" % {"k": key})\n', 'print("no: %(k)s" % {"k": "***"})\n'),
    ('print(f"key {key} and {key!r:>40}, {len(headers)}")\n', 'print(f"key *** and ***, {len(headers)}")\n'),
    ('print(f"labelled {key=}")\n', 'print("labelled key=***")\n'),
    ("print(rf'raw \\d {key}')\n", "print(r'raw \\d ***')\n"),
    ('print(f"{{kept}} {key}")\n', 'print(f"{{kept}} ***")\n'),
    ('print("key", key)\n', 'print("key", "***")\n'),
    ("print('key', (key))  # aside\n", "print('key', ('***'))  # aside\n"),
    ('print(\n    "key is",\n    key,  # the key\n)\n', 'print(\n    "key is",\n    "***",  # the key\n)\n'),
    ('print("key", key, file=sys.stderr)\n', 'print("key", "***", file=sys.stderr)\n'),
    ("print(key)\n", ""),
    ("if key:\n    print(key)\n", "if key:\n    pass\n"),
    ("if key:\n    print(key); page = 1\n", "if key:\n    pass; page = 1\n"),
    ("print(  # said\n    key\n)\n", 'print(  # said\n    "***"\n)\n'),
    ('print("first characters:", key[:8])\n', 'print("first characters:", "***")\n'),
    ('print("env", os.environ["SUPERTONE_API_KEY"])\n', 'print("env", "***")\n'),
    ('print("env", os.getenv("SUPERTONE_API_KEY", ""))\n', 'print("env", "***")\n'),
    ('print("b64", base64.b64encode(key.encode()).decode())\n', 'print("b64", "***")\n'),
    ('print(key or "none", 1)\n', 'print("***" if key else "none", 1)\n'),
    ('print("key " + (key or "none"))\n', 'print("key " + ("***" if key else "none"))\n'),
    ('print("on" if sys.flags.debug else key)\n', 'print("on" if sys.flags.debug else "***")\n'),
    ('sys.stdout.write(key + "\\n")\n', 'sys.stdout.write("***" + "\\n")\n'),
    ('warnings.warn("old key " + key)\n', 'warnings.warn("old key " + "***")\n'),
    ('print(["a", key], {"c": {"d": key}})\n', 'print(["a", "***"], {"c": {"d": "***"}})\n'),
    ('print(", ".join([key, "a"]))\n', 'print(", ".join(["***", "a"]))\n'),
    ('message = f"using {key}"\nprint(message)\n', 'message = "using ***"\nprint(message)\n'),
    ('logger.info("x", extra={"token": key, "page": 1})\n', 'logger.info("x", extra={"token": "***", "page": 1})\n'),
    ("print(fields)\n", 'print({**fields, "token": "***"})\n'),
    ("print(json.dumps(fields, indent=2))\n", 'print(json.dumps({**fields, "token": "***"}, indent=2))\n'),
    ("print(headers)\n", f"print({WITHOUT})\n"),
    ("print(repr(headers), 1)\n", f"print(repr({WITHOUT}), 1)\n"),
    ("print(json.dumps(headers, indent=2))\n", f"print(json.dumps({WITHOUT}, indent=2))\n"),
    ("print(dict(headers))\n", f"print({WITHOUT})\n"),
    ("print(headers.copy())\n", f"print({WITHOUT})\n"),
    ('print(f"sending {headers}")\n', 'print(f"sending {(' + WITHOUT.replace('"', "'") + ')}")\n'),
    ('logger.info("%s", headers)\n', f'logger.info("%s", {WITHOUT})\n'),
    ('logger.info("sent", extra={"headers": headers})\n', f'logger.info("sent", extra={{"headers": {WITHOUT}}})\n'),
    ('print({**headers, "a": 1})\n', f'print({{**{WITHOUT}, "a": 1}})\n'),
    ("print(options)\n", 'print({**options, "headers": ' + WITHOUT.replace("headers.", 'options["headers"].') + "})\n"),
    (
        "print(list(headers.items()))\n",
        'print([(name, value) for name, value in headers.items() if name.lower() != "x-sup-api-key"])\n',
    ),
    (
        "for each, held in headers.items():\n    print(each, held)\n",
        'for each, held in headers.items():\n    print(each, "***" if each.lower() == "x-sup-api-key" else held)\n',
    ),
    (
        'print([f"{each}: {held}" for each, held in headers.items()])\n',
        "print([f\"{each}: {'***' if each.lower() == 'x-sup-api-key' else held}\" for each, held in headers.items()])\n",
    ),
    (
        "def show(headers=None):\n    print(headers)\nshow(headers)\nshow()\n",
        (
            "def show(headers=None):\n"
            '    print({name: value for name, value in (headers or {}).items() if name.lower() != "x-sup-api-key"})\n'
            "show(headers)\nshow()\n"
        ),
    ),
    (
        'try:\n    raise ValueError(f"rejected {key}")\nexcept ValueError:\n    pass\n',
        'try:\n    raise ValueError("rejected ***")\nexcept ValueError:\n    pass\n',
    ),
    (
        'try:\n    assert len(key) < 3, f"{key} is long"\nexcept AssertionError as error:\n    error.add_note("n" + key)\n',
        'try:\n    assert len(key) < 3, "*** is long"\nexcept AssertionError as error:\n    error.add_note("n" + "***")\n',
    ),
    (
        'try:\n    raise RuntimeError("no", headers) from None\nexcept RuntimeError:\n    pass\n',
        f'try:\n    raise RuntimeError("no", {WITHOUT}) from None\nexcept RuntimeError:\n    pass\n',
    ),
]
# Whole objects, whatever a caller passes, values that are made on the spot: no edit is surely right.
WITHOUT_FIX = [
    'pair = ("a", key)\nprint("%s %s" % pair)\n',
    'values = {"k": key}\nprint("%(k)s" % values)\n',
    'def show(value):\n    print("value", value)\nshow(key)\n',
    'def call(*args, **more):\n    print("called", args, more)\ncall(key, x=key)\n',
    "from supertone import Supertone\nclient = Supertone(api_key=key)\nprint(vars(client))\n",
    'keys = [key]\nprint("gone:", keys.pop())\n',
    'async def show():\n    print("key", await fetch_supertone_key())\n',
    'print("key", rotate(key := os.environ["SUPERTONE_API_KEY"]), key2 := key)\n',
    "import httpx\nresponse = httpx.get('https://supertoneapi.com', headers=headers)\nprint(response.request.headers.raw)\n",
    'try:\n    raise ValueError("no " + str(Client(key)))\nexcept ValueError as error:\n    print(vars(error))\n',
]


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUPERTONE_API_KEY", KEY)


def _output(text: str) -> str:
    """What a program writes, by print, logging and warnings."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger = logging.getLogger("speech")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        with (
            contextlib.redirect_stdout(written),
            contextlib.redirect_stderr(written),
            pytest.warns(UserWarning, match="old key"),
        ):
            exec(compile(text, "leaky.py", "exec"), {})
    finally:
        logger.removeHandler(handler)
    return written.getvalue()


def test_python_calls_write_all_but_the_key(tmp_path: Path) -> None:
    before = PYTHON + "page = 0\n"
    text = assert_mended(RUNNING, before, "leaky.py", tmp_path)
    was = _output(before + "".join(first for first, _ in RUNNING))
    now = _output(text)
    assert was.count(KEY) > 40
    assert KEY not in now
    assert KEY[:8] not in now
    for said in (
        "key=***",
        "a *** b 7",
        "first characters: ***",
        "labelled key=***",
        "'accept': 'audio/mpeg'",
        "x-sup",
    ):
        assert said in was.replace(KEY, "***").replace("'***'", "***").replace(KEY[:8], "***")
    for said in (
        "key=***",
        "a *** b 7",
        "first characters: ***",
        "labelled key=***",
        "'accept': 'audio/mpeg'",
        "'page': 1",
    ):
        assert said in now


@pytest.mark.parametrize("leaky", WITHOUT_FIX)
def test_no_fix_where_no_edit_is_surely_right(leaky: str, tmp_path: Path) -> None:
    findings = found({"leaky.py": PYTHON + leaky}, tmp_path)
    assert findings
    assert all(each.fix is None for each in findings)


def test_structured_loggers_lose_the_field(tmp_path: Path) -> None:
    before = plain(
        """
        import os
        import requests
        import structlog
        from loguru import logger
        log = structlog.get_logger()
        key = os.environ["SUPERTONE_API_KEY"]
        headers = {"x-sup-api-key": key}
        """
    )
    cases = [
        ('log.info("sent", api_key=key, page=1)\n', 'log.info("sent", page=1)\n'),
        ('log.info("sent", page=1, api_key=key)\n', 'log.info("sent", page=1)\n'),
        (
            'log.info(\n    "sent",\n    api_key=key,  # ours\n    page=1,\n)\n',
            'log.info(\n    "sent",\n    page=1,\n)\n',
        ),
        ('logger.info("key {api_key}", api_key=key)\n', 'logger.info("key {api_key}", api_key="***")\n'),
        ('log.info("sent", headers=headers)\n', f'log.info("sent", headers={WITHOUT})\n'),
        (
            'session = requests.Session()\nsession.headers.update(headers)\nlog.info("with", headers=session.headers)\n',
            (
                "session = requests.Session()\nsession.headers.update(headers)\n"
                f'log.info("with", headers={WITHOUT.replace("headers.", "session.headers.")})\n'
            ),
        ),
        (
            (
                'response = requests.get("https://supertoneapi.com/v1/voices", headers=headers)\n'
                'log.info("got", headers=dict(response.request.headers))\n'
            ),
            (
                'response = requests.get("https://supertoneapi.com/v1/voices", headers=headers)\n'
                f'log.info("got", headers={WITHOUT.replace("headers.", "response.request.headers.")})\n'
            ),
        ),
    ]
    assert_mended(cases, before, "leaky.py", tmp_path)


SCRIPT = plain(
    """
    const key = process.env.SUPERTONE_API_KEY;
    const headers = { "x-sup-api-key": key, accept: "audio/mpeg" };
    const init = { method: "POST", headers };
    const sent = new Headers(headers);
    """
)
REST = 'Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "x-sup-api-key"))'
RUNNING_SCRIPT = [
    ('console.log("key", key);\n', 'console.log("key", "***");\n'),
    ("console.info('key', key) // aside\n", "console.info('key', '***') // aside\n"),
    ("console.log(key);\n", ""),
    ("if (key) console.log(key);\n", "if (key) {}\n"),
    ("if (key) {\n  console.log(key)\n}\n", "if (key) {\n}\n"),
    ("console.log(`using ${key} now`);\n", "console.log(`using *** now`);\n"),
    ("console.log({ key });\n", 'console.log({ key: "***" });\n'),
    ('console.log("x", { apiKey: key, a: 1 });\n', 'console.log("x", { apiKey: "***", a: 1 });\n'),
    ('console.log("using " + key);\n', 'console.log("using " + "***");\n'),
    ('console.log(key ?? "none");\n', 'console.log(key ? "***" : "none");\n'),
    ('console.log("a", key.slice(0, 8));\n', 'console.log("a", "***");\n'),
    ('console.log("%s is it", key);\n', 'console.log("%s is it", "***");\n'),
    ("console.log(headers);\n", f"console.log({REST});\n"),
    ("console.log(JSON.stringify(headers, null, 2));\n", f"console.log(JSON.stringify({REST}, null, 2));\n"),
    ('console.log({ url: "x", headers });\n', f'console.log({{ url: "x", headers: {REST} }});\n'),
    ("console.log(init);\n", f"console.log({{ ...init, headers: {REST.replace('(headers)', '(init.headers)')} }});\n"),
    ("console.log(sent);\n", f"console.log({REST.replace('Object.entries(headers)', '[...sent]')});\n"),
    (
        "console.log([...sent]);\n",
        'console.log([...sent].filter(([name]) => name.toLowerCase() !== "x-sup-api-key"));\n',
    ),
    (
        "for (const [each, held] of Object.entries(headers)) console.log(each, held);\n",
        (
            "for (const [each, held] of Object.entries(headers))"
            ' console.log(each, each.toLowerCase() === "x-sup-api-key" ? "***" : held);\n'
        ),
    ),
    (
        "try {\n  throw new Error(`rejected ${key}`);\n} catch {}\n",
        "try {\n  throw new Error(`rejected ***`);\n} catch {}\n",
    ),
]


def test_script_calls_write_all_but_the_key(tmp_path: Path) -> None:
    text = assert_mended(RUNNING_SCRIPT, SCRIPT, "leaky.mjs", tmp_path)
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node here")
    done = subprocess.run([node, "--input-type=module", "-"], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert KEY[:8] not in done.stdout
    assert "using *** now" in done.stdout
    assert done.stdout.count("audio/mpeg") == 7
    assert os.environ["SUPERTONE_API_KEY"] == KEY


def test_errors_and_replies_of_axios(tmp_path: Path) -> None:
    before = SCRIPT + 'import axios from "axios";\nconst url = "https://supertoneapi.com/v1/voices";\n'
    cases = [
        (
            'try {\n  await axios.get(url, { headers });\n} catch (error) {\n  console.error("no", error);\n}\n',
            'try {\n  await axios.get(url, { headers });\n} catch (error) {\n  console.error("no", error.message);\n}\n',
        ),
        (
            "const reply = await axios.get(url, { headers });\nconsole.log(reply);\n",
            "const reply = await axios.get(url, { headers });\nconsole.log(reply.status);\n",
        ),
        (
            "axios.get(url, { headers }).catch((e) => console.log(e));\n",
            "axios.get(url, { headers }).catch((e) => console.log(e.message));\n",
        ),
    ]
    assert_mended(cases, before, "leaky.mjs", tmp_path)
    typed = {"leaky.ts": before + cases[0][0]}
    assert "(error as Error).message" in mended(typed, found(typed, tmp_path))["leaky.ts"]
    whole = {"leaky.mjs": before + "axios.get(url, { headers }).catch(console.log);\n", "leaky.ts": ""}
    assert [each.fix for each in found(whole, tmp_path)] == [None]


def test_such_fixes_are_for_a_person_to_look_at(tmp_path: Path) -> None:
    findings = found({"leaky.py": PYTHON + "print('k', key)\nprint(headers)\nraise ValueError(key)\n"}, tmp_path)
    told = [(each.fix.kind, each.fix.message, each.fix.caveat) for each in findings if each.fix is not None]
    assert told == [
        (Safety.UNSAFE, "put *** in place of the key", "logs less than before"),
        (Safety.UNSAFE, "leave x-sup-api-key out of the headers that are logged", "logs less than before"),
        (Safety.UNSAFE, "put *** in place of the key", "says less than before"),
    ]
