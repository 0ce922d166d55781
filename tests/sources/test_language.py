"""Names and first lines that tell a language."""

import pytest

from sup_lint.sources.language import comment_in, language_of, may_be_read, may_import


@pytest.mark.parametrize(
    "path",
    [
        "a.py",
        "a/b.PY",
        "a.pyi",
        "a.pyw",
        "a.pyt",
        "site.wsgi",
        "SConstruct",
        "x/SConscript",
        "wscript",
        "a.b.py",
    ],
)
def test_python_by_name(path: str) -> None:
    assert language_of(path) == "python"
    assert may_be_read(path)
    assert may_import(path)


@pytest.mark.parametrize(
    "path",
    ["a.pyc", "a.py.bak", "py", ".gitignore", "a.py/b", "sconstruct", "x.py/y.unheard"],
)
def test_unknown_by_name(path: str) -> None:
    assert language_of(path) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("tool", True),
        ("bin.d/tool", True),
        (".env", False),
        ("a.b/.gitignore", False),
        ("a.cgi", True),
        ("a.md", False),
        ("a.b/c.js", True),
        (".hidden.yaml", False),
        ("tool.", False),
    ],
)
def test_which_files_may_be_modules(path: str, expected: bool) -> None:
    assert may_import(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("tool", True),
        (".env.production", True),
        ("a.png/notes", True),
        ("a.unheard", True),
        ("a.PNG", False),
        ("b/voice.wav", False),
    ],
)
def test_media_are_not_read(path: str, expected: bool) -> None:
    assert may_be_read(path) is expected


@pytest.mark.parametrize(
    "line",
    [
        "#!/usr/bin/python",
        "#!/usr/bin/python3",
        "#! /usr/bin/python3.12 -u",
        "#!/opt/pypy3.10/bin/pypy3",
        "#!/usr/bin/env python3",
        "#!/usr/bin/env -S python3 -u",
        "#!/usr/bin/env -Spython3 -u",
        "#!/usr/bin/env -u HOME -i LANG=C python",
        "#!/usr/bin/env -S uv run --script",
        "#!/usr/bin/env -S uv run --quiet --script",
        "#!/usr/bin/env -S uv run -s",
        "#!/usr/bin/env -S poetry run python",
        "#!/usr/bin/env -S pipx run",
        "#!C:\\Python312\\python.exe",
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\nimport os", "\rimport os"])
def test_python_by_shebang(line: str, end: str) -> None:
    assert language_of("tool", (line + end).encode()) == "python"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "#!",
        "#!   ",
        "#!\n",
        "#!/bin/sh",
        "#!/usr/bin/env",
        "#!/usr/bin/env -S",
        "#!/usr/bin/env -u",
        "#!/usr/bin/env bash python",
        "#!/usr/bin/env -S uv run bash",
        "#!/bin/sh\npython",
        "# !/usr/bin/python",
        "/usr/bin/python",
        "#!\xff\xfe",
    ],
)
def test_not_python_by_shebang(line: str) -> None:
    assert language_of("tool", line.encode("latin-1")) in {None, "shell"}


def test_a_name_decides_before_the_first_line() -> None:
    assert language_of("a.py", b"#!/bin/sh\n") == "python"


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("src/App.jsx", "javascript"),
        ("a.mts", "typescript"),
        ("App.tsx", "tsx"),
        ("index.HTML", "html"),
        ("Main.kt", "kotlin"),
        ("lib/main.dart", "dart"),
        (".env.local", "dotenv"),
        ("Dockerfile.prod", "dockerfile"),
        ("bundle.js.map", "source-map"),
    ],
)
def test_other_languages_by_name(path: str, language: str) -> None:
    assert language_of(path) == language


@pytest.mark.parametrize(
    ("line", "language"),
    [
        (b"#!/usr/bin/env node", "javascript"),
        (b"#!/bin/bash -e", "shell"),
        (b"#!/usr/bin/env -S deno run", "javascript"),
    ],
)
def test_other_languages_by_shebang(line: bytes, language: str) -> None:
    assert language_of("tool", line) == language


@pytest.mark.parametrize(
    ("language", "comment"),
    [
        ("python", "# a"),
        ("dotenv", "# a"),
        ("tsx", "// a"),
        ("kotlin", "// a"),
        ("vue", "// a"),
        ("html", "<!-- a -->"),
        ("css", "/* a */"),
        ("json", None),
        ("", "# a"),
    ],
)
def test_comments(language: str, comment: str | None) -> None:
    assert comment_in(language, "a") == comment
