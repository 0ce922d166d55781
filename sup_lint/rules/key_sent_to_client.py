"""The key in what a server sends to its clients."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.taint.leaks import Leak

_MARKUP_LANGUAGES = frozenset({"html", "php", "astro"})
_REMEDY = (
    "Keep the key on the server and let the client call an endpoint of yours; revoke the key at "
    f"{CONSOLE} if this was ever deployed."
)


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
    cwe: ClassVar[tuple[int, ...]] = (200,)
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
        yield from self._from_code(file, project)
        yield from self._in_templates(file, project)
        yield from self._in_folders(file, project)

    def _from_code(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        from sup_lint.analysis.client.handing_out.own_key import is_returned_to_owner
        from sup_lint.analysis.client.shipping import shipped_at
        from sup_lint.analysis.sinks.page_text import MARKUP
        from sup_lint.analysis.taint.leaks import leaks

        found = [
            _narrowed(leak)
            for leak in leaks(file, project)
            if leak.sink.kind == "client" and not is_returned_to_owner(leak, project)
        ]
        carried: set[int] = set()
        if any(leak.sink.channel == MARKUP for leak in found):
            carried = {
                id(step.node) for leak in _all_leaks(project) if leak.sink.kind == "client" for step in leak.steps
            }
        for leak in found:
            region = leak.written.region
            why = shipped_at(leak.file, region, project)
            if why is not None and why.sure:
                continue  # there is no server: the key is in the client already
            around = [each for each in found if each is not leak and each.file is leak.file]
            if leak.sink.channel == MARKUP:
                if project.is_test(leak.file):
                    continue  # a page that a test puts together is opened by nobody
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
                f"The Supertone API key is sent to clients: it is put into {leak.sink.channel}, and whoever gets that "
                "can read it.",
                help_text=_REMEDY,
            )

    def _in_templates(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """The templates of pages; what server code in reach hands to one is reported there."""
        if file.language not in _MARKUP_LANGUAGES:
            return
        from sup_lint.analysis.client.handing_out.page_templates import shown_keys

        is_reported: bool | None = None
        for shown in shown_keys(file.path, file.text):
            if not shown.is_global:
                if is_reported is None:
                    is_reported = _is_handed_to_templates(project)
                if is_reported:
                    continue
            yield self.finding(
                file,
                file.lines.region(shown.start, shown.end),
                "This template writes the Supertone API key into the page: everyone who opens the page can read it in "
                "the source.",
                help_text=_REMEDY,
                confidence=Confidence.HIGH if shown.is_global else Confidence.MEDIUM,
                is_code=True,
            )

    def _in_folders(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Folders that are handed out with a dotenv file in them."""
        if file.program is None:
            return
        from sup_lint.analysis.client.handing_out.served_folders import served_folders

        for node, name in served_folders(file.program, project):
            yield self.finding(
                file,
                node.region,
                f"This server hands out a whole folder, and with it the file {name} that holds the Supertone API key.",
                help_text="Hand out a folder of its own that holds nothing but public files (public/ or static/); "
                f"revoke the key at {CONSOLE} if this was ever deployed.",
                confidence=Confidence.MEDIUM,
                is_code=True,
            )


def _narrowed(leak: "Leak") -> "Leak":
    """A leak by a field of a template: the expression in the braces."""
    from dataclasses import replace

    from sup_lint.analysis.program import Formatted

    return replace(leak, written=leak.written.value) if isinstance(leak.written, Formatted) else leak


def _is_handed_to_templates(project: "Project") -> bool:
    """Whether code of the project is reported that hands the key to a template."""
    return any(leak.sink.kind == "client" and "template" in leak.sink.channel for leak in _all_leaks(project))


def _all_leaks(project: "Project") -> "Iterator[Leak]":
    """The leaks of all programs of the project that speak of Supertone."""
    from sup_lint.analysis.taint.leaks import leaks

    for file in project.files():
        if file.program is not None and file.is_tied and file.language not in _MARKUP_LANGUAGES:
            yield from leaks(file, project)
