"""The key in what a server sends to its clients."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.taint.leaks import Leak


class KeySentToClient(Rule):
    """## What it does

    Reports server code that hands the Supertone API key to a client: in the context of a template, a JSON reply, a
    cookie or response header, a websocket message, a GraphQL field, a default that `/openapi.json` shows, the value of a
    Streamlit, Gradio, Dash or NiceGUI widget, or HTML that the program puts together.

    ## Why is this bad?

    What the browser receives the user can read: in the page's source, in the network tab, in `/config` and
    `/openapi.json`. A password field hides the key from the screen only. Everyone who opens the page can spend the
    account's credits.

    ## What to do instead

    Keep the key on the server: give the page an endpoint of yours that calls Supertone and returns the audio. Tell the
    page whether a key is set (`bool(key)`), if it must know. Revoke a key that was sent to browsers.

    ## Known limits

    What a template does with its context isn't known: a key in the context is reported even if no template shows it
    today. A key that the user typed in, or sent along with the request, is the user's own and is not reported.
    Frameworks outside the tables are not known.
    """

    code: ClassVar[str] = "SUP205"
    name: ClassVar[str] = "key-sent-to-client"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = "server code hands the key to a page, a widget, a JSON reply, a cookie, an OpenAPI default"
    valid: ClassVar[tuple[Example, ...]] = (
        (
            "import os\n"
            "import requests\n"
            "from flask import Flask, Response, jsonify, request\n"
            "\n"
            "app = Flask(__name__)\n"
            'KEY = os.environ["SUPERTONE_API_KEY"]\n'
            "\n"
            '@app.post("/speak")\n'
            "def speak():\n"
            '    reply = requests.post(URL, json=request.json, headers={"x-sup-api-key": KEY})\n'
            '    return Response(reply.content, mimetype="audio/mpeg")\n'
            "\n"
            '@app.get("/health")\n'
            "def health():\n"
            '    return jsonify(configured=bool(KEY), key=KEY[:4] + "…", state="set" if KEY else "missing")\n'
        ),
        (
            "import streamlit as st\n"
            "from supertone import Supertone\n"
            "\n"
            'client = Supertone(api_key=st.secrets["SUPERTONE_API_KEY"])\n'
            'text = st.text_input("Text")\n'
            "st.audio(client.text_to_speech.create_speech(voice_id=VOICE, text=text).result.read())\n"
        ),
        (
            "import os\n"
            "import gradio as gr\n"
            "\n"
            "with gr.Blocks() as page:\n"
            '    key = gr.State(os.environ["SUPERTONE_API_KEY"])\n'
        ),
        (
            "import streamlit as st\n"
            'key = st.text_input("Your Supertone API key", type="password")\n'
            'st.text_input("Again", value=key)\n'
        ),
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        (
            "import os\n"
            "from flask import Flask, render_template\n"
            "\n"
            "app = Flask(__name__)\n"
            "\n"
            '@app.route("/")\n'
            "def index():\n"
            '    return render_template("index.html", api_key=[|os.environ["SUPERTONE_API_KEY"]|])\n'
        ),
        (
            "import os\n"
            "from fastapi import FastAPI\n"
            "\n"
            "app = FastAPI()\n"
            "\n"
            '@app.get("/config")\n'
            "def config():\n"
            '    return [|{"voice": "ko", "key": os.environ["SUPERTONE_API_KEY"]}|]\n'
        ),
        (
            "import os\n"
            "import streamlit as st\n"
            'st.text_input("Key", value=[|os.environ["SUPERTONE_API_KEY"]|], type="password")\n'
        ),
        ('import os\nimport gradio as gr\ngr.Textbox(value=[|os.environ["SUPERTONE_API_KEY"]|], type="password")\n'),
        ('import os\nkey = os.environ["SUPERTONE_API_KEY"]\npage = f"<script>const KEY = \'{[|key|]}\'</script>"\n'),
        (
            "from django.conf import settings\n"
            "from django.shortcuts import render\n"
            "\n"
            "def index(request):\n"
            '    return render(request, "index.html", [|{"key": settings.SUPERTONE_API_KEY}|])\n'
        ),
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every expression that carries the key to a client, the narrowest of those in a row."""
        from sup_lint.analysis.client.own_key import is_returned_to_owner
        from sup_lint.analysis.client.shipping import shipped
        from sup_lint.analysis.sinks.to_clients import MARKUP
        from sup_lint.analysis.taint.leaks import leaks

        found = [
            _narrowed(leak)
            for leak in leaks(file, project)
            if leak.sink.kind == "client" and not is_returned_to_owner(leak, project)
        ]
        carried = {id(step.node) for leak in found for step in leak.steps}
        for leak in found:
            why = shipped(leak.file, project)
            if why is not None and why.sure:
                continue  # there is no server: the key is in the client already
            region = leak.written.region
            around = [each for each in found if each is not leak and each.file is leak.file]
            if leak.sink.channel == MARKUP:
                if id(leak.sink.node) in carried or any(each.written.region.contains(region) for each in around):
                    continue  # the page is sent somewhere, and reported there
            elif any(
                each.sink.channel != MARKUP and each.written.region != region and region.contains(each.written.region)
                for each in around
            ):
                continue  # the part of it that is handed over is reported
            yield self.leak_finding(
                leak,
                project,
                f"The Supertone API key is sent to clients: it is put into {leak.sink.channel}, which whoever receives "
                "it can read.",
                help_text=f"Keep the key on the server and let the client call an endpoint of yours; revoke the key at "
                f"{CONSOLE} if this was ever deployed.",
            )


def _narrowed(leak: "Leak") -> "Leak":
    """A leak by a field of a template: the expression in the braces."""
    from dataclasses import replace

    from sup_lint.analysis.program import Formatted

    return replace(leak, written=leak.written.value) if isinstance(leak.written, Formatted) else leak
