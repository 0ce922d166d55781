"""Keys in globals that one script of a page makes and another one sends; names that only look the same stay silent."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.javascript.script_cases import assert_reported, case

SEND = 'fetch("https://supertoneapi.com/v1/voices", { headers: { "x-sup-api-key": CFG.speech } });\n'
SEND_OF_WINDOW = SEND.replace("CFG.speech", "window.CFG.speech")
VAR = 'var CFG = { speech: [|"«key»"|] };\n'
WINDOW = 'window.CFG = { speech: [|"«key»"|] };\n'
BOTH = '<script src="cfg.js"></script>\n<script>\n' + SEND + "</script>\n"
LOADS = '<script src="cfg.js"></script>\n<script defer src="./app.js?v=3"></script>\n'

REPORTED = [
    *(
        case(f"{owner} in one script", {"a.html": f"<script>\n{owner}.CFG = {{ speech: [|'«key»'|] }};\n{SEND}</script>"})
        for owner in ("window", "globalThis", "self")
    ),
    case("window in another script", {"a.html": f"<script>\n{WINDOW}</script>\n<p>\n<script>\n{SEND}</script>\n"}),
    case("variable read through window", {"a.html": f"<script>{VAR}</script>\n<script>{SEND_OF_WINDOW}</script>\n"}),
    case("plain global", {"a.html": "<script>window.SPEECH = [|'«key»'|]</script><script>" + SEND.replace("CFG.speech", "SPEECH") + "</script>"}),
    case("taken apart", {"a.html": f"<script>{WINDOW}</script><script>const {{ speech }} = window.CFG;\n" + SEND.replace("CFG.speech", "speech") + "</script>"}),
    case("variable of a loaded script", {"a.html": BOTH, "cfg.js": VAR}),
    case("constant of a loaded script", {"a.html": BOTH, "cfg.js": VAR.replace("var", "const")}),
    case("window of a loaded script", {"a.html": BOTH, "cfg.js": WINDOW}),
    case("window of a loaded script, spelled", {"a.html": BOTH.replace(SEND, SEND_OF_WINDOW), "cfg.js": WINDOW}),
    case("two loaded scripts", {"a.html": LOADS, "cfg.js": VAR, "app.js": SEND}),
    case("two loaded scripts in a folder", {"index.html": LOADS.replace('src="', 'src="/js/').replace("./", ""), "js/cfg.js": WINDOW, "js/app.js": SEND_OF_WINDOW}),
    case("script beside the page", {"index.html": '<script src="cfg.js"></script>\n<script src="js/app.js"></script>\n', "cfg.js": VAR, "js/app.js": SEND}),
    case("page for the script", {"index.html": f'<script>{VAR}</script><script src="app.js"></script>\n', "app.js": SEND}),
    case(
        "public script of a bundled app",
        {
            "package.json": '{"dependencies": {"react": "18"}}\n',
            "public/index.html": '<div id="root"></div><script src="%PUBLIC_URL%/config.js"></script>\n',
            "public/config.js": WINDOW,
            "src/App.jsx": 'import React from "react";\n' + SEND_OF_WINDOW,
        },
    ),
    case("static file of a template", {"templates/a.html": "<script src=\"{{ url_for('static', filename='js/cfg.js') }}\"></script><script>" + SEND + "</script>", "static/js/cfg.js": VAR}),
    case("content scripts", {"manifest.json": '{"manifest_version": 3, "content_scripts": [{"matches": ["<all_urls>"], "js": ["cfg.js", "app.js"]}]}\n', "cfg.js": VAR, "app.js": SEND}),
    case("worker", {"a.html": '<script>new Worker("worker.js")</script>', "worker.js": 'importScripts("cfg.js");\n' + SEND, "cfg.js": VAR}),
]  # fmt: skip

PLAIN_VAR, PLAIN_WINDOW = (text.replace("[|", "").replace("|]", "") for text in (VAR, WINDOW))
SILENT: dict[str, Mapping[str, str]] = {
    "script of another page": {"a.html": f"<script>{SEND}</script>", "b.html": BOTH.replace(SEND, ""), "cfg.js": PLAIN_VAR},
    "variable of a module": {"a.html": BOTH.replace('src="cfg', 'type="module" src="cfg'), "cfg.js": PLAIN_VAR + "export default CFG;\n"},
    "variable of a function": {"a.html": BOTH, "cfg.js": "(function () {\n" + PLAIN_VAR + "})();\n"},
    "another property": {"a.html": BOTH, "cfg.js": PLAIN_VAR.replace("speech", "checksum")},
    "own variable": {"a.html": "<script>" + PLAIN_WINDOW + "</script><script>(function (CFG) {" + SEND + "})(load());</script>"},
    "script of elsewhere": {"a.html": BOTH.replace('"cfg.js"', '"https://cdn.example/cfg.js"'), "cfg.js": PLAIN_VAR},
    "given by the server": {"a.html": BOTH, "cfg.js": "var CFG = { speech: window.__speech };\n"},
    "placeholder": {"a.html": BOTH, "cfg.js": 'var CFG = { speech: "your-api-key-here" };\n'},
}  # fmt: skip


@pytest.mark.parametrize("files", REPORTED)
def test_reported(files: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_reported("SUP101 SUP201", files, tmp_path)


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_reported("SUP101 SUP201", SILENT[name], tmp_path)
