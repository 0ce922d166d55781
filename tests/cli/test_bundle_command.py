"""`sup-lint bundle`: what is shipped, from the command line to the report, with the real engine."""

import base64
import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.keymaker import make_key

Run = Callable[..., Result]
KEY = make_key(71)
HOST = "https://supertoneapi.com/v1/text-to-speech/"
FILLER = 'function q(e,t){return e.map((e=>t(e,{type:"x",children:[e]})))}' * 40
LEAK = f'{FILLER}const n="{KEY}";document.body.onclick=()=>fetch("{HOST}"+v,{{headers:{{"x-sup-api-key":n}}}});'
CLEAN = f'{FILLER}document.body.onclick=()=>fetch("/api/tts",{{method:"POST",body:"supertone"}});'
SOURCE = f'export const speak = () =>\n  fetch(url, {{ headers: {{ "x-sup-api-key": "{KEY}" }} }});\n'


def write(files: dict[str, str | bytes]) -> None:
    """Write files below the working directory."""
    for name, data in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data.encode() if isinstance(data, str) else data)


def source_map(content: str = SOURCE, source: str = "../../src/speech.ts", mappings: str = "AAAA") -> str:
    return json.dumps({"version": 3, "sources": [source], "sourcesContent": [content], "mappings": mappings})


def findings(result: Result) -> list[dict[str, Any]]:
    assert KEY not in result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return found


def places(result: Result) -> list[tuple[str, int, int]]:
    return [(each["path"], each["line"], each["column"]) for each in findings(result)]


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def test_a_leak_in_minified_output_is_found_where_it_stands(run: Run) -> None:
    run("--version")
    write({"dist/assets/index-B2xK91aa.js": LEAK, "dist/index.html": "<!doctype html>"})
    result = run("bundle", "dist", "--format", "json")
    assert result.exit_code == 1
    (finding,) = findings(result)
    assert (finding["code"], finding["rule"]) == ("SUP201", "key-in-client-code")
    assert (finding["path"], finding["line"]) == ("dist/assets/index-B2xK91aa.js", 1)
    assert LEAK[finding["column"] - 1 : finding["end_column"] - 1] == f'"{KEY}"'


def test_a_map_names_the_original(run: Run) -> None:
    run("--version")
    write({"dist/assets/i.js": f"{LEAK}\n//# sourceMappingURL=i.js.map", "dist/assets/i.js.map": source_map()})
    built, mapped = findings(run("bundle", "dist", "--format", "json"))
    assert built["path"] == "dist/assets/i.js"
    assert [(each["path"], each["line"]) for each in built["related"]] == [("src/speech.ts", 2)]
    assert mapped["path"] == "dist/assets/i.js.map"
    assert [(each["path"], each["line"], each["column"]) for each in mapped["related"]] == [("src/speech.ts", 2, 44)]
    text = Path("dist/assets/i.js.map").read_text()
    assert KEY in text[mapped["column"] - 1 : mapped["end_column"] - 1]


def test_mappings_lead_to_a_key_that_the_build_inlined(run: Run) -> None:
    run("--version")
    content = 'const key = import.meta.env.VITE_SUPERTONE_API_KEY;\nfetch(url, { headers: { "x-sup-api-key": key } });'
    code = f'fetch(u,{{headers:{{"x-sup-api-key":"{KEY}"}}}});'
    start = code.index(KEY) - 1
    mappings = f"AAAA,{_vlq(start)}A{_vlq(0)}{_vlq(12)}"
    text = f"{code}{FILLER}\n//# sourceMappingURL=i.js.map"
    write({"dist/i.js": text, "dist/i.js.map": source_map(content, "../src/a.ts", mappings)})
    (finding,) = findings(run("bundle", "dist", "--format", "json"))
    assert [(each["path"], each["line"], each["column"]) for each in finding["related"]] == [("src/a.ts", 1, 13)]


def _vlq(number: int) -> str:
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    value, text = number << 1, ""
    while True:
        digit, value = value & 31, value >> 5
        text += digits[digit | 32 if value else digit]
        if not value:
            return text


