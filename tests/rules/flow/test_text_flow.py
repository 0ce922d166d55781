"""The key through text that is put together."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "formatted-strings",
        "SUP301 SUP301 SUP301 SUP301",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|f"{key}"|])
        print([|f"{key=}"|])
        print([|f"{key!r:>40}"|])
        print([|f"{'key: ' + key}"|])
        """,
    ),
    clean(
        "formatted-strings-about-the-key",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print(f"{len(key)=} {bool(key)} {type(key)} {key[:4]}… {'set' if key else 'unset'}")
        print(f"{'SUPERTONE_API_KEY'} {key!r:.4}")
        """,
    ),
    leak(
        "percent",
        "SUP301 SUP301 SUP301",
        """
        import logging
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|"key %s for %s" % (key, "adam")|])
        print([|"key %(key)s" % {"key": key}|])
        logging.info("key %(key)s for %(voice)s", [|{"key": key, "voice": "adam"}|])
        """,
    ),
    clean(
        "percent-of-other-entries",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print("voice %(voice)s" % {"key": key, "voice": "adam"})
        print("key %.4s has %d characters" % (key, len(key)))
        """,
    ),
    leak(
        "format",
        "SUP301 SUP301 SUP301 SUP301",
        """
        import os

        config = {"key": os.environ["SUPERTONE_API_KEY"], "voice": "adam"}
        print([|"key {}".format(config["key"])|])
        print([|"key {key} voice {voice}".format(**config)|])
        print([|"key {key}".format_map(config)|])
        print([|"config {0[key]}".format(config)|])
        """,
    ),
    clean(
        "format-of-other-entries",
        """
        import os

        config = {"key": os.environ["SUPERTONE_API_KEY"], "voice": "adam"}
        print("voice {voice}".format(**config))
        print("voice {voice}".format_map(config))
        print("key {:.4}".format(config["key"]))
        """,
    ),
    leak(
        "sum-and-join",
        "SUP301 SUP301 SUP301",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|"key: " + key + "."|])
        print([|"\\n".join(["supertone", key, "adam"])|])
        print([|", ".join(f"{name}={value}" for name, value in {"key": key}.items())|])
        """,
    ),
    leak(
        "template",
        "SUP301 SUP301",
        """
        import os
        from string import Template

        key = os.environ["SUPERTONE_API_KEY"]
        line = Template("export SUPERTONE_API_KEY=$key")
        print([|line.substitute(key=key)|])
        print([|line.substitute({"key": key})|])
        """,
    ),
    leak(
        "template-filled-safely",
        "SUP301",
        """
        import os
        from string import Template

        key = os.environ["SUPERTONE_API_KEY"]
        print([|Template("export SUPERTONE_API_KEY=$key").safe_substitute(key=key)|])
        """,
    ),
    clean(
        "template-itself",
        """
        import os
        from string import Template

        key = os.environ["SUPERTONE_API_KEY"]
        line = Template("export SUPERTONE_API_KEY=$key")
        print(line.template, line.substitute(key="<YOUR_API_KEY>"))
        """,
    ),
    leak(
        "textwrap",
        "SUP301 SUP301",
        """
        import os
        import textwrap

        key = os.environ["SUPERTONE_API_KEY"]
        summary = f"supertone is reached with {key} and the voice adam"
        print([|textwrap.fill(summary, width=60)|])
        print([|textwrap.dedent(f'''
            key: {key}
            voice: adam
        ''')|])
        """,
    ),
    leak(
        "json",
        "SUP301 SUP302",
        """
        import json
        import os

        payload = {"api_key": os.environ["SUPERTONE_API_KEY"], "text": "hello"}
        print([|json.dumps(payload, ensure_ascii=False)|])
        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        print([|json.dumps({"url": "https://supertoneapi.com", "headers": headers})|])
        """,
    ),
    clean(
        "json-of-the-payload",
        """
        import json
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        payload = {"text": "hello", "voice": "adam"}
        print(json.dumps(payload), json.dumps(sorted(headers)))
        """,
    ),
    leak(
        "conversions",
        "SUP301 SUP301 SUP301 SUP301 SUP302",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|str(key)|])
        print([|repr(key)|])
        print([|key.encode("ascii")|])
        print([|bytes(key, "utf-8")|])
        print([|str({"x-sup-api-key": key})|])
        """,
    ),
    leak(
        "encodings-that-can-be-reversed",
        "SUP301 SUP301",
        """
        import os
        import urllib.parse

        key = os.environ["SUPERTONE_API_KEY"]
        print([|urllib.parse.urlencode({"key": key, "voice": "adam"})|])
        print([|key.encode().hex()|])
        """,
    ),
    leak(
        "encoded-in-base64",
        "SUP301",
        """
        import base64
        import os

        print([|base64.b64encode(os.environ["SUPERTONE_API_KEY"].encode())|])
        """,
    ),
    leak(
        "bytes-of-a-library-decoded",
        "SUP301 SUP301",
        """
        import base64
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|bytes(key, "utf-8").decode()|])
        print([|base64.b64encode(key.encode()).decode()|])
        """,
    ),
    clean(
        "digests",
        """
        import hashlib
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print(hashlib.sha256(key.encode()).hexdigest()[:8], len(key.encode()))
        """,
    ),
    leak(
        "text-methods",
        "SUP301 SUP301 SUP301 SUP301",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|key.strip().lower()|])
        print([|key.upper()|])
        print([|key.rjust(40, ".")|])
        print([|key.split("-")|])
        print(key.startswith("sk-"), key.isalnum(), key.count("a"), key.find("-"))
        """,
    ),
    leak(
        "buffer",
        "SUP301",
        """
        import io
        import os

        out = io.StringIO()
        out.write("key: ")
        out.write(os.environ["SUPERTONE_API_KEY"])
        print([|out.getvalue()|])
        """,
        missed="what is written into io.StringIO comes out of it",
    ),
    leak(
        "lines-that-are-joined-later",
        "SUP301",
        """
        import logging
        import os


        def report():
            lines = ["Supertone settings"]
            for name in ("SUPERTONE_VOICE_ID", "SUPERTONE_API_KEY"):
                lines.append(f"  {name:20} {os.environ.get(name, '-')}")
            logging.info([|"\\n".join(lines)|])
        """,
    ),
    clean(
        "lines-about-presence",
        """
        import logging
        import os


        def report():
            lines = ["Supertone settings"]
            for name in ("SUPERTONE_VOICE_ID", "SUPERTONE_API_KEY"):
                lines.append(f"  {name:20} {'yes' if os.environ.get(name) else 'no'}")
            logging.info("\\n".join(lines))
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
