"""Python that runs in browsers and in installed apps, and Python that doesn't."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.model.finding import Confidence
from tests.rules.examples import checked

CLIENT = 'from supertone import Supertone\nclient = Supertone(api_key=[|"«key»"|])\n'
FETCH = """
from pyodide.http import pyfetch
async def speak(text):
    return await pyfetch("https://supertoneapi.com/v1", headers={"x-sup-api-key": [|"«key»"|]})
"""
# What is shipped, with the words that must be in the reason.
SHIPPED: dict[str, tuple[str, Mapping[str, str]]] = {
    "Pyodide's modules": ("imports `pyodide`", {"app.py": FETCH}),
    "PyScript's modules": (
        "imports `pyscript`",
        {"main.py": 'from pyscript import fetch\nheaders = {"x-sup-api-key": [|"«key»"|]}\n'},
    ),
    "Brython": (
        "imports `browser`",
        {"main.py": 'from browser import ajax\najax.get(URL, headers={"x-sup-api-key": [|"«key»"|]})\n'},
    ),
    "a script that a page names": (
        "is run by the page index.html (PyScript)",
        {"index.html": '<script type="py" src="./main.py" config="py.toml"></script>\n', "main.py": CLIENT},
    ),
    "a module of such a script": (
        "is imported by main.py, which is run by the page index.html (PyScript)",
        {
            "index.html": '<script type="mpy" src="main.py"></script>\n<link href="https://pyscript.net/core.css">\n',
            "main.py": "from tts import client\n",
            "tts.py": CLIENT,
        },
    ),
    "files of PyScript's settings": (
        "pyscript.toml",
        {"pyscript.toml": '[files]\n"./tts.py" = ""\n', "tts.py": CLIENT},
    ),
    "stlite": (
        "web/index.html (stlite)",
        {
            "web/index.html": (
                "<script>stlite.mount({ entrypoint: 'app.py', files: { 'app.py': { url: './app.py' } } })</script>\n"
            ),
            "web/app.py": CLIENT,
        },
    ),
    "inline PyScript": (
        "holds Python that the browser runs",
        {
            "index.html": """
            <html><body>
              <py-script>
                import os
                from pyodide.http import pyfetch
                async def speak(text):
                    key = [|"«key»"|]
                    return await pyfetch(URL, headers={"x-sup-api-key": key})
              </py-script>
            </body></html>
            """
        },
    ),
    "inline Brython": (
        "is a web page",
        {
            "index.html": """
            <script type="text/python">from browser import ajax
            ajax.get(URL, headers={"x-sup-api-key": [|"«key»"|]})</script>
            """
        },
    ),
    "Gradio-Lite": (
        "is a web page",
        {"index.html": '<gradio-lite>\nimport gradio\nSUPERTONE_API_KEY = [|"«key»"|]\n</gradio-lite>\n'},
    ),
    "Kivy": ("made with Kivy", {"main.py": "from kivy.app import App\n" + CLIENT}),
    "Toga": ("made with Toga", {"app.py": "import toga\n" + CLIENT}),
    "Briefcase": (
        "pyproject.toml (Briefcase)",
        {
            "pyproject.toml": '[tool.briefcase.app.speaker]\nsources = ["src/speaker"]\n',
            "src/speaker/tts.py": CLIENT,
        },
    ),
    "Buildozer": (
        "app/buildozer.spec (Buildozer)",
        {"app/buildozer.spec": "[app]\nsource.dir = .\n", "app/tts/client.py": CLIENT},
    ),
    "PyInstaller": (
        "speaker.spec (PyInstaller)",
        {"speaker.spec": "a = Analysis(['speaker.py'], datas=[])\n", "speaker.py": CLIENT},
    ),
    "a module that PyInstaller packs": (
        "is imported by speaker.py",
        {"speaker.spec": "a = Analysis(['speaker.py'])\n", "speaker.py": "import tts\n", "tts.py": CLIENT},
    ),
    "py2app": (
        "setup.py",
        {"setup.py": 'import py2app\nsetup(app=["speaker.py"])\n', "speaker.py": CLIENT},
    ),
    "a command in a workflow": (
        "`pyinstaller` in .github/workflows/release.yml",
        {
            ".github/workflows/release.yml": "steps:\n  - run: pyinstaller --onefile speaker.py\n",
            "speaker.py": CLIENT,
        },
    ),
    "Panel's converter": (
        "`panel convert` in Makefile",
        {"Makefile": "site:\n\tpanel convert app.py --to pyodide-worker --out site\n", "app.py": CLIENT},
    ),
    "Shinylive": (
        "`shinylive export` in Makefile",
        {"Makefile": "site:\n\tshinylive export app site\n", "app/tts.py": CLIENT},
    ),
    "Nuitka's options": ("Nuitka", {"speaker.py": "# nuitka-project: --onefile\n" + CLIENT}),
}
# The same literals where nothing is shipped: they are hard-coded keys, and no more.
NOT_SHIPPED: dict[str, Mapping[str, str]] = {
    "a script": {"speak.py": CLIENT},
    "Streamlit on a server": {"app.py": "import streamlit\n" + CLIENT, "index.html": "<p>See app.py</p>\n"},
    "a module called js": {"js.py": "def build(): ...\n", "speak.py": "import js\n" + CLIENT},
    "a page about a script": {
        "docs/index.html": "<p>Run <code>python speak.py</code></p>\n",
        "docs/speak.py": CLIENT,
    },
    "the server beside an app": {
        "buildozer.spec": "[app]\nsource.dir = .\n",
        "server.py": "from fastapi import FastAPI\n" + CLIENT,
        "tests/test_tts.py": CLIENT,
    },
    "a script beside a packed one": {
        "speaker.spec": "a = Analysis(['speaker.py'])\n",
        "speaker.py": "print('hello')\n",
        "upload.py": CLIENT,
    },
    "another kind of spec": {"speak.spec": "Name: speak\nSource: speak.py\n", "speak.py": CLIENT},
}


def _dedented(example: Mapping[str, str]) -> dict[str, str]:
    return {name: textwrap.dedent(text).lstrip("\n") for name, text in example.items()}


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reason, example = SHIPPED[name]
    report, marks = checked(_dedented(example), tmp_path)
    assert {(each.code, each.path, *each.region) for each in report.findings} == {("SUP201", *mark) for mark in marks}
    assert reason in report.findings[0].message
    assert not report.failures


@pytest.mark.parametrize("name", NOT_SHIPPED)
def test_not_shipped(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(_dedented(NOT_SHIPPED[name]), tmp_path)
    assert {(each.code, each.path, *each.region) for each in report.findings} == {("SUP101", *mark) for mark in marks}


def test_a_library_that_also_runs_in_browsers_has_a_hardcoded_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = "try:\n    import js\nexcept ImportError:\n    js = None\n" + CLIENT
    report, _ = checked({"speak.py": source}, tmp_path)
    assert [(each.code, each.confidence) for each in report.findings] == [("SUP101", Confidence.HIGH)]


READ_THERE = {
    "index.html": """
    <py-script>
      import os
      from pyodide.http import pyfetch
      await pyfetch("https://supertoneapi.com/v1", headers={"x-sup-api-key": [|os.environ["SUPERTONE_API_KEY"]|]})
    </py-script>
    """,
    "main.py": """
    from pyodide.http import pyfetch
    async def speak():
        settings = await (await pyfetch("config.json")).json()
        await pyfetch("https://supertoneapi.com/v1", headers={"x-sup-api-key": [|settings["key"]|]})
    """,
}


def test_a_key_that_the_browser_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(_dedented(READ_THERE), tmp_path)
    assert {(each.code, each.path, *each.region) for each in report.findings} == {("SUP203", *mark) for mark in marks}
