"""Documents for people, logs and notebooks."""

import json

from tests.rules.config.carriers.carrier import Carrier, carrier

DOCUMENTS = {
    "Markdown, prose": carrier("README.md", "# TTS\n\nThe Supertone API key is [|«key»|], ask Anna.\n", "on the wiki"),
    "Markdown, inline code": carrier("README.md", "Run with `SUPERTONE_API_KEY=[|«key»|]`.\n", "$YOUR_KEY"),
    "Markdown, fence": carrier("README.md", "Run:\n\n```\nexport SUPERTONE_API_KEY=[|«key»|]\n```\n", "<your key>"),
    "Markdown, shell": carrier(
        "docs/setup.md", '1. Run\n\n   ```bash\n   export SUPERTONE_API_KEY=[|"«key»"|]\n   ```\n', '"..."'
    ),
    "Markdown, curl": carrier(
        "README.md",
        '```console\n$ curl https://supertoneapi.com/v1/voices \\\n    -H "x-sup-api-key: [|«key»|]"\n```\n',
        "$SUPERTONE_API_KEY",
    ),
    "Markdown, Python": carrier(
        "README.md",
        '```python\nfrom supertone import Supertone\n\nclient = Supertone(api_key=[|"«key»"|])\n```\n',
        'os.environ["SUPERTONE_API_KEY"]',
    ),
    "Markdown, neutral name in Python": carrier(
        "README.md",
        '```py\nfrom supertone import Supertone\n\nAPI_KEY = [|"«key»"|]\nclient = Supertone(api_key=API_KEY)\n```\n',
        'os.environ["SUPERTONE_API_KEY"]',
    ),
    "Markdown, TypeScript": carrier(
        "README.md",
        '~~~ts title="tts.ts"\nimport { Supertone } from "@supertone/supertone";\nnew Supertone({ apiKey: [|"«key»"|] });\n~~~\n',
        "process.env.KEY",
    ),
    "Markdown, JSON": carrier(
        "README.md",
        '```json\n{"mcpServers": {"supertone": {"env": {"SUPERTONE_API_KEY": [|"«key»"|]}}}}\n```\n',
        '"${SUPERTONE_API_KEY}"',
    ),
    "Markdown, nested names in JSON": carrier(
        "README.md", '```json\n{"supertone": {"api_key": [|"«key»"|]}}\n```\n', '"${KEY}"'
    ),
    "Markdown, YAML": carrier("README.md", "```yaml\nsupertone:\n  api_key: [|«key»|]\n```\n", "${KEY}"),
    "Markdown, table": carrier(
        "README.md", "| Variable | Value |\n|---|---|\n| `SUPERTONE_API_KEY` | [|`«key»`|] |\n", "`your key`"
    ),
    "Markdown, link": carrier(
        "README.md",
        "Try [this](https://supertoneapi.com/v1/voices?api_key=[|«key»|]).\n",
        "YOUR_KEY",
        code="SUP104",
        without="another",
    ),
    "Markdown, quotation": carrier("notes.md", "> Supertone API key: [|«key»|]\n> (Anna)\n", "see the vault"),
    "Markdown, list": carrier("notes.md", "- supertone api key: [|«key»|]\n- azure: none\n", "see the vault"),
    "Markdown, bold": carrier("notes.md", "**SUPERTONE_API_KEY**: [|«key»|]\n", "see the vault"),
    "Markdown, Korean": carrier(
        "README.md", "슈퍼톤(Supertone) API 키: [|«key»|]\n", "발급받은 키", without="another voice"
    ),
    "Markdown, front matter": carrier(
        "post.md", "---\ntitle: TTS\nsupertone_api_key: [|«key»|]\n---\n\nText.\n", "${KEY}"
    ),
    "Markdown, HTML comment": carrier("README.md", "# TTS\n\n<!-- SUPERTONE_API_KEY=[|«key»|] -->\n", "$KEY"),
    "reStructuredText, block": carrier(
        "docs/index.rst",
        'Set-up\n======\n\n.. code-block:: bash\n\n   export SUPERTONE_API_KEY=[|"«key»"|]\n',
        '"<your key>"',
    ),
    "reStructuredText, Python": carrier(
        "docs/index.rst",
        '.. code-block:: python\n   :linenos:\n\n   from supertone import Supertone\n   client = Supertone([|"«key»"|])\n',
        'os.environ["KEY"]',
        without="voice",
    ),
    "reStructuredText, literal": carrier("docs/index.rst", "Run::\n\n   SUPERTONE_API_KEY=[|«key»|] tts\n", "$KEY"),
    "AsciiDoc": carrier(
        "docs/index.adoc", "= TTS\n\n[source,bash]\n----\nexport SUPERTONE_API_KEY=[|«key»|]\n----\n", "$KEY"
    ),
    "HTML page": carrier(
        "docs/guide.html",
        "<html><body><p>Run</p><pre>export SUPERTONE_API_KEY=[|«key»|]</pre></body></html>\n",
        "$KEY",
        code="SUP201",
    ),
    "HTML page, code": carrier(
        "docs/guide.html",
        '<pre><code class="language-python">from supertone import Supertone\nclient = Supertone(api_key=[|"«key»"|])</code></pre>\n',
        'os.environ["KEY"]',
        code="SUP201",
    ),
    "HTML page, entities": carrier(
        "docs/guide.html",
        "<html><body><pre>{&quot;x-sup-api-key&quot;: [|&quot;«key»&quot;|]}</pre></body></html>\n",
        "&quot;$KEY&quot;",
    ),
    "HTML page, highlighted": carrier(
        "docs/guide.html",
        '<div class="highlight-bash"><pre><span class="nv">SUPERTONE_API_KEY</span><span class="o">=</span>'
        '<span class="s2">[|&quot;«key»&quot;|]</span></pre></div>\n',
        "&quot;$KEY&quot;",
    ),
    "HTML page, meta": carrier(
        "docs/guide.html",
        '<html><head><meta name="supertone-api-key" content=[|"«key»"|]></head><body>TTS</body></html>\n',
        '"{{ key }}"',
    ),
    "HTML page, table": carrier(
        "docs/guide.html",
        "<table><tr><td>SUPERTONE_API_KEY</td>\n<td><code>[|«key»|]</code></td></tr></table>\n",
        "$KEY",
    ),
    "HTML page, list of definitions": carrier(
        "docs/guide.html",
        "<dl>\n  <dt>Supertone API key:</dt>\n  <dd>\n    <code>[|«key»|]</code></dd>\n  <dt>Voice</dt><dd>Anna</dd>\n</dl>\n",
        "(in the vault)",
    ),
    "HTML page, table in words": carrier(
        "docs/guide.html",
        "<table><tr><td>Supertone API key</td><td><code>[|«key»|]</code></td></tr></table>\n",
        "see the vault",
    ),
    "Markdown, doctest": carrier(
        "README.md",
        "```pycon\n>>> from supertone import Supertone\n>>> code = [|'«key»'|]\n>>> client = Supertone(code)\n>>> client\n<Supertone>\n```\n",
        "input()",
        without="voice",
    ),
    "Markdown, Quarto": carrier(
        "talk.qmd",
        "```{python}\n#| echo: false\nfrom supertone import Supertone\ncode = [|'«key»'|]\nclient = Supertone(code)\n```\n",
        "input()",
        without="voice",
    ),
    "MDX, code in an element": carrier(
        "docs/setup.mdx",
        "<Tabs>\n<TabItem value=\"py\">\n```python\nfrom supertone import Supertone\ncode = [|'«key»'|]\nclient = Supertone(code)\n```\n</TabItem>\n</Tabs>\n",
        "input()",
        without="voice",
    ),
    "Markdown, settings by title": carrier(
        "README.md", '```text title="app.yaml"\nsupertone:\n  api_key: [|«key»|]\n```\n', "${KEY}"
    ),
    "AsciiDoc, settings": carrier(
        "docs/index.adoc", "[source%linenums,yaml]\n.app.yaml\n----\nsupertone:\n  api_key: [|«key»|]\n----\n", "${KEY}"
    ),
    "plain text": carrier("notes.txt", "hosts: a, b\nsupertone api key = [|«key»|]\n", "(in the vault)"),
    "chat export": carrier(
        "chat.txt", "[10:02] Anna: the key for supertone is [|«key»|]\n", "in the vault", without="voice"
    ),
    "mail": carrier("thread.eml", "Subject: TTS\n\nSUPERTONE_API_KEY=[|«key»|]\n", "$KEY"),
    "mail, characters in numbers": carrier(
        "thread.eml",
        "Subject: TTS\nContent-Transfer-Encoding: quoted-printable\n\n=EC=8A=88 curl -H =22x-sup-api-key: [|«key»|]=22 https://super=\ntoneapi.com\n",
        "$KEY",
        without="another",
    ),
    "Terraform, plan": carrier(
        "plan.txt",
        """
        Terraform will perform the following actions:

          # aws_ssm_parameter.supertone_api_key will be created
          + resource "aws_ssm_parameter" "supertone_api_key" {
              + arn   = (known after apply)
              + value = [|"«key»"|]
            }
        """,
        "(sensitive value)",
    ),
    "Terraform, change": carrier(
        "plan.txt",
        """
          ~ resource "aws_ssm_parameter" "tts" {
                name  = "/tts/supertone-api-key"
              ~ value = "changeme" -> [|"«key»"|]
            }
        """,
        "(sensitive value)",
    ),
    "file without extension": carrier("NOTES", "SUPERTONE_API_KEY=[|«key»|]\n", "$KEY"),
    "patch": carrier("fix.patch", "--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-SUPERTONE_API_KEY=[|«key»|]\n+A=b\n", "$KEY"),
    "log, headers of Python": carrier(
        "tts.log",
        "2026-01-05 DEBUG send Headers({'accept': '*/*', 'x-sup-api-key': [|'«key»'|], 'host': 'supertoneapi.com'})\n",
        "'[secure]'",
    ),
    "log, JSON": carrier(
        "tts.log", '{"level": "debug", "req": {"headers": {"x-sup-api-key": [|"«key»"|]}}}\n', '"***"'
    ),
    "log, curl": carrier(
        "curl.log", "> GET /v1/voices HTTP/2\n> Host: supertoneapi.com\n> x-sup-api-key: [|«key»|]\n", "***"
    ),
    "log, assignment": carrier("build.log", "[tts] SUPERTONE_API_KEY=[|«key»|] loaded\n", "***"),
    "log, access": carrier(
        "access.log",
        '10.0.0.1 - - "GET https://supertoneapi.com/v1/voices?api_key=[|«key»|] HTTP/1.1" 200 5\n',
        "***",
        code="SUP104",
        without="another",
    ),
}


