"""Where an import of JavaScript leads."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.sources.jsonc import parse_object
from sup_lint.sources.scripts import ScriptFinder


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def led(folder: Path, importer: str, specifier: str) -> str | None:
    """Where an import leads, relative to the folder."""
    found = ScriptFinder(str(folder)).place(str(folder / importer), specifier)
    return None if found is None else Path(found).relative_to(folder).as_posix()


RELATIVE = {
    "src/config.ts": "",
    "src/voice/index.tsx": "",
    "src/player.vue": "",
    "src/app.prod.js": "",
    "src/legacy.cjs": "",
    "src/keys.json": "{}",
    "src/speech.ios.js": "",
    "src/types.d.ts": "",
    "src/theme.css": "",
    "node_modules/axios/index.js": "",
    "top.ts": "",
}


@pytest.mark.parametrize(
    ("specifier", "place"),
    [
        ("./config", "src/config.ts"),
        ("./config.ts", "src/config.ts"),
        ("./config.js", "src/config.ts"),
        ("./config?raw", "src/config.ts"),
        ("./voice", "src/voice/index.tsx"),
        ("./voice/", "src/voice/index.tsx"),
        ("./voice/index.jsx", "src/voice/index.tsx"),
        ("./player.vue", "src/player.vue"),
        ("./app.prod", "src/app.prod.js"),
        ("./legacy", "src/legacy.cjs"),
        ("./keys.json", "src/keys.json"),
        ("./speech", "src/speech.ios.js"),
        ("../top", "top.ts"),
        ("./types", None),
        ("./theme.css", None),
        ("./missing", None),
        ("../../outside", None),
        ("../node_modules/axios/index.js", None),
        ("axios", None),
        ("node:fs", None),
        ("https://esm.sh/axios", None),
        ("", None),
        ("./config\0", None),
    ],
)
def test_relative(tmp_path: Path, specifier: str, place: str | None) -> None:
    write(tmp_path, RELATIVE)
    assert led(tmp_path, "src/main.ts", specifier) == place


def test_never_outside_the_root(tmp_path: Path) -> None:
    write(tmp_path, {"secret.ts": "", "app/main.ts": ""})
    assert ScriptFinder(str(tmp_path / "app")).place(str(tmp_path / "app/main.ts"), "../secret") is None


@pytest.mark.parametrize(
    ("settings", "specifier", "place"),
    [
        ({"tsconfig.json": '{"compilerOptions": {"baseUrl": "src"}}'}, "lib/key", "src/lib/key.ts"),
        (
            {"tsconfig.json": '{"compilerOptions": {"paths": {"#voice/*": ["./src/lib/*"]}}}'},
            "#voice/key",
            "src/lib/key.ts",
        ),
        (
            {"jsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"keys": ["nowhere", "src/lib/key"]}}}'},
            "keys",
            "src/lib/key.ts",
        ),
        # With comments, and commas at the end.
        (
            {"tsconfig.json": '{\n  // paths\n  "compilerOptions": {"paths": {"@x/*": ["./src/*",],}, /* end */ },\n}'},
            "@x/lib/key",
            "src/lib/key.ts",
        ),
        # Vite's template refers to a second file, Nx's extends a first one.
        (
            {
                "tsconfig.json": '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}',
                "tsconfig.app.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"~lib/*": ["src/lib/*"]}}}',
            },
            "~lib/key",
            "src/lib/key.ts",
        ),
        (
            {
                "src/tsconfig.json": '{"extends": "../settings/base"}',
                "settings/base.json": '{"compilerOptions": {"baseUrl": "..", "paths": {"l/*": ["src/lib/*"]}}}',
            },
            "l/key",
            "src/lib/key.ts",
        ),
        # Two that extend each other.
        (
            {"tsconfig.json": '{"extends": "./b.json"}', "b.json": '{"extends": "./tsconfig.json"}'},
            "lib/key",
            None,
        ),
        ({"package.json": '{"imports": {"#key": "./src/lib/key.js"}}'}, "#key", "src/lib/key.ts"),
        (
            {"package.json": '{"imports": {"#lib/*": {"node": "./server/*.js", "default": "./src/lib/*.js"}}}'},
            "#lib/key",
            "src/lib/key.ts",
        ),
        ({"deno.json": '{"imports": {"lib/": "./src/lib/"}}'}, "lib/key.ts", "src/lib/key.ts"),
        ({"package.json": "{}"}, "@/lib/key", "src/lib/key.ts"),
        ({"package.json": "{}"}, "~/lib/key", "src/lib/key.ts"),
        ({"package.json": "{}"}, "$lib/key", "src/lib/key.ts"),
        ({"package.json": "{}"}, "src/lib/key", "src/lib/key.ts"),
        ({"package.json": "{}"}, "/src/lib/key.ts", "src/lib/key.ts"),
        (
            {"package.json": "{}", "vite.config.ts": "alias: { '@lib': path.resolve(__dirname, './src/lib') }"},
            "@lib/key",
            "src/lib/key.ts",
        ),
        (
            {
                "package.json": "{}",
                "vite.config.js": "[{ find: 'l', replacement: fileURLToPath(new URL('./src/lib', import.meta.url)) }]",
            },
            "l/key",
            "src/lib/key.ts",
        ),
        (
            {"package.json": "{}", "svelte.config.js": "kit: { alias: { $keys: 'src/lib', '$keys/*': 'src/lib/*' } }"},
            "$keys/key",
            "src/lib/key.ts",
        ),
        ({"package.json": "{}"}, "lib/key", None),
        ({"package.json": "{ broken", "tsconfig.json": "[1, 2"}, "lib/key", None),
        (
            {"package.json": '{"imports": 3, "workspaces": {"packages": 4}}', "tsconfig.json": '{"extends": 5}'},
            "x",
            None,
        ),
    ],
)
def test_aliases(tmp_path: Path, settings: Mapping[str, str], specifier: str, place: str | None) -> None:
    write(tmp_path, {"src/lib/key.ts": "", "src/main.ts": "", **settings})
    assert led(tmp_path, "src/main.ts", specifier) == place


@pytest.mark.parametrize(
    "workspaces",
    [
        {"package.json": '{"workspaces": ["apps/*", "packages/*"]}'},
        {"package.json": '{"workspaces": {"packages": ["./packages/**"]}}'},
        {"package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - 'apps/*'\n  - \"packages/*\"\n"},
        {"package.json": "{}", "lerna.json": "{}"},
        {"apps/web/package.json": '{"dependencies": {"@acme/voice": "file:../../packages/voice"}}'},
    ],
)
@pytest.mark.parametrize(
    ("manifest", "specifier", "place"),
    [
        ({}, "@acme/voice", "packages/voice/src/index.ts"),
        ({"main": "dist/index.js"}, "@acme/voice", "packages/voice/src/index.ts"),
        ({"main": "./lib/key.js"}, "@acme/voice", "packages/voice/src/key.ts"),
        ({"exports": {".": {"types": "./dist/key.d.ts"}}}, "@acme/voice", "packages/voice/src/key.ts"),
        ({"exports": {"./secret": "./dist/key.js"}}, "@acme/voice/secret", "packages/voice/src/key.ts"),
        ({"exports": {"./*": "./src/*.ts"}}, "@acme/voice/key", "packages/voice/src/key.ts"),
        ({}, "@acme/voice/src/key", "packages/voice/src/key.ts"),
        ({}, "@acme/voice/key", "packages/voice/src/key.ts"),
        ({}, "@acme/other", None),
    ],
)
def test_workspaces(
    tmp_path: Path, workspaces: Mapping[str, str], manifest: dict[str, object], specifier: str, place: str | None
) -> None:
    write(
        tmp_path,
        {
            "packages/voice/src/index.ts": "",
            "packages/voice/src/key.ts": "",
            "packages/voice/package.json": json.dumps({"name": "@acme/voice", **manifest}),
            "apps/web/src/main.ts": "",
            **workspaces,
        },
    )
    assert led(tmp_path, "apps/web/src/main.ts", specifier) == place


@pytest.mark.parametrize("piece", ['"', '"\\', "/*", ",", "["])
def test_settings_under_attack(piece: str) -> None:
    started = time.process_time()
    assert parse_object(piece * 300_000) == {}
    assert time.process_time() - started < 5


def test_comments_within_strings() -> None:
    assert parse_object('{"url": "https://x//y", "glob": "/* */", "end": ",]"}') == {
        "url": "https://x//y",
        "glob": "/* */",
        "end": ",]",
    }
