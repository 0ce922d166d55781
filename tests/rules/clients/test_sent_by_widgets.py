"""Pages described in Python: widgets that get the key, and apps that keep it on the server."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "Streamlit",
        "SUP205",
        """
        import os

        import streamlit as st
        import streamlit.components.v1 as components

        key = os.getenv("SUPERTONE_API_KEY", "")
        st.sidebar.text_input("API key", value=[|key|], type="password")
        st.text_input("API key", [|st.secrets["SUPERTONE_API_KEY"]|], type="password")
        components.html([|f"<script>const key = '{key}';</script>"|], height=0)
        st.markdown([|f"<span data-key='{key}'></span>"|], unsafe_allow_html=True)
        st.query_params["key"] = [|key|]
        st.write([|dict(st.secrets)|])
        st.download_button("Settings", data=[|key|])
        """,
    ),
    harmless(
        "Streamlit app with the user's own key",
        """
        import requests
        import streamlit as st

        if "supertone_api_key" not in st.session_state:
            st.session_state.supertone_api_key = ""
        api_key = st.text_input("Supertone API key", value=st.session_state.supertone_api_key, type="password")
        st.session_state.supertone_api_key = api_key
        if not api_key:
            st.warning("Enter your Supertone API key")
            st.stop()
        reply = requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": api_key})
        st.dataframe(reply.json()["items"])
        st.caption("Key: " + api_key[:4] + "…")
        """,
    ),
    leak(
        "Gradio",
        "SUP205",
        """
        import os

        import gradio as gr

        KEY = os.environ["SUPERTONE_API_KEY"]

        def show(text):
            return [|f"{text}: {KEY}"|]

        def both(text):
            return text, KEY, [|KEY|]

        with gr.Blocks() as page:
            hidden = gr.Textbox(value=[|KEY|], visible=False)
            kept = gr.State(KEY)
            stored = gr.BrowserState([|KEY|])
            text = gr.Textbox(label="Text")
            text.submit(show, text, text)
            text.change(both, inputs=[text], outputs=[text, kept, hidden])
        """,
    ),
    harmless(
        "Gradio app that keeps the key",
        """
        import os

        import gradio as gr
        from supertone import Supertone

        KEY = os.environ["SUPERTONE_API_KEY"]

        def speak(text, key):
            return Supertone(api_key=key).text_to_speech.create_speech(voice_id="v", text=text).result.read()

        def login():
            return KEY

        with gr.Blocks() as page:
            key = gr.State(KEY)
            text = gr.Textbox(label="Text", placeholder="SUPERTONE_API_KEY is set" if KEY else "no key")
            audio = gr.Audio()
            text.submit(speak, [text, key], audio)
            page.load(login, None, key)
        """,
    ),
    leak(
        "Dash",
        "SUP205",
        """
        import os

        from dash import Dash, Input, Output, callback, dcc, html

        KEY = os.environ["SUPERTONE_API_KEY"]
        app = Dash(__name__)
        app.layout = html.Div([
            dcc.Store(id="key", data=[|KEY|]),
            html.Div(id="out", **{"data-key": [|KEY|]}),
            dcc.Input(value=[|KEY|], type="password"),
        ])

        @callback(Output("out", "children"), Input("key", "data"))
        def show(_):
            return [|KEY|]
        """,
    ),
    leak(
        "NiceGUI, Panel, Reflex, pywebview",
        "SUP205",
        """
        import os

        import panel as pn
        import reflex as rx
        import webview
        from nicegui import ui

        KEY = os.environ["SUPERTONE_API_KEY"]
        ui.input("Key", value=[|KEY|], password=True)
        ui.run_javascript([|f"window.key = '{KEY}'"|])
        pn.widgets.PasswordInput(name="Key", value=[|KEY|])

        class State(rx.State):
            key: str = [|KEY|]
            _secret: str = KEY

            def load(self):
                self.key = [|KEY|]
                self._secret = KEY

        class Api:
            def key(self):
                return [|KEY|]

            def _key(self):
                return KEY

        window = webview.create_window("TTS", "index.html", js_api=Api())
        window.evaluate_js([|f"setKey('{KEY}')"|])
        """,
    ),
    harmless(
        "server parts of such apps",
        """
        import os

        import httpx
        import reflex as rx
        from dash import Dash, Input, Output, html
        from nicegui import ui

        KEY = os.environ["SUPERTONE_API_KEY"]
        app = Dash(__name__)

        @app.callback(Output("audio", "src"), Input("text", "value"))
        def speak(text):
            return httpx.post("https://supertoneapi.com/v1", headers={"x-sup-api-key": KEY}).json()["url"]

        class State(rx.State):
            ready: bool = bool(KEY)
            _key: str = KEY

        ui.label("ready" if KEY else "set SUPERTONE_API_KEY")
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_widgets(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
