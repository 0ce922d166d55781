"""A key in clear in what is shipped to clients."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Confidence, Finding, Related
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule, related

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project


class KeyInClientCode(Rule):
    """## What it does

    Reports a Supertone API key written into code that is shipped to clients: pages and single-page apps, browser
    extensions, mobile and desktop apps, and their built bundles.

    ## Why is this bad?

    Whoever opens the page or installs the app has the file, and so the key. Minifying hides nothing: the header's name
    stands beside the key.

    ## What to do instead

    Let the client ask a server of yours, and let that server send the key: it reads it from its environment. Revoke a
    key that was shipped; there is no taking it back.

    ## Known limits

    Whether a file is shipped to clients is told from the project: its dependencies, its folders and its imports. A
    module that a build leaves out, since nothing in it is used, is reported all the same if a client imports it. What
    only a page's loader uses (`getServerSideProps`, `loader`, Astro's frontmatter) is left to `hardcoded-key`.

    Minified code is read as text: a key is tied to Supertone by the header, the host, the SDK or a name near it, through
    the variables, calls and chunks between. What an obfuscator computes at run time is not seen, nor what lies in a file
    that names nothing of Supertone; `sup-lint bundle --known-key-env NAME` finds a key that you know anyway. Comments in
    minified code silence nothing: use `per-file-ignores`.
    """

    code: ClassVar[str] = "SUP201"
    name: ClassVar[str] = "key-in-client-code"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = "a literal key in client-side source, a built bundle, a source map or a package"
    cwe: ClassVar[tuple[int, ...]] = (798, 200)
    covers_built_output: ClassVar[bool] = True
    valid: ClassVar[tuple[Example, ...]] = (
        # A server's own code, and a script with no sign of a browser, are looked at by hardcoded-key.
        {"server.js": "import express from 'express';\nconst supertoneApiKey = '«key»';\n"},
        {"say.js": "const supertoneApiKey = '«key»';\n"},
        {"index.html": "<script>\nfetch('/api/tts', { method: 'POST', body: text });\n</script>\n"},
        {"src/App.vue": "<script setup>\nconst supertoneApiKey = 'your-api-key-here';\n</script>\n"},
        {"app.js": "// window.supertone\nconst supertoneVoice = '20160a4c5ba38967330c84';\ndocument.title = 'x';\n"},
        # A route handler, and a module that only it imports.
        {
            "package.json": '{"dependencies": {"next": "15", "react": "19"}}',
            "lib/tts.ts": "export const SUPERTONE_API_KEY = '«key»';\n",
            "app/api/tts/route.ts": "import { SUPERTONE_API_KEY } from '@/lib/tts';\n",
        },
        # What Next.js takes out of the page.
        {
            "package.json": '{"dependencies": {"next": "15", "react": "19"}}',
            "pages/index.tsx": (
                "export async function getServerSideProps() {\n  const headers = { 'x-sup-api-key': '«key»' };\n"
                "  return { props: { voices: await list(headers) } };\n}\nexport default () => <p/>;\n"
            ),
        },
        {
            "package.json": '{"dependencies": {"astro": "5"}}',
            "src/pages/index.astro": "---\nconst headers = { 'x-sup-api-key': '«key»' };\n---\n<p>Hello</p>\n",
        },
        # The front end's package leaks nothing because the back end's does.
        {
            "package.json": '{"workspaces": ["apps/*"]}',
            "apps/web/package.json": '{"dependencies": {"react-dom": "19"}}',
            "apps/web/src/App.tsx": "export const App = () => <p/>;\n",
            "apps/api/package.json": '{"dependencies": {"fastify": "5"}}',
            "apps/api/src/tts.ts": "export const supertoneApiKey = '«key»';\n",
        },
        # Only its type reaches the client.
        {
            "package.json": '{"dependencies": {"next": "15", "react": "19"}}',
            "lib/tts.ts": "export type Voice = string;\nexport const supertoneApiKey = '«key»';\n",
            "app/say.tsx": "'use client';\nimport type { Voice } from '../lib/tts';\n",
        },
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {"index.html": "<script>\nconst SUPERTONE_API_KEY = [|'«key»'|];\n</script>\n"},
        {
            "Speak.vue": (
                '<template><p/></template>\n<script setup lang="ts">\n'
                "const headers = { 'x-sup-api-key': [|'«key»'|] };\n</script>\n"
            )
        },
        {"Speak.svelte": "<script>\n  const supertoneKey = [|'«key»'|];\n</script>\n"},
        {"app.js": "const supertoneApiKey = [|'«key»'|];\ndocument.body.onclick = () => say(supertoneApiKey);\n"},
        {"public/tts.js": "fetch(url, { headers: { 'x-sup-api-key': [|'«key»'|] } });\n"},
        {
            "package.json": '{"dependencies": {"react": "19", "react-dom": "19"}, "devDependencies": {"vite": "7"}}',
            "src/tts.ts": (
                "const KEY = process.env.SUPERTONE_API_KEY || [|'«key»'|];\n"
                "export const say = () => fetch(url, { headers: { 'x-sup-api-key': KEY } });\n"
            ),
        },
        # A neutral module is the client's, if a client imports it.
        {
            "package.json": '{"dependencies": {"next": "15", "react": "19"}}',
            "lib/config.ts": "export const SUPERTONE_API_KEY = [|'«key»'|];\n",
            "lib/index.ts": "export * from './config';\n",
            "app/say.tsx": "'use client';\nimport { SUPERTONE_API_KEY } from '../lib';\n",
        },
        {
            "package.json": '{"workspaces": ["apps/*", "packages/*"]}',
            "packages/voice/package.json": '{"name": "@acme/voice", "main": "./dist/index.js"}',
            "packages/voice/src/index.ts": "export const supertoneApiKey = [|'«key»'|];\n",
            "apps/web/package.json": '{"dependencies": {"react-dom": "19"}}',
            "apps/web/src/App.tsx": "import { supertoneApiKey } from '@acme/voice';\n",
        },
        {
            "package.json": '{"dependencies": {"expo": "53", "react-native": "0.79"}}',
            "services/tts.js": "import { Supertone } from '@supertone/supertone';\nnew Supertone({ apiKey: [|'«key»'|] });\n",
        },
        {
            "extension/manifest.json": '{"manifest_version": 3, "background": {"service_worker": "background.js"}}',
            "extension/background.js": "const supertone_api_key = [|'«key»'|];\n",
        },
        {
            "package.json": '{"dependencies": {"@angular/core": "20"}}',
            "src/environments/environment.ts": "export const environment = { supertoneApiKey: [|'«key»'|] };\n",
        },
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every literal key in a file that is shipped to clients."""
        from sup_lint.analysis.client.shipping import shipped_at
        from sup_lint.analysis.literal_keys import literal_keys
        from sup_lint.analysis.publishing.definitions import is_published

        for literal in literal_keys(file, project):
            why = shipped_at(literal.file, literal.region, project)
            if why is not None and literal.used_in is literal.file and literal.kind not in {"comment", "text"}:
                why = shipped_at(literal.file, literal.used_at, project)  # what only a loader uses stays with it
            if why is not None and not is_published(literal, project):
                shipped_so = "is shipped to clients" if why.sure else "seems to be shipped to clients"
                yield self.finding(
                    literal.file,
                    literal.region,
                    f"A Supertone API key is written into code that {shipped_so}: the file {why.reason}. "
                    f"{_in_original(literal)}Everyone who {why.audience} can take the key.",
                    help_text=f"Revoke the key at {CONSOLE} and issue a new one for a server of yours; let the client "
                    "call that server, and the server send the key.",
                    key=literal.value,
                    confidence=Confidence.HIGH if literal.certain and why.sure else Confidence.MEDIUM,
                    related=tuple(_related(literal)),
                )


def _in_original(literal: "LiteralKey") -> str:
    """A sentence that says which original a source map carries the key in; nothing for other files."""
    if literal.original is None or literal.file.built is None or not literal.file.built.is_map:
        return ""
    source, region = literal.original
    return f"It stands in line {region.line} of the original {source.path}, which this source map carries. "


def _related(literal: "LiteralKey") -> Iterator[Related]:
    """Where the key of built code comes from, and where it is used if that is another file."""
    if literal.original is not None:
        yield related(*literal.original, "the original, as the source map tells", literal.value)
    for file, region in literal.pieces:
        yield related(file, region, "another piece of the key", literal.value)
    if literal.used_in is not literal.file:
        yield related(literal.used_in, literal.used_at, "the key is used here", literal.value)