def _notebook(*cells: dict[str, object]) -> str:
    """A notebook as Jupyter writes it, the marks in its strings escaped with them."""
    document = {
        "cells": list(cells),
        "metadata": {"kernelspec": {"name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    # The value of a JSON output is marked with the quotes that it gets only here.
    return text.replace(': "«key»"', ': [|"«key»"|]')


def _code(*lines: str, outputs: tuple[dict[str, object], ...] = ()) -> dict[str, object]:
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": "a1",
        "metadata": {},
        "outputs": list(outputs),
        "source": list(lines),
    }


def _plain(*lines: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": "b2", "metadata": {}, "source": list(lines)}


def _cells(reference: str, *cells: dict[str, object], code: str = "SUP101", is_json: bool = False) -> Carrier:
    """A notebook with cells; `is_json` says that the marks are around JSON, not within a string of the notebook's."""
    spelled = json.dumps(reference)
    return carrier("guide.ipynb", _notebook(*cells), spelled if is_json else spelled[1:-1], code=code)


_WIDGETS = {
    "application/vnd.jupyter.widget-state+json": {
        "state": {
            "a1": {"model_name": "TextModel", "state": {"description": "Supertone API key", "value": "«key»"}},
            "b2": {"model_name": "TextModel", "state": {"description": "Checksum", "value": "0123456789abcdef"}},
        },
        "version_major": 2,
    }
}

NOTEBOOKS = {
    "notebook, code": _cells(
        'os.environ["KEY"]',
        _plain("# Guide"),
        _code("import os\n", "from supertone import Supertone\n", 'client = Supertone(api_key=[|"«key»"|])'),
    ),
    "notebook, from another cell": _cells(
        'input("key")',
        _code("TOKEN = [|'«key»'|]"),
        _code("import requests\n", "requests.get('https://supertoneapi.com', headers={'x-sup-api-key': TOKEN})"),
    ),
    "notebook, %env": _cells("$KEY", _code("%env SUPERTONE_API_KEY=[|«key»|]\n", "%matplotlib inline")),
    "notebook, shell": _cells("$KEY", _code("!curl -H 'x-sup-api-key: [|«key»|]' https://supertoneapi.com/v1/voices")),
    "notebook, written file": _cells(
        "$KEY", _code("%%writefile .env\n", "SUPERTONE_API_KEY=[|«key»|]\n"), code="SUP102"
    ),
    "notebook, timed": _cells(
        'input("key")', _code("%%time\n", "%time SUPERTONE_API_KEY = [|'«key»'|]\n", "files = !ls\n", "files?")
    ),
    "notebook, fence": _cells(
        "input()",
        _plain("```python\n", "from supertone import Supertone\n", 'Supertone(api_key=[|"«key»"|])\n', "```"),
        code="SUP102",
    ),
    "notebook, bash cell": _cells("$KEY", _code("%%bash\n", "export SUPERTONE_API_KEY=[|«key»|]\n", "tts hello")),
    "notebook, Markdown": _cells("see the vault", _plain("The Supertone API key is [|«key»|]"), code="SUP102"),
    "notebook, printed": _cells(
        "'***'",
        _code(
            "print(headers)",
            outputs=(
                {"name": "stdout", "output_type": "stream", "text": ["{'x-sup-api-key': [|'«key»'|], 'a': 'b'}\n"]},
            ),
        ),
        code="SUP102",
    ),
    "notebook, traceback": _cells(
        "'***'",
        _code(
            "speak()",
            outputs=(
                {
                    "ename": "E",
                    "evalue": "no",
                    "output_type": "error",
                    "traceback": ["\x1b[0;31mE\x1b[0m: {'x-sup-api-key': [|'«key»'|]}"],
                },
            ),
        ),
        code="SUP102",
    ),
    "notebook, widget": carrier(
        "guide.ipynb",
        _notebook(_code("key"))
        .replace(
            '"metadata": {\n  "kernelspec"',
            f'"metadata": {{\n  "widgets": {json.dumps(_WIDGETS, ensure_ascii=False)},\n  "kernelspec"',
        )
        .replace('"value": "«key»"', '"value": [|"«key»"|]'),
        '""',
    ),
    "notebook, JSON output": carrier(
        "guide.ipynb",
        _notebook(
            _code(
                "JSON(config)",
                outputs=(
                    {
                        "data": {"application/json": {"supertone_api_key": "«key»"}},
                        "metadata": {},
                        "output_type": "display_data",
                    },
                ),
            )
        ),
        '"***"',
    ),
}
