"""The key shown on a Streamlit page or in a notebook, and written to files that people read as logs."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "Streamlit page",
        "SUP205",
        """
        import streamlit as st

        key = st.secrets["SUPERTONE_API_KEY"]
        st.write("Using", [|key|])
        st.code([|f"export SUPERTONE_API_KEY={key}"|])
        st.sidebar.text([|key|])
        with st.expander("Debug"):
            st.json([|{"key": key}|])
        left, right = st.columns(2)
        left.error([|f"Rejected: {key}"|])
        """,
    ),
    leak(
        "Streamlit page with headers",
        "SUP205",
        """
        import requests
        import streamlit as st

        headers = {"x-sup-api-key": st.secrets["SUPERTONE_API_KEY"]}
        if st.checkbox("Show the request"):
            st.json([|headers|])
        st.audio(requests.post("https://supertoneapi.com/v1/text-to-speech/v", headers=headers, timeout=9).content)
        """,
    ),
    harmless(
        "Streamlit page that uses the key on the server",
        """
        import requests
        import streamlit as st

        headers = {"x-sup-api-key": st.secrets["SUPERTONE_API_KEY"]}
        text = st.text_input("Text")
        if not headers["x-sup-api-key"]:
            st.error("SUPERTONE_API_KEY is missing")
        reply = requests.post("https://supertoneapi.com/v1/text-to-speech/v", headers=headers, timeout=9)
        st.audio(reply.content)
        st.json(dict(reply.headers))
        st.caption(f"{len(text)} characters")
        """,
    ),
    leak(
        "notebook display",
        "SUP302",
        """
        import os

        import httpx
        from IPython.display import JSON, display

        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        reply = client.get("https://supertoneapi.com/v1/voices")
        display([|dict(reply.request.headers)|])
        """,
    ),
    harmless(
        "notebook display of the reply",
        """
        import os

        import httpx
        from IPython.display import Audio, display

        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        reply = client.get("https://supertoneapi.com/v1/voices")
        display(reply.json())
        display(dict(reply.headers), Audio(reply.content))
        """,
    ),
    leak(
        "Gradio notices",
        "SUP205",
        """
        import os

        import gradio as gr

        def speak(text: str) -> str:
            key = os.environ["SUPERTONE_API_KEY"]
            gr.Info([|f"Calling with {key}"|])
            gr.Warning([|key|])
            return text
        """,
    ),
    harmless(
        "Gradio interface that keeps the key on the server",
        """
        import os

        import gradio as gr
        from supertone import Supertone

        key = os.environ["SUPERTONE_API_KEY"]

        def speak(text: str):
            gr.Info("Calling Supertone")
            return Supertone(api_key=key).text_to_speech.create_speech(voice_id="v", text=text)

        gr.Interface(speak, gr.Textbox(label="Text"), gr.Audio()).launch()
        """,
    ),
    leak(
        "file that is named as a log",
        "SUP301",
        """
        import json
        import os
        from pathlib import Path

        key = os.environ["SUPERTONE_API_KEY"]
        with open("debug.txt", "w") as stream:
            stream.write([|f"key {key}"|])
            print([|key|], file=stream)
            json.dump([|{"key": key}|], stream)
        Path("logs/request.txt").write_text([|key|])
        """,
    ),
    leak(
        "file that is appended to",
        "SUP301",
        """
        import csv
        import os
        from datetime import datetime

        def note(text: str) -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            with open("calls.txt", mode="a", encoding="utf-8") as stream:
                stream.write([|f"{datetime.now()} {key} {text}"|])
            with open("usage.csv", "a", newline="") as table:
                csv.writer(table).writerow([|[text, key]|])
        """,
    ),
    leak(
        "headers dumped beside the audio",
        "SUP302",
        """
        import os
        import pathlib

        import requests
        import yaml

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        reply = requests.post("https://supertoneapi.com/v1/text-to-speech/v", headers=headers, timeout=9)
        pathlib.Path("hello.wav").write_bytes(reply.content)
        with open("request-dump.yaml", "w") as stream:
            yaml.safe_dump([|headers|], stream)
        """,
    ),
    harmless(
        "files that keep the key on purpose",
        """
        import json
        import os
        from pathlib import Path

        key = os.environ["SUPERTONE_API_KEY"]
        Path.home().joinpath(".config", "supertone", "key").write_text(key)
        with open(".env", "a") as stream:
            stream.write(f"SUPERTONE_API_KEY={key}")
        with open("config.json", "w") as stream:
            json.dump({"api_key": key}, stream)
        """,
    ),
    harmless(
        "log that holds the time of each call",
        """
        import os
        import time

        import requests

        key = os.environ["SUPERTONE_API_KEY"]
        reply = requests.get("https://supertoneapi.com/v1/credits", headers={"x-sup-api-key": key}, timeout=9)
        with open("calls.log", "a") as stream:
            stream.write(f"{time.time()} {reply.status_code} {reply.elapsed}")
        with open("voice.mp3", "wb") as audio:
            audio.write(reply.content)
        """,
    ),
    harmless(
        "text that is put together in memory",
        """
        import hashlib
        import io
        import os

        buffer = io.StringIO()
        buffer.write(os.environ["SUPERTONE_API_KEY"])
        print("fingerprint", hashlib.sha256(buffer.getvalue().encode()).hexdigest()[:8])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_pages_and_files(
    codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
