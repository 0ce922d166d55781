"""What is taken for built output, and what only lies in a folder called build."""

from pathlib import Path

import pytest

from sup_lint.analysis.bundle.built import built_output, is_binary

WRITTEN = (
    """import { speak } from "./speech.js";

/** Say hello. */
export async function hello(name) {
  const audio = await speak(`Hello, ${name}`);
  return new Audio(URL.createObjectURL(audio)).play();
}
"""
    * 4
)
MINIFIED = 'import{s as e}from"./speech-B2xK91aa.js";async function t(t){const n=await e(`Hello, ${t}`);return n}' * 6
WEBPACK = '/******/ (() => { // webpackBootstrap\n/******/ \t"use strict";\n' + WRITTEN + "\n/******/ })()\n"


def reason(path: str, text: str, language: str, **options: bool) -> str | None:
    built = built_output(path, text.encode(), language, **options)
    return built.reason if built else None


@pytest.mark.parametrize("folder", ["build", "public", "dist", "src"])
def test_handwritten_code_is_none_wherever_it_lies(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "hello.js"
    path.parent.mkdir()
    path.write_text(WRITTEN)
    assert reason(str(path), WRITTEN, "javascript") is None
    assert reason(str(path), '{"supertone": {"voice": "x"}}', "json") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (MINIFIED, "javascript"),
        (MINIFIED * 40, "javascript"),
        (f"// a licence\n{MINIFIED}\n", "javascript"),
        ("a{color:red;margin:0}" * 60, "css"),
        (f"<body><script>{MINIFIED}</script>" * 9, "html"),
    ],
)
def test_minified_code(text: str, language: str) -> None:
    assert reason("web/x", text, language) == "is minified build output"


@pytest.mark.parametrize(
    "text",
    [
        WRITTEN + f'export const PICTURE = "data:image/png;base64,{"iVBORw0KGgoAAAANSUhEUg" * 400}";\n',
        "const WORDS = [\n" + "".join(f'  "word {number}",\n' for number in range(500)) + "];\n",
        "x = 1;\n",
        "",
    ],
)
def test_data_in_handwritten_code_does_not_make_it_built(text: str) -> None:
    assert reason("web/x.js", text, "javascript") is None


def test_typescript_is_always_source() -> None:
    assert reason("web/x.ts", MINIFIED, "typescript") is None


def test_the_marks_of_a_bundler_leave_it_readable() -> None:
    built = built_output("x/main.js", WEBPACK.encode(), "javascript")
    assert built is not None
    assert built.is_readable
    assert "bundler" in built.reason


def test_generated_code_in_a_folder_with_output(tmp_path: Path) -> None:
    generated = f"{WRITTEN}\n//# sourceMappingURL=hello.js.map\n"
    path = tmp_path / "dist" / "hello.js"
    path.parent.mkdir()
    assert reason(str(path), generated, "javascript") is None
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "hello.js.map").write_text("{}")
    assert reason(str(tmp_path / "out" / "hello.js"), generated, "javascript") is not None
    assert reason(str(tmp_path / "out" / "config.json"), "{}", "json") == "lies in a build folder"


def test_a_map_is_told_by_what_it_holds() -> None:
    assert reason("x.js.map", '{"version":3,"sources":[],"mappings":""}', "source-map") == "is a source map"
    assert reason("world.map", "tiles 3 4 5", "source-map") is None


def test_everything_in_a_package_that_is_delivered() -> None:
    assert reason("x.js", WRITTEN, "javascript", is_delivered=True) is not None
    assert reason("x.json", "{}", "json", is_delivered=True) is not None
    assert reason("x.py", "x = 1", "python", is_delivered=True) is None


def test_what_is_binary() -> None:
    assert is_binary(b"\0asm" + bytes(range(256)))
    assert not is_binary("x = 1\n".encode("utf-16-le") * 20)
    assert not is_binary("\ufeffx = 1\n".encode("utf-16") * 20)
    assert not is_binary(b"x = 1\n" * 100 + b"\0")
    assert not is_binary(b"")


@pytest.mark.parametrize("copies", [1, 500, 5000])
def test_a_written_script_of_any_length_is_read(copies: int) -> None:
    source = "export function speak(text) {\n  return fetch('/api', { method: 'POST', body: text });\n}\n"
    assert built_output("speak.js", (source * copies).encode(), "javascript") is None


def test_a_binary_among_programs_is_none_that_was_built() -> None:
    data = bytes(range(256)) * 40
    assert built_output("a.wasm", data, "wasm") is not None
    assert built_output("a.py", data, "python") is None
