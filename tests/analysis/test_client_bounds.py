"""Hostile scripts take the look at them no longer than honest ones of their size."""

import time
from pathlib import Path

import pytest

from sup_lint.analysis.client.web.content import client_content, server_content
from sup_lint.analysis.client.web.graph import ImportGraph
from sup_lint.analysis.client.web.imports import imports_of
from sup_lint.analysis.client.web.script_text import ScriptText
from sup_lint.analysis.client.web.server_parts import server_parts
from sup_lint.sources.scripts import ScriptFinder

PIECES = {
    "openings of comments": "/*",
    "lines": "//\n",
    "quotes": "'",
    "quotes and backslashes": '"\\',
    "templates": "`",
    "templates and backslashes": "`\\",
    "insertions": "`${",
    "openings of scripts": "<script ",
    "scripts": "<script>",
    "imports": "import ",
    "import clauses": "import {a,",
    "exports": "export type {",
    "calls": "import(",
    "requires": "const {a = require('",
    "sources": "src=",
    "mentions": "from from",
    "members": "window.",
    "hooks": "a, window, document,",
    "elements": "return <",
    "declarations": "export const loader ",
    "functions": "createServerFn(",
    "handlers": ".handler",
    "directives": "{ ",
    "template code": "<% ",
    "brackets": "(",
    "spaces": " ",
    "words": "a",
    "processes": "process.env.REACT_APP_",
    "comments of markup": "<!--",
}


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("language", ["tsx", "html", "astro"])
def test_linear(name: str, language: str, tmp_path: Path) -> None:
    start = "---\n" if language == "astro" else "<script>" if language == "html" else ""
    text = start + PIECES[name] * (150_000 // len(PIECES[name]))
    script = ScriptText(str(tmp_path / "a.tsx"), language, text)
    started = time.process_time()
    imports = list(imports_of(script))
    server_content(script, imports)
    client_content(script, imports, None, is_served=False)
    server_parts(script, "remix")
    assert time.process_time() - started < 4


@pytest.mark.parametrize("name", PIECES)
def test_the_graph_is_linear(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(PIECES[name] * (150_000 // len(PIECES[name])), encoding="utf-8")
    graph = ImportGraph(ScriptFinder(str(tmp_path)))
    started = time.process_time()
    assert list(graph.importers(str(tmp_path / "b.js"))) == []
    assert time.process_time() - started < 4
