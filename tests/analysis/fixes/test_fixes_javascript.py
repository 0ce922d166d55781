"""Literal keys in JavaScript and TypeScript, before and after their fix."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from sup_lint.model.fix import Safety
from tests.analysis.fixes.mending import KEY, mended

SERVER = {"package.json": '{"dependencies": {"express": "5"}}'}
# Each gives `value`, which must be the same with the key in the environment.
JAVASCRIPT = {
    "constant": ('const SUPERTONE_API_KEY = "«key»"; const value = SUPERTONE_API_KEY;',
                 'const SUPERTONE_API_KEY = process.env.SUPERTONE_API_KEY; const value = SUPERTONE_API_KEY;'),
    "header": ("const value = { 'x-sup-api-key': '«key»' }['x-sup-api-key'];",
               "const value = { 'x-sup-api-key': process.env.SUPERTONE_API_KEY }['x-sup-api-key'];"),
    "quoted and computed keys": ('const value = { ["x-sup-api-key"]: "«key»", a: 1 };',
                                 'const value = { ["x-sup-api-key"]: process.env.SUPERTONE_API_KEY, a: 1 };'),
    "fallback": ('const supertoneKey = process.env.SUPERTONE_API_KEY || "«key»"; const value = supertoneKey;',
                 "const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "nullish": ("const supertoneKey = (process.env.SUPERTONE_API_KEY ?? '«key»'); const value = supertoneKey;",
                "const supertoneKey = (process.env.SUPERTONE_API_KEY); const value = supertoneKey;"),
    "indexed": ("const supertoneKey = process.env['SUPERTONE_API_KEY'] || '«key»'; const value = supertoneKey;",
                "const supertoneKey = process.env['SUPERTONE_API_KEY']; const value = supertoneKey;"),
    "other fallback": ("const options = {}; const supertoneKey = options.key ?? '«key»'; const value = supertoneKey;",
                       ("const options = {}; const supertoneKey = options.key ?? process.env.SUPERTONE_API_KEY; "
                       "const value = supertoneKey;")),
    "ternary": (("const supertoneKey = process.env.SUPERTONE_API_KEY ? process.env.SUPERTONE_API_KEY : '«key»';"
                " const value = supertoneKey;"),
                "const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "turned ternary": (("const supertoneKey = !process.env.SUPERTONE_API_KEY ? '«key»' : process.env.SUPERTONE_API_KEY;"
                       " const value = supertoneKey;"),
                       "const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "turned ternary, undefined": (
        ("const supertoneKey = process.env.SUPERTONE_API_KEY === undefined ? '«key»' : process.env.SUPERTONE_API_KEY;"
         " const value = supertoneKey;"),
        "const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "patch": ("Object.assign(process.env, { SUPERTONE_API_KEY: '«key»' });\nconst value = process.env.SUPERTONE_API_KEY;",
              "const value = process.env.SUPERTONE_API_KEY;"),
    "patch with more": (
        "Object.assign(process.env, { A: 'b', SUPERTONE_API_KEY: '«key»' });\nconst value = process.env.SUPERTONE_API_KEY;",
        "Object.assign(process.env, { A: 'b' });\nconst value = process.env.SUPERTONE_API_KEY;"),
    "patch by assignment": (
        "process.env = { ...process.env, SUPERTONE_API_KEY: '«key»', A: 'b' };\nconst value = process.env.SUPERTONE_API_KEY;",
        "process.env = { ...process.env, A: 'b' };\nconst value = process.env.SUPERTONE_API_KEY;"),
    "patch by assignment alone": (
        "process.env = {...process.env, SUPERTONE_API_KEY: '«key»'};\nconst value = process.env.SUPERTONE_API_KEY;",
        "const value = process.env.SUPERTONE_API_KEY;"),
    "environment made anew": ("process.env = { SUPERTONE_API_KEY: '«key»' };\nconst value = process.env.SUPERTONE_API_KEY;",
                              ("process.env = { SUPERTONE_API_KEY: process.env.SUPERTONE_API_KEY };\n"
                               "const value = process.env.SUPERTONE_API_KEY;")),
    "another's environment": ("const value = { env: { ...process.env, SUPERTONE_API_KEY: '«key»' } }.env.SUPERTONE_API_KEY;",
                              ("const value = { env: { ...process.env, SUPERTONE_API_KEY: process.env.SUPERTONE_API_KEY } }"
                               ".env.SUPERTONE_API_KEY;")),
    "no space": ("const supertoneKey = () => { return'«key»' }; const value = supertoneKey();",
                 "const supertoneKey = () => { return process.env.SUPERTONE_API_KEY }; const value = supertoneKey();"),
    "no space, template": ("const supertoneKey = () => { return`«key»` }; const value = supertoneKey();",
                           "const supertoneKey = () => { return process.env.SUPERTONE_API_KEY }; const value = supertoneKey();"),
    "no space behind": ("const supertoneKeys = { [x]: 1 }; const supertoneKey = ['«key»'in supertoneKeys, '«key»']; const value = supertoneKey;",
                        ("const supertoneKeys = { [x]: 1 }; const supertoneKey = [process.env.SUPERTONE_API_KEY in supertoneKeys, "
                         "process.env.SUPERTONE_API_KEY]; const value = supertoneKey;")),
    "no space before a text": ("const supertoneKey = () => { return'x-sup-api-key: «key»' }; const value = supertoneKey();",
                               ("const supertoneKey = () => { return`x-sup-api-key: ${process.env.SUPERTONE_API_KEY}` }; "
                                "const value = supertoneKey();")),
    "no space, ternary": (("const supertoneKey = () => { return!process.env.SUPERTONE_API_KEY?'«key»':process.env.SUPERTONE_API_KEY };"
                           " const value = supertoneKey();"),
                          "const supertoneKey = () => { return process.env.SUPERTONE_API_KEY }; const value = supertoneKey();"),
    "other ternary": ("const supertoneKey = 1 > 2 ? '' : '«key»'; const value = supertoneKey;",
                      "const supertoneKey = 1 > 2 ? '' : process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "destructuring": ('const { SUPERTONE_API_KEY = "«key»", HOME } = process.env; const value = SUPERTONE_API_KEY;',
                      "const { SUPERTONE_API_KEY, HOME } = process.env; const value = SUPERTONE_API_KEY;"),
    "renaming": ('const { SUPERTONE_API_KEY: key = "«key»" } = process.env; const value = key;',
                 "const { SUPERTONE_API_KEY: key } = process.env; const value = key;"),
    "default parameter": ('function say(supertoneApiKey = "«key»") { return supertoneApiKey; } const value = say();',
                          ("function say(supertoneApiKey = process.env.SUPERTONE_API_KEY) "
                          "{ return supertoneApiKey; } const value = say();")),
    "destructured parameter": ('const say = ({ supertoneApiKey = "«key»" } = {}) => supertoneApiKey; const value = say();',
                               ("const say = ({ supertoneApiKey = process.env.SUPERTONE_API_KEY } = {}) => supertoneApiKey;"
                               " const value = say();")),
    "template": ("const value = `x-sup-api-key: «key»`;", "const value = `x-sup-api-key: ${process.env.SUPERTONE_API_KEY}`;"),
    "whole template": ("const supertoneKey = `«key»`; const value = supertoneKey;",
                       "const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "text": (r"""const value = "curl -H 'x-sup-api-key: «key»' `date` \"${x}\" \\n\n";""",
             r"""const value = `curl -H 'x-sup-api-key: ${process.env.SUPERTONE_API_KEY}' \`date\` "\${x}" \\n\n`;"""),
    "bearer": ("const value = { headers: { 'x-sup-api-key': 'Bearer «key»' } };",
               "const value = { headers: { 'x-sup-api-key': `Bearer ${process.env.SUPERTONE_API_KEY}` } };"),
    "sum": ('const supertoneKey = "«key|1»" + "«key|2»"; const value = supertoneKey;',
            "const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "base64": ('const supertoneKey = Buffer.from("«key|64»", "base64").toString(); const value = supertoneKey;',
               "const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;"),
    "class": ('class A { static supertoneApiKey = "«key»"; } const value = A.supertoneApiKey;',
              "class A { static supertoneApiKey = process.env.SUPERTONE_API_KEY; } const value = A.supertoneApiKey;"),
    "assignment": ('process.env.SUPERTONE_API_KEY = "«key»";\nconst value = process.env.SUPERTONE_API_KEY;',
                   "const value = process.env.SUPERTONE_API_KEY;"),
    "assignment if missing": ('process.env.SUPERTONE_API_KEY ||= "«key»";\nconst value = process.env.SUPERTONE_API_KEY;',
                              "const value = process.env.SUPERTONE_API_KEY;"),
    "assignment in a question": (
        'if (!process.env.SUPERTONE_API_KEY) {\n  process.env.SUPERTONE_API_KEY = "«key»";\n}\nconst value = process.env.SUPERTONE_API_KEY;',
        "const value = process.env.SUPERTONE_API_KEY;",
    ),
    "assignment in a question without braces": (
        'if (!process.env.SUPERTONE_API_KEY) process.env.SUPERTONE_API_KEY = "«key»";\nconst value = process.env.SUPERTONE_API_KEY;',
        "const value = process.env.SUPERTONE_API_KEY;",
    ),
    "guard": (
        'let supertoneKey = process.env.SUPERTONE_API_KEY;\nif (!supertoneKey) supertoneKey = "«key»";\nconst value = supertoneKey;',
        "let supertoneKey = process.env.SUPERTONE_API_KEY;\nif (!supertoneKey) supertoneKey = process.env.SUPERTONE_API_KEY;\nconst value = supertoneKey;",
    ),
    "comment": ('// const supertoneKey = "«key»";\nconst value = 1;',
                '// const supertoneKey = "<your-supertone-api-key>";\nconst value = 1;'),
    "another name": ('const a = process.env.SUPERTONE_KEY; const supertoneKey = "«key»"; const value = supertoneKey;',
                     ("const a = process.env.SUPERTONE_KEY; const supertoneKey = process.env.SUPERTONE_KEY; "
                     "const value = supertoneKey;")),
    "index style": ("const a = process.env['HOME']; const supertoneKey = \"«key»\"; const value = supertoneKey;",
                    ("const a = process.env['HOME']; const supertoneKey = process.env['SUPERTONE_API_KEY']; "
                    "const value = supertoneKey;")),
    "unicode before": ('const 키 = "가나다 🎧"; const supertoneKey = "«key»"; const value = supertoneKey;',
                       'const 키 = "가나다 🎧"; const supertoneKey = process.env.SUPERTONE_API_KEY; const value = supertoneKey;'),
}  # fmt: skip
TYPESCRIPT = {
    "constant": ('const SUPERTONE_API_KEY: string = "«key»";', "const SUPERTONE_API_KEY: string = process.env.SUPERTONE_API_KEY!;"),
    "header": ("const headers: Record<string, string> = { 'x-sup-api-key': '«key»' };",
               "const headers: Record<string, string> = { 'x-sup-api-key': process.env.SUPERTONE_API_KEY! };"),
    "sdk": ('import { Supertone } from "@supertone/supertone";\nnew Supertone({ apiKey: "«key»" });',
            'import { Supertone } from "@supertone/supertone";\nnew Supertone({ apiKey: process.env.SUPERTONE_API_KEY });'),
    "fallback": ("const supertoneKey = process.env.SUPERTONE_API_KEY ?? '«key»';",
                 "const supertoneKey = process.env.SUPERTONE_API_KEY!;"),
    "two fallbacks": ("const supertoneKey = process.env.SUPERTONE_KEY || process.env.SUPERTONE_API_KEY || '«key»';",
                      "const supertoneKey = (process.env.SUPERTONE_KEY || process.env.SUPERTONE_API_KEY)!;"),
    "cast fallback": ("const supertoneKey = (process.env.SUPERTONE_API_KEY ?? '«key»') as string;",
                      "const supertoneKey = (process.env.SUPERTONE_API_KEY) as string;"),
    "asserted already": ("const supertoneKey = (process.env.SUPERTONE_API_KEY as string) || '«key»';",
                         "const supertoneKey = (process.env.SUPERTONE_API_KEY as string);"),
    "first choice": ("const supertoneKey = '«key»' || other;", "const supertoneKey = process.env.SUPERTONE_API_KEY || other;"),
    "as const": ("const supertoneKey = '«key»' as const;", "const supertoneKey = process.env.SUPERTONE_API_KEY!;"),
    "object as const": ("const C = { supertoneApiKey: '«key»' } as const;",
                        "const C = { supertoneApiKey: process.env.SUPERTONE_API_KEY! } as const;"),
    "as string": ("const supertoneKey = '«key»' as string;", "const supertoneKey = process.env.SUPERTONE_API_KEY as string;"),
    "satisfies": ("const supertoneKey = '«key»' satisfies string;",
                  "const supertoneKey = process.env.SUPERTONE_API_KEY! satisfies string;"),
    "in a template": ("const header = `x-sup-api-key: ${'«key»'}`;",
                      "const header = `x-sup-api-key: ${process.env.SUPERTONE_API_KEY}`;"),
    "zod": ("const Env = z.object({ SUPERTONE_API_KEY: z.string().min(1).default('«key»') }).parse(process.env);",
            "const Env = z.object({ SUPERTONE_API_KEY: z.string().min(1) }).parse(process.env);"),
    "nest": ("const supertoneKey = config.get<string>('SUPERTONE_API_KEY', '«key»');",
             "const supertoneKey = config.get<string>('SUPERTONE_API_KEY')!;"),
    "class": ("class A { private readonly supertoneApiKey = '«key»'; }",
              "class A { private readonly supertoneApiKey = process.env.SUPERTONE_API_KEY!; }"),
    "default export": ("const supertoneKey = '«key»';\nexport default supertoneKey;",
                       "const supertoneKey = process.env.SUPERTONE_API_KEY!;\nexport default supertoneKey;"),
}  # fmt: skip
UNTOUCHED = {
    "enum": ("a.ts", "enum Keys { SUPERTONE_API_KEY = '«key»' }"),
    "type": ("a.ts", "export type SupertoneKey = '«key»';"),
    "case": ("a.js", "switch (supertoneApiKey) { case '«key»': break; }"),
    "name of an entry": ("a.js", "const supertoneOwners = { '«key»': 'anna' };"),
    "regular expression": ("a.js", "const supertoneKey = /x-sup-api-key: «key»/;"),
    "tagged": ("a.js", "const supertoneKey = String.raw`x-sup-api-key: «key»`;"),
    "client": ("public/a.js", "const supertoneKey = '«key»'; document.body.onclick = () => say(supertoneKey);"),
    "page": ("index.html", "<script>const supertoneKey = '«key»';</script>"),
    "branch of its own": ("a.js", "if (isLocal) process.env.SUPERTONE_API_KEY = '«key»';\nelse start();"),
    "compared with the variable": ("a.js", "const isSupertoneKey = '«key»' === process.env.SUPERTONE_API_KEY;"),
    "comment between pieces": ("a.js", "const supertoneKey = '«key|1»' +\n  // Anna's\n  '«key|2»';"),
    "pieces apart": (
        "a.js",
        "const first = '«key|1»';\nconst second = '«key|2»';\nconst supertoneKey = first + second;",
    ),
}


def _spelled(text: str) -> str:
    import base64

    encoded = base64.b64encode(KEY.encode()).decode()
    return text.replace("«key|1»", KEY[:15]).replace("«key|2»", KEY[15:]).replace("«key|64»", encoded)


@pytest.mark.parametrize(("before", "after"), JAVASCRIPT.values(), ids=JAVASCRIPT)
def test_javascript(before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({**SERVER, "tts.js": _spelled(before)}, tmp_path)
    assert result.files["tts.js"] == after
    assert all(fix.kind is Safety.SAFE for fix in result.fixes)
    assert not result.left


@pytest.mark.parametrize(("before", "after"), TYPESCRIPT.values(), ids=TYPESCRIPT)
def test_typescript(before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({**SERVER, "tts.ts": before}, tmp_path)
    assert result.files["tts.ts"] == after
    assert not result.left


@pytest.mark.parametrize(("name", "text"), UNTOUCHED.values(), ids=UNTOUCHED)
def test_no_fix_is_right(name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({**SERVER, name: _spelled(text)}, tmp_path, unsafe=True)
    assert not result.fixes


def test_values_stay_the_same_in_node() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    program = """
        const [key, cases] = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const run = (code, env) => new Function("process", "x", code + "\\nreturn value;")({ env }, 1);
        const names = ["SUPERTONE_API_KEY", "SUPERTONE_KEY"];
        const set = () => Object.fromEntries(names.map((name) => [name, key]));
        process.stdout.write(JSON.stringify(cases.map(([a, b]) => [run(a, {}), run(b, set())])));
    """
    cases = [(_spelled(before).replace("«key»", KEY), after) for before, after in JAVASCRIPT.values()]
    done = subprocess.run(
        [node, "-e", program], input=json.dumps([KEY, cases]), capture_output=True, text=True, check=True
    )
    pairs = json.loads(done.stdout)
    assert len(pairs) == len(JAVASCRIPT)
    assert [name for name, (before, after) in zip(JAVASCRIPT, pairs, strict=True) if before != after] == []


RUNTIMES = {
    "deno": ({"deno.json": "{}"}, "main.ts", "const supertoneKey = '«key»';", 'const supertoneKey = Deno.env.get("SUPERTONE_API_KEY")!;'),
    "deno by its imports": ({}, "main.ts", "import x from 'jsr:@std/http';\nconst supertoneKey = '«key»';",
                            "import x from 'jsr:@std/http';\nconst supertoneKey = Deno.env.get(\"SUPERTONE_API_KEY\")!;"),
    "bun": ({}, "main.ts", "const port = Bun.env.PORT;\nconst supertoneKey = '«key»';",
            "const port = Bun.env.PORT;\nconst supertoneKey = Bun.env.SUPERTONE_API_KEY!;"),
    "worker": ({"wrangler.toml": "name = 'x'\n"}, "src/worker.js",
               "export default { async fetch(request, env) { return say({ 'x-sup-api-key': '«key»' }); } };",
               "export default { async fetch(request, env) { return say({ 'x-sup-api-key': env.SUPERTONE_API_KEY }); } };"),
    "worker's fallback": ({"wrangler.toml": "name = 'x'\n"}, "src/worker.js",
                          "export default { async fetch(request, env) { const supertoneKey = env.SUPERTONE_API_KEY ?? '«key»'; } };",
                          "export default { async fetch(request, env) { const supertoneKey = env.SUPERTONE_API_KEY; } };"),
    "sveltekit": ({"package.json": '{"devDependencies": {"@sveltejs/kit": "2"}}'}, "src/routes/say/+server.js",
                  "import { json } from '@sveltejs/kit';\n\nconst SUPERTONE_API_KEY = '«key»';\n",
                  ("import { json } from '@sveltejs/kit';\nimport { env } from '$env/dynamic/private';\n\n"
                  "const SUPERTONE_API_KEY = env.SUPERTONE_API_KEY;\n")),
    "sveltekit, imported": ({"package.json": '{"devDependencies": {"@sveltejs/kit": "2"}}'}, "src/lib/server/tts.js",
                            "import { env } from '$env/dynamic/private';\nconst supertoneKey = '«key»';\n",
                            "import { env } from '$env/dynamic/private';\nconst supertoneKey = env.SUPERTONE_API_KEY;\n"),
    "astro": ({"package.json": '{"dependencies": {"astro": "5"}}'}, "src/pages/index.astro",
              "---\nconst supertoneKey = '«key»';\nconst voices = await load(supertoneKey);\n---\n<p>{voices.length}</p>\n",
              ("---\nconst supertoneKey = import.meta.env.SUPERTONE_API_KEY;\nconst voices = await load(supertoneKey);\n---\n"
              "<p>{voices.length}</p>\n")),
    "next": ({"package.json": '{"dependencies": {"next": "15", "react": "19"}}'}, "app/api/say/route.ts",
             "export async function POST() { return fetch(url, { headers: { 'x-sup-api-key': '«key»' } }); }",
             "export async function POST() { return fetch(url, { headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY! } }); }"),
    "config of the project": ({**SERVER, "config.js": "export const config = { supertoneKey: process.env.SUPERTONE_API_KEY };\n"},
                              "tts.js", "import { config } from './config.js';\nconst headers = { 'x-sup-api-key': '«key»' };",
                              "import { config } from './config.js';\nconst headers = { 'x-sup-api-key': config.supertoneKey };"),
    "load test": ({}, "load.js", "import http from 'k6/http';\nconst supertoneKey = '«key»';",
                  "import http from 'k6/http';\nconst supertoneKey = __ENV.SUPERTONE_API_KEY;"),
    "test": (SERVER, "tests/tts.test.js", "process.env.SUPERTONE_API_KEY = '«key»';\n", "process.env.SUPERTONE_API_KEY = 'test-key';\n"),
    "stubbed": (SERVER, "tests/tts.test.js", "vi.stubEnv('SUPERTONE_API_KEY', '«key»');\n", "vi.stubEnv('SUPERTONE_API_KEY', 'test-key');\n"),
}  # fmt: skip


@pytest.mark.parametrize(("around", "name", "before", "after"), RUNTIMES.values(), ids=RUNTIMES)
def test_runtime(
    around: dict[str, str], name: str, before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({**around, name: before}, tmp_path)
    assert result.files[name] == after
    assert not result.left


def test_worker_without_its_variables_in_sight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "const supertoneKey = '«key»';\nexport default { fetch(request) { return say(supertoneKey); } };"
    assert not mended({"wrangler.toml": "name = 'x'\n", "worker.js": text}, tmp_path).fixes


def test_what_people_read_shows_no_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {**SERVER, "cli.js": 'console.log("try -H x-sup-api-key: «key»");\n'}
    result = mended(files, tmp_path, unsafe=True)
    assert result.files["cli.js"] == 'console.log("try -H x-sup-api-key: <your-supertone-api-key>");\n'
    assert [fix.kind for fix in result.fixes] == [Safety.UNSAFE]


def test_line_ends_and_bytes_around_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = "\ufeff// 안녕\r\nconst a = 1\t;\r\n\r\nconst supertoneKey = '«key»'  // why\r\n"
    result = mended({**SERVER, "tts.js": before}, tmp_path)
    assert result.files["tts.js"] == before.replace("'«key»'", "process.env.SUPERTONE_API_KEY")


def test_sample_of_a_dotenv_file_names_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {**SERVER, ".env.example": "PORT=3000", "src/tts.js": "const supertoneKey = '«key»';"}
    assert mended(files, tmp_path).files[".env.example"] == "PORT=3000\nSUPERTONE_API_KEY=\n"