def test_an_inline_map_and_an_evaluated_module(run: Run) -> None:
    run("--version")
    inline = "data:application/json;base64," + base64.b64encode(source_map(source="./src/a.ts").encode()).decode()
    module = f'fetch(u,{{headers:{{\\"x-sup-api-key\\":\\"{KEY}\\"}}}})\\n//# sourceMappingURL={inline}\\n'
    write({"a.js": f"{LEAK}\n//# sourceMappingURL={inline}\n", "b.js": f'{FILLER}eval("{module}");'})
    for name in ("a.js", "b.js"):
        (finding,) = findings(run("bundle", name, "--format", "json"))
        assert [(each["path"], each["line"]) for each in finding["related"]] == [("src/a.ts", 2)]


def test_a_key_from_another_chunk_is_reported_there(run: Run) -> None:
    run("--version")
    user = f'import{{k as t}}from"./config-A1.js";{FILLER}fetch("{HOST}",{{headers:{{"x-sup-api-key":t}}}});'
    write({"dist/index-B2.js": user, "dist/config-A1.js": f'const e="{KEY}";export{{e as k}};'})
    (finding,) = findings(run("bundle", "dist", "--format", "json"))
    assert finding["path"] == "dist/config-A1.js"
    assert [each["path"] for each in finding["related"]] == ["dist/index-B2.js"]


def test_a_clean_build_is_silent(run: Run) -> None:
    run("--version")
    write({"dist/i.js": CLEAN, "dist/i.js.map": source_map("fetch('/api/tts') // supertone"), "dist/a.css": "a{}"})
    result = run("bundle", "dist")
    assert result.exit_code == 0
    assert "3 files" in result.output


def test_members_of_archives_have_paths_of_their_own(run: Run) -> None:
    run("--version")
    apk = zipped({"assets/public/index.js": LEAK, "classes.txt": "x"})
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w:gz") as archive:
        info = tarfile.TarInfo("package/i.js")
        info.size = len(LEAK)
        archive.addfile(info, io.BytesIO(LEAK.encode()))
    write({"app.apk": apk, "lib.tgz": inner.getvalue()})
    found = places(run("bundle", "app.apk", "lib.tgz", "--format", "json"))
    column = LEAK.index(KEY)
    assert found == [("app.apk!/assets/public/index.js", 1, column), ("lib.tgz!/package/i.js", 1, column)]


def test_what_cannot_be_looked_at_is_a_failure_and_hides_nothing(run: Run) -> None:
    run("--version")
    write({"dist/broken.zip": b"PK\x03\x04 no more", "dist/i.js": LEAK, "dist/i.js.map": "{"})
    document = json.loads(run("bundle", "dist", "--format", "json").stdout)
    assert [finding["path"] for finding in document["findings"]] == ["dist/i.js"]
    assert "dist/broken.zip" in [failure["path"] for failure in document["failures"]]


def test_what_git_ignores_and_settings_exclude_is_looked_at(run: Run) -> None:
    run("--version")
    settings = '[tool.sup-lint]\nexclude = ["/dist/"]\n'
    write({".gitignore": "dist/\n", "pyproject.toml": settings, "dist/node_modules/a/i.js": LEAK})
    assert len(findings(run("bundle", "dist", "--format", "json"))) == 1
    assert len(findings(run("bundle", ".", "--format", "json"))) == 1


def test_settings_wave_a_finding_through(run: Run) -> None:
    run("--version")
    settings = '[tool.sup-lint.per-file-ignores]\n"dist/*.js" = ["SUP201"]\n'
    write({"pyproject.toml": settings, "dist/i.js": LEAK})
    assert run("bundle", "dist").exit_code == 0
    assert run("bundle", "dist", "--isolated").exit_code == 1
    assert run("bundle", "dist", "--isolated", "--ignore", "SUP2").exit_code == 0
    assert run("bundle", "dist", "--isolated", "--select", "SUP1").exit_code == 0


def test_pages_data_and_settings_in_a_package(run: Run) -> None:
    run("--version")
    write(
        {
            "www/index.html": f'<meta name="supertone-api-key" content="{KEY}">',
            "www/config.json": json.dumps({"supertone": {"apiKey": make_key(72)}}),
            "www/.env": f"SUPERTONE_API_KEY={make_key(73)}\n",
            "www/style.css": f"/* x-sup-api-key: {make_key(74)} */",
            "www/app.py": f'HEADERS = {{"x-sup-api-key": "{make_key(75)}"}}\n',
        }
    )
    found = {each["path"] for each in findings(run("bundle", "www", "--format", "json"))}
    assert found == {f"www/{name}" for name in ("index.html", "config.json", ".env", "style.css", "app.py")}


