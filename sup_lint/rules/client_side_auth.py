"""A client that sends the key itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.client.requests.key_requests import KeyRequest
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class ClientSideAuth(Rule):
    """## What it does

    Reports code that is shipped to clients and sends the Supertone key: with `fetch`, axios, XMLHttpRequest or another
    client, in the header `x-sup-api-key` or in another one to Supertone's host, or through the SDK
    (`new Supertone`, `new SupertoneCore`). Each request is reported once, at the key.

    A key that was written there is reported as `key-in-client-code`, one from a published variable as
    `public-env-key`; what is left for this rule are keys from anywhere else: a variable of the build, a global of the
    page, a property that the server fills, a reply of the server's.

    ## Why is this bad?

    What a client sends, it has: everyone can read the header in the browser's network panel, and take the key from
    there. The SDK runs in browsers without a warning.

    ## What to do instead

    Send the request to a server of yours, without the key. The server reads the key from its environment, calls
    Supertone, and gives back the audio; it can ask who is there, and count.

    ## How severe it is

    An error, unless one of these makes it a warning:

    - The key is the user's own, typed into the page or kept in the user's browser or phone. Nobody
      else's key is lost, but scripts of others in the page, extensions, and whoever uses the
      browser next can read it. Sending it to a server of yours in that header is no better: keep it
      there, in the user's session, and send it once.
    - It is not sure that the file is shipped to clients.

    ## Known limits

    A key in the body of a request is not reported. Keys that are handed through a store, a context or an event may be
    reported as errors although a user has typed them.
    """

    code: ClassVar[str] = "SUP203"
    name: ClassVar[str] = "client-side-auth"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = "client code sends the key header or builds the SDK client with a key it holds"
    cwe: ClassVar[tuple[int, ...]] = (522, 200)
    valid: ClassVar[tuple[Example, ...]] = (
        {
            "server.js": "import express from 'express';\nfetch(url, { headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY } });\n"
        },
        {"say.mjs": "fetch(url, { headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY } });\n"},
        {
            "index.html": "<script>\nfetch('/api/tts', { headers: { 'content-type': 'application/json' }, body });\n</script>\n"
        },
        # A literal key is reported where it stands.
        {"index.html": "<script>\nfetch(url, { headers: { 'x-sup-api-key': '«key»' } });\n</script>\n"},
        {
            "index.html": "<script>\nconst key = '«key»';\nfetch(url, { headers: { 'x-sup-api-key': key } });\n</script>\n"
        },
        {"index.html": "<script>\nfetch(url, { headers: { 'x-sup-api-key': 'YOUR_API_KEY' } });\n</script>\n"},
        # So is a published variable.
        {
            "App.vue": "<script setup>\nfetch(url, { headers: { 'x-sup-api-key': import.meta.env.VITE_SUPERTONE_API_KEY } });\n</script>\n"
        },
        # A slot of the browser's storage is named after the key, and another vendor's key goes to another vendor.
        {"index.html": "<script>\nlocalStorage.setItem('supertone-api-key', input.value);\n</script>\n"},
        {
            "index.html": "<script>\n// https://supertoneapi.com\nfetch('https://example.com', { headers: { Authorization: token } });\n</script>\n"
        },
        {
            "package.json": '{"dependencies": {"next": "15", "react": "19"}}',
            "app/api/tts/route.ts": "export const POST = () => fetch(url, { headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY } });\n",
            "pages/index.tsx": (
                "export const getServerSideProps = async () => {\n"
                "  const voices = await fetch(url, { headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY } });\n"
                "  return { props: { voices } };\n};\nexport default () => <p/>;\n"
            ),
        },
        {
            "package.json": '{"devDependencies": {"electron": "36"}}',
            "main.js": (
                "const { app } = require('electron');\nconst { Supertone } = require('@supertone/supertone');\n"
                "new Supertone({ apiKey: process.env.SUPERTONE_API_KEY });\n"
            ),
        },
        {
            "package.json": '{"dependencies": {"react-dom": "19"}, "devDependencies": {"vite": "7"}}',
            "vite.config.js": (
                "export default { server: { proxy: { '/tts': {\n  target: 'https://supertoneapi.com',\n"
                "  headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY },\n} } } };\n"
            ),
        },
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {
            "index.html": "<script>\nfetch(url, { headers: { 'x-sup-api-key': [|window.SUPERTONE_API_KEY|] } });\n</script>\n"
        },
        {
            "index.html": "<script>\nfetch(url, { headers: { 'x-sup-api-key': [|window.KEY || 'YOUR_API_KEY'|] } });\n</script>\n"
        },
        {
            "Speak.svelte": "<script>\n  export let data;\n  fetch(url, { headers: new Headers({ 'X-Sup-Api-Key': [|data.key|] }) });\n</script>\n"
        },
        {
            "Speak.vue": (
                "<script setup>\nimport { Supertone } from '@supertone/supertone';\n"
                "const { key } = await $fetch('/api/key');\nconst client = new Supertone({ apiKey: [|key|] });\n</script>\n"
            )
        },
        {
            "app.tsx": (
                "'use client';\nimport { SupertoneCore } from '@supertone/supertone/core.js';\n"
                "export const Say = ({ apiKey }) => { const core = new SupertoneCore({ apiKey: [|apiKey|] }); };\n"
            )
        },
        # The old name of the SDK's package.
        {
            "app.js": "import { Supertone } from 'supertone';\nwindow.tts = new Supertone({ apiKey: [|process.env.SUPERTONE_API_KEY|] });\n"
        },
        {
            "app.js": "const request = new XMLHttpRequest();\nrequest.setRequestHeader('x-sup-api-key', [|config.key|]);\n"
        },
        {
            "app.js": "const headers = new Headers();\nheaders.append('x-sup-api-key', [|key|]);\nwindow.fetch(url, { headers });\n"
        },
        {"app.js": "import axios from 'axios';\naxios.defaults.headers.common['x-sup-api-key'] = [|window.key|];\n"},
        {"app.js": "import ky from 'ky';\nconst api = ky.extend({ headers: { 'x-sup-api-key': [|window.key|] } });\n"},
        {"app.js": "import request from 'superagent';\nrequest.post(url).set('x-sup-api-key', [|window.key|]);\n"},
        {
            "app.js": "fetch('https://supertoneapi.com/v1/voices', { headers: { Authorization: [|`Bearer ${window.key}`|] } });\n"
        },
        # The user's own key, as a warning.
        {
            "app.js": "const key = localStorage.getItem('supertone_api_key');\nfetch('/tts', { headers: { 'x-sup-api-key': [|key|] } });\n"
        },
        {
            "package.json": '{"dependencies": {"react-dom": "19"}, "devDependencies": {"vite": "7"}}',
            "src/tts.js": "export const say = (key) => fetch(url, { headers: { 'x-sup-api-key': [|key|] } });\n",
            "src/App.jsx": (
                "import { say } from './tts';\nexport function App() {\n  const [key, setKey] = useState('');\n"
                "  return <input onChange={(event) => setKey(event.target.value)} onBlur={() => say(key)} />;\n}\n"
            ),
        },
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every request of a client's with the key, and for every SDK client that it makes."""
        from sup_lint.analysis.client.requests.key_requests import key_requests

        for request in key_requests(file, project):
            yield self.finding(
                file,
                request.region,
                _message(request),
                help_text=_remedy(request),
                severity=Severity.WARNING if request.is_users_own or not request.why.sure else None,
                confidence=Confidence.HIGH if request.why.sure else Confidence.MEDIUM,
                is_code=True,
            )


def _message(request: "KeyRequest") -> str:
    sends = f"sends the Supertone key in `{request.header}`" if request.header else "gives the Supertone key to the SDK"
    shipped = "is shipped to clients" if request.why.sure else "seems to be shipped to clients"
    what = f"This {sends} from code that {shipped}: the file {request.why.reason}."
    if request.is_users_own:
        return (
            f"{what} The key is the user's own, but every script of the page or app, and everyone who uses the device, "
            "can read it."
        )
    return f"{what} Everyone who {request.why.audience} can read the key."


def _remedy(request: "KeyRequest") -> str:
    if request.is_users_own:
        return (
            "Let the user hand the key over once to a server of yours that keeps it with the user's session and calls "
            "Supertone; if the client must keep it, say so to the user and never write it to localStorage."
        )
    return (
        "Call a server of yours instead, without the key, and let it read SUPERTONE_API_KEY from its environment and "
        "send the request. Revoke the key if clients ever got it."
    )
