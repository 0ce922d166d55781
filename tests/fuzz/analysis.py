"""Targets from bytes to findings: every lowering, every view of settings, every document, and all rules over them."""

import os
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.config import Config
from sup_lint.engine.inspection import Inspection
from sup_lint.engine.known_keys import KnownKey
from sup_lint.engine.runner import check_paths
from sup_lint.keys.needles import may_hold_key
from sup_lint.sources.files import mounted
from tests.fuzz.laws import assert_same, assert_sound
from tests.fuzz.planted import KEY, files_in
from tests.trees import FakeTree

if TYPE_CHECKING:
    from sup_lint.model.report import Report

# The files of a target: each is read in its own way.
NAMES: dict[str, tuple[str, ...]] = {
    "python": ("app.py", "settings.py", "test_app.py", "streamlit_app.py", "stub.pyi", "SConstruct", "app.spec"),
    "javascript": (
        *("app.js", "module.mjs", "common.cjs", "app.jsx", "app.ts", "app.tsx", "vite.config.ts", "next.config.js"),
        *("App.vue", "App.svelte", "page.astro", "index.html", "view.ejs", "background.js"),
    ),
    "lexical": (
        *("main.dart", "Main.kt", "build.gradle.kts", "Main.java", "Main.scala", "build.gradle", "App.swift", "App.m"),
        *("Program.cs", "main.cpp", "main.go", "index.php", "app.rb", "main.rs", "run.sh", "run.ps1"),
    ),
    "settings": (
        *(".env", ".env.example", "config.yaml", "compose.yaml", ".github/workflows/ci.yml", ".gitlab-ci.yml"),
        *("settings.json", "package.json", "calls.jsonl", "mcp.json", "pyproject.toml", "wrangler.toml", "main.tf"),
        *("terraform.tfvars", "app.ini", ".npmrc", "nginx.conf", "app.properties", "web.config", "Info.plist"),
        *("Dockerfile", "Makefile", "speak.service", ".netrc", "keys.csv", "Scene.unity", "deployment.yaml", "kustom"),
        *("traffic.har", "Procfile", "values.yaml", "secrets", "key.txt", "strings.xml"),
    ),
    "documents": (
        *("README.md", "guide.mdx", "guide.rst", "guide.adoc", "notes.txt", "talk.ipynb", "calls.http", "fix.patch"),
        *("Form.xml", "page.html", "run.log"),
    ),
    "built": (
        *("dist/app.min.js", "build/static/js/main.js", "dist/app.js.map", "assets/index.wasm", "dist/app.css"),
        *("app.asar", "libapp.so", "classes.dex", "public/index.html", "Library.pyc"),
    ),
}
EVERYTHING = tuple(name for names in NAMES.values() for name in names)
# One input in so many is looked at twice.
_AGAIN = 16
_ROOT = os.path.join(os.sep, "fuzzed")


def check(names: tuple[str, ...], data: bytes) -> None:
    """Ask all rules about the files of an input as if each had been named; then search them for the key."""
    _check(files_in(data, names), data)


def check_delivered(data: bytes) -> None:
    """As `check`, but with all files taken for what is shipped to clients."""
    _check(files_in(data, EVERYTHING), data, delivered="it is fuzzed")


def check_project(data: bytes) -> None:
    """Check the files of an input as a folder, the way from discovery to the report."""
    files = files_in(data, EVERYTHING)
    tree = FakeTree(_ROOT, files)
    with mounted(tree):
        config = Config(root=_ROOT)
        report = check_paths([_ROOT], config, known=[KnownKey(KEY)]).report
    shown = {os.path.join(_ROOT, name): text for name, text in files.items()}
    assert_sound(report, shown)


def _check(files: Mapping[str, bytes], data: bytes, *, delivered: str | None = None) -> None:
    report = with_deep_stack(lambda: _report(files, delivered))
    assert_sound(report, files)
    if zlib.crc32(data) % _AGAIN == 0:
        again = with_deep_stack(lambda: _report(files, delivered))
        assert_same(report, again)


def _report(files: Mapping[str, bytes], delivered: str | None) -> "Report":
    with mounted(FakeTree(os.getcwd(), dict(files))):
        inspection = Inspection(Config(root=os.getcwd()), whole_tree=False, on_progress=None)
        inspection.project.delivered = delivered
        inspection.look_at(list(files.items()), [])
        for name, text in files.items():
            if may_hold_key(text) or KEY.encode() in text:
                inspection.search(name, text, [KnownKey(KEY)])
        inspection.look_at_repository()
        return inspection.report()