def test_a_binary_is_searched_by_bytes(run: Run) -> None:
    run("--version")
    noise = bytes(range(256)) * 40
    wasm = b"\0asm\1\0\0\0" + noise + b"content-type" + KEY.encode() + b"x-sup-api-key" + HOST.encode() + noise
    wide = b"\0asm\1\0\0\0" + noise + f'x-sup-api-key\0"{make_key(76)}"'.encode("utf-16-le") + noise
    write({"app.wasm": wasm, "wide.dll": wide, "index.js": wasm})
    found = places(run("bundle", ".", "--format", "json"))
    assert ("app.wasm", 1, wasm.index(KEY.encode()) + 1) in found
    assert ("index.js", 1, wasm.index(KEY.encode()) + 1) in found
    assert [path for path, _, _ in found] == ["app.wasm", "index.js", "wide.dll"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'a="{KEY}"', ""),
        (f'a="{KEY[::-1]}"', "backwards"),
        (f'a="{base64.b64encode(b"ab" + KEY.encode()).decode()}"', "base64"),
        (f'a="{KEY.encode().hex().upper()}"', "hexadecimal"),
        ("".join(f"%{ord(each):02x}" for each in KEY), "percent"),
        ("".join(f"\\x{ord(each):02x}" for each in KEY), "escapes"),
        ("".join(f"&#{ord(each)};" for each in KEY), "escapes"),
        (f"a=\"{KEY[:9]}\"+'{KEY[9:]}'", "pieces"),
        (f'a=["{KEY[:9]}", "{KEY[9:]}"]', "pieces"),
    ],
)
def test_a_known_key_is_found_in_every_disguise(
    run: Run, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    run("--version")
    monkeypatch.setenv("SPEECH_KEY", KEY)
    write({"data.bin": f"한글 {text} rest"})
    assert run("bundle", "data.bin").exit_code == 0
    result = run("bundle", "data.bin", "--known-key-env", "SPEECH_KEY", "--format", "json")
    (finding,) = findings(result)
    assert "$SPEECH_KEY" in finding["message"]
    assert words in finding["message"]
    assert finding["column"] >= 4
    assert finding["confidence"] == "high"


def test_a_known_key_in_utf_16_within_a_binary(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("--version")
    monkeypatch.setenv("SPEECH_KEY", KEY)
    write({"a.dat": bytes(range(256)) * 40 + KEY.encode("utf-16-le")})
    (finding,) = findings(run("bundle", "a.dat", "--known-key-env", "SPEECH_KEY", "--format", "json"))
    assert finding["column"] == 256 * 40 + 1


def test_a_key_that_one_file_proves_is_wanted_in_all(run: Run) -> None:
    run("--version")
    write({"dist/i.js": LEAK, "dist/data.txt": base64.b64encode(KEY.encode()), "dist/other.txt": make_key(9)})
    found = findings(run("bundle", "dist", "--format", "json"))
    assert [each["path"] for each in found] == ["dist/data.txt", "dist/i.js"]
    assert "dist/i.js proves the value to be one" in found[0]["message"]


@pytest.mark.parametrize("value", ["", "short", "two words of a value"])
def test_a_known_key_that_is_none_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SPEECH_KEY", value)
    result = run("bundle", ".", "--known-key-env", "SPEECH_KEY")
    assert result.exit_code == 2
    assert "SPEECH_KEY" in result.stderr
    assert not value or value not in result.stderr


def test_a_key_given_instead_of_its_variable_is_not_repeated(run: Run) -> None:
    result = run("bundle", ".", "--known-key-env", KEY)
    assert result.exit_code == 2
    assert KEY not in result.output


def test_exit_codes(run: Run) -> None:
    run("--version")
    write({"dist/i.js": LEAK})
    assert run("bundle", "dist").exit_code == 1
    assert run("bundle", "dist", "--exit-zero").exit_code == 0
    assert run("bundle", "dist", "--exit-zero", "nowhere").exit_code == 2
    assert run("bundle").exit_code == 2
    assert "this path does not exist" in run("bundle", "nowhere").stderr


def test_nothing_checked_is_said_aloud(run: Run, tmp_path: Path) -> None:
    run("--version")
    os.mkdir("empty")
    result = run("bundle", "empty", "--quiet")
    assert result.exit_code == 0
    assert result.stderr.startswith("0 files checked")


def test_check_gives_tracked_build_output_the_same_view(run: Run) -> None:
    run("--version")
    write({"site/i.js": f"{LEAK}\n//# sourceMappingURL=i.js.map", "site/i.js.map": source_map()})
    found = findings(run("check", "--format", "json"))
    assert [(each["code"], each["path"]) for each in found] == [("SUP201", "site/i.js"), ("SUP201", "site/i.js.map")]
    assert found[0]["related"][0]["path"] == "src/speech.ts"


def test_a_bundle_for_a_server_is_no_client_code(run: Run) -> None:
    run("--version")
    server = LEAK.replace("document.body.onclick=()=>", 'var h=require("http");h.createServer(()=>').replace(
        "});", "}));"
    )
    write({"server.js": server})
    assert [each["code"] for each in findings(run("check", "--format", "json"))] == ["SUP101"]


def test_the_excerpt_of_an_endless_line_is_cut_and_masked(run: Run) -> None:
    run("--version")
    other = make_key(77)
    near = LEAK.replace("const n=", f'const m="{other}",n=')
    write({"dist/i.js": near})
    output = run("bundle", "dist").stdout
    assert "^" * 34 in output
    assert max(map(len, output.splitlines())) <= 100
    assert KEY not in output
    assert other not in output
    assert other[:8] not in output


def notebook(*cells: dict[str, Any]) -> str:
    metadata = {"language_info": {"name": "python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def cell(*lines: str, outputs: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    source = [f"{line}\n" for line in lines]
    return {"cell_type": "code", "source": source, "outputs": outputs, "metadata": {}, "execution_count": None}


PRINTED = {"output_type": "stream", "name": "stdout", "text": [f"x-sup-api-key: {KEY}\n"]}


@pytest.mark.parametrize(
    "text",
    [
        notebook(cell(f"SUPERTONE_API_KEY = '{KEY}'")),
        notebook(cell("from supertone import Supertone"), cell(f'client = Supertone(api_key="{KEY}")')),
        notebook(cell("import os"), cell("print(headers)", outputs=(PRINTED,))),
        notebook(cell("not python (", f"SUPERTONE_API_KEY = '{KEY}'")),
    ],
    ids=["variable", "client", "output", "unparsed"],
)
def test_what_lies_in_a_notebook_is_found_where_it_stands(run: Run, text: str) -> None:
    run("--version")
    write({"out/tour.ipynb": text, "package.zip": zipped({"docs/tour.ipynb": text})})
    for path in ("out", "package.zip"):
        (finding,) = findings(run("bundle", path, "--format", "json"))
        assert finding["code"] == "SUP201"
        assert KEY in text[finding["column"] - 1 : finding["end_column"] - 1]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("guide.md", f"# Guide\n\n```python\nSUPERTONE_API_KEY = '{KEY}'\n```\n"),
        ("guide.rst", f"Guide\n\n.. code-block:: python\n\n    SUPERTONE_API_KEY = '{KEY}'\n"),
        ("guide.html", f"<py-script>\nSUPERTONE_API_KEY = '{KEY}'\n</py-script>\n"),
        ("tts.py", f'"""Say it.\n\n>>> client = Supertone(api_key="{KEY}")\n"""\nfrom supertone import Supertone\n'),
        ("say.yml", f"steps:\n- run: |\n    curl -H 'x-sup-api-key: {KEY}' https://supertoneapi.com/v1/voices\n"),
    ],
)
def test_what_lies_in_another_language_is_one_finding(run: Run, name: str, text: str) -> None:
    run("--version")
    write({f"out/{name}": text})
    (finding,) = findings(run("bundle", "out", "--format", "json"))
    assert finding["code"] == "SUP201"


def test_a_clean_notebook_says_nothing(run: Run) -> None:
    run("--version")
    write({"out/tour.ipynb": notebook(cell("import os", "key = os.environ['SUPERTONE_API_KEY']"))})
    assert findings(run("bundle", "out", "--format", "json")) == []
