"""A literal key in source code."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.model.finding import Checklist, Confidence, Finding, Related
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Reach, Rule, related
from sup_lint.sources.language import is_code

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

_USES = {
    "argument": "is passed as `{name}`",
    "header": "is the value of the header `{name}`",
    "variable": "is assigned to `{name}`",
    "default": "is the default of `{name}`",
    "environment": "is given for `{name}`",
    "comparison": "is compared with `{name}`",
    "return": "is returned by `{name}`",
    "entry": "is the value of `{name}`",
    "comment": "is left in a comment",
    "copy": "is the key that serves as `{name}` elsewhere in this file",
    "text": "stands in text, behind `{name}`",
    "bundle": "is given to `{name}` in built code",
}
_REMEDIES = {
    "default": f"drop the default and let the program stop when {VARIABLE} is missing",
    "environment": f"drop the literal: set {VARIABLE} outside the code, in the deployment's secret store",
    "comparison": "compare with the value from the environment, {comparing}",
    "comment": "delete it here",
}


class HardcodedKey(Rule):
    """## What it does

    Reports a Supertone API key that is written into source code: in a call of the SDK, in a header, in a variable or
    setting, as the fallback of an environment variable, in a comparison, in a comment or docstring; also when it
    arrives there under a neutral name, from another module of the project, in pieces, or encoded.

    In a place made for the key (`Supertone(api_key=…)`, `new Supertone({ apiKey: … })`, `x-sup-api-key`,
    `SUPERTONE_API_KEY`) any literal of eight
    characters or more counts unless it is a placeholder. Behind a neutral name (`API_KEY`, `key`) a literal counts
    when it looks like a key and the data flow, or the file's own header, host or import, ties it to Supertone.

    ## Why is this bad?

    Whoever can read the file can spend the account's credits: colleagues, contractors, everyone with access to the
    repository, a backup, a container image, or a laptop. Git keeps the key after the line is gone.

    ## What to do instead

    Revoke the key in the console first and issue a new one: what was committed is known. Then read it from the
    environment or a secret manager: `Supertone(api_key=os.environ["SUPERTONE_API_KEY"])` in Python,
    `new Supertone({ apiKey: process.env.SUPERTONE_API_KEY })` on a JavaScript server. Let the program stop when the
    variable is missing, without a fallback.

    ## Known limits

    Values that are computed by code outside the project, read from data files, or passed through a queue, a database
    or a callback registry are not followed. Analysis of a file is bounded; when it stops early, the report says so.
    """

    code: ClassVar[str] = "SUP101"
    name: ClassVar[str] = "hardcoded-key"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    reach: ClassVar[Reach] = Reach.FILE
    summary: ClassVar[str] = "a literal key in source code"
    cwe: ClassVar[tuple[int, ...]] = (798,)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.SAFE, Safety.UNSAFE)
    covers_built_output: ClassVar[bool] = True
    valid: ClassVar[tuple[Example, ...]] = (
        'import os\nfrom supertone import Supertone\nclient = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])\n',
        'from supertone import Supertone\nclient = Supertone(api_key="your-api-key-here")\n',
        'from supertone import Supertone\nclient = Supertone("test_api_key_for_structure_validation")\n',
        'from supertone import Supertone\nfrom vault import read_secret\nSupertone(read_secret("supertone-key-2024"))\n',
        'HEADER = "x-sup-api-key"\n\ndef headers(key):\n    return {HEADER: key, "Accept": "audio/wav"}\n',
        'headers = {"x-sup-api-key": "<x-sup-api-key>", "x-request-id": "«key»"}\n',
        'import requests\nrequests.get("https://api.openai.com/v1/models", headers={"Authorization": "Bearer «key»"})\n'
        'requests.get("https://supertoneapi.com/v1/voices", headers={"Authorization": f"Bearer {key}"})\n',
        'import os\nkey = os.getenv("SUPERTONE_API_KEY", "")\nkey = os.environ.get("SUPERTONE_API_KEY") or None\n',
        'import os\nos.environ["SUPERTONE_API_KEY"] = "test-key"\nos.environ["OPENAI_API_KEY"] = "«key»"\n',
        'import os\nfile = os.getenv("SUPERTONE_API_KEY_FILE", "/run/secrets/supertone_api_key")\n',
        'SUPERTONE_API_KEY = "SUPERTONE_API_KEY"\nSUPERTONE_VOICE_ID = "20160a4c5ba38967330c84"\n',
        'SMSUP_API_KEY = "«key»"\nGESTSUP_API_KEY = "«key»"\nTTS_API_KEY = "«key»"\n',
        'import requests\nurl = "https://supertoneapi.com/v1/voices"\nchecksum = "«key»"\nSECRET_KEY = "«key»"\n'
        'AZURE_SPEECH_KEY = "«key»"\netag = "«key»"\n',
        'from elevenlabs import ElevenLabs\nfrom supertone import Supertone\nAPI_KEY = "«key»"\n'
        "eleven = ElevenLabs(api_key=API_KEY)\n",
        'def connect(supertone_api_key=None, token=""):\n    if supertone_api_key == "your_supertone_api_key_here":\n'
        '        raise SystemExit("set SUPERTONE_API_KEY=…, see the README")\n',
        'if line.startswith("SUPERTONE_API_KEY="):\n    key = line.split("=", 1)[1]\n',
        "import argparse\nparser = argparse.ArgumentParser()\n"
        'parser.add_argument("--supertone-api-key", default=None, help="the key of the account, 32 hex digits")\n',
        'class Settings:\n    supertone_api_key: str = ""\n    supertone_api_key_header: str = "x-sup-api-key"\n',
        'def mask_supertone_key(key):\n    """Show `SUPERTONE_API_KEY=3f…`, never more."""\n    return "********"\n',
        '# SUPERTONE_API_KEY = "발급받은키"\n# SUPERTONE_API_KEY=${SUPERTONE_API_KEY}\n# md5 of the supertone sample: «key»\n',
        '"""Say hello.\n\n>>> Supertone(api_key="YOUR_API_KEY")\n>>> curl -H "x-sup-api-key: $SUPERTONE_API_KEY" …\n"""\n',
        'from supertone import Supertone\ncode = "«key»"\nupload(code)\ncode = load()\nSupertone(code)\n',
        'from supertone import Supertone\nSupertone("0123456789abcdef" * 2)\nSupertone("x" * 32)\nSupertone("ab" + "cd")\n',
        'from supertonic import TTS\nTTS(model="supertonic-3", key="«key»")\n',
        {
            "tts.ts": 'import { Supertone } from "@supertone/supertone";\n'
            "export const client = new Supertone({ apiKey: process.env.SUPERTONE_API_KEY });\n"
        },
        {
            "tts.js": 'const key = process.env.SUPERTONE_API_KEY ?? "";\nconst SUPERTONE_KEY = "yt_scene_maker_supertone";\n'
        },
        {
            "tts.ts": 'import OpenAI from "openai";\nimport { Supertone } from "@supertone/supertone";\n'
            'const API_KEY = "«key»";\nconst openai = new OpenAI({ apiKey: API_KEY });\n'
        },
        {"config.py": 'CACHE_KEY = "«key»"\n', "app.py": 'import config\nheaders = {"x-sup-api-key": key}\n'},
        {
            "config.py": 'K = "<your key>"\n',
            "app.py": 'from config import K\nheaders = {"x-sup-api-key": K}\n',
        },
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        'from supertone import Supertone\nclient = Supertone(api_key=[|"«key»"|])\n',
        'from supertone import Supertone\nclient = Supertone([|"«key»"|])\n',
        'import supertone as st\nclient = st.Supertone(api_key=lambda: [|"«key»"|])\n',
        'from supertone import Supertone as Client\nmake = Client\nmake([|"t7-Kq!9z"|])\n',
        'from functools import partial\nfrom supertone import Supertone\nmake = partial(Supertone, api_key=[|"«key»"|])\nmake()\n',
        'from supertone import Supertone\noptions = {"api_key": [|"«key»"|]}\nSupertone(**options)\n',
        "import supertone\n\nclass Client(supertone.Supertone):\n    def __init__(self):\n"
        '        super().__init__(api_key=[|"«key»"|])\n',
        'SUPERTONE_API_KEY = [|"«key»"|]\n',
        'class Settings:\n    supertone_api_key: str = [|"«key»"|]\n',
        'import requests\nAPI_KEY = [|"«key»"|]\nURL = "https://supertoneapi.com/v1/voices"\n',
        'import importlib\nimportlib.import_module("supertone").Supertone([|"«key»"|])\n',
        'from threading import Thread\n\ndef say(code):\n    send(headers={"x-sup-api-key": code})\n\n'
        'Thread(target=say, args=([|"«key»"|],)).start()\n',
        'from supertone import Supertone\n\ndef handler(event):\n    Supertone(event.get("code", [|"«key»"|]))\n',
        'from supertone import Supertone\nchoice = [|"«key»"|]\nclient = Supertone(api_key=choice)\n',
        'headers = {"x-sup-api-key": [|"«key»"|]}\n',
        'headers = {b"X-SUP-API-KEY": [|b"«key»"|]}\n',
        'HEADER = "X-Sup-Api-Key"\nheaders = {}\nheaders[HEADER] = [|"«key»"|]\n',
        'headers["x-sup-api-key"] = [|"«key»"|]\n',
        'session.headers.update({"x-sup-api-key": [|"«key»"|]})\n',
        'session.headers.setdefault("x-sup-api-key", [|"«key»"|])\n',
        'import httpx\nclient = httpx.Client(headers=httpx.Headers([("x-sup-api-key", [|"«key»"|])]))\n',
        'request.add_header("x-sup-api-key", [|"«key»"|])\n',
        'client.voices.list_voices(http_headers={"x-sup-api-key": [|"«key»"|]})\n',
        'line = "x-sup-api-key: [|«key»|]"\n',
        'import subprocess\nsubprocess.run(["curl", "-H", "x-sup-api-key: [|«key»|]", url])\n',
        "import os\nos.system(\"curl -H 'x-sup-api-key: [|«key»|]' https://supertoneapi.com/v1/voices\")\n",
        'import requests\nrequests.get("https://supertoneapi.com/v1/voices", headers={"Authorization": "Bearer [|«key»|]"})\n',
        'import os\nkey = os.getenv("SUPERTONE_API_KEY", [|"«key»"|])\n',
        'import os\nkey = os.environ.get("SUPERTONE_API_KEY") or [|"«key»"|]\n',
        'import os\nkey = os.environ["SUPERTONE_API_KEY"] if deployed else [|"«key»"|]\n',
        'import os\ntry:\n    key = os.environ["SUPERTONE_API_KEY"]\nexcept KeyError:\n    key = [|"«key»"|]\n',
        'import os\nos.environ["SUPERTONE_API_KEY"] = [|"«key»"|]\n',
        'import os\nos.environ.setdefault("SUPERTONE_API_KEY", [|"«key»"|])\n',
        'def test(monkeypatch):\n    monkeypatch.setenv("SUPERTONE_API_KEY", [|"«key»"|])\n',
        'with patch.dict(os.environ, {"SUPERTONE_API_KEY": [|"«key»"|]}):\n    pass\n',
        'def connect(url, *, supertone_api_key=[|"«key»"|]):\n    pass\n',
        'connect = lambda supertone_key=[|"«key»"|]: None\n',
        "from pydantic import Field, SecretStr\n\nclass Settings(Base):\n"
        '    supertone_api_key: SecretStr = Field(default=SecretStr([|"«key»"|]))\n',
        "from dataclasses import dataclass, field\n\n@dataclass\nclass Settings:\n"
        '    supertone_api_key: str = field(default=[|"«key»"|], repr=False)\n',
        'from enum import Enum\n\nclass SupertoneKey(Enum):\n    OWNER = [|"«key»"|]\n',
        "from typing import NamedTuple\nfrom supertone import Supertone\n\nclass Account(NamedTuple):\n    name: str\n    code: str\n\n"
        'anna = Account("anna", [|"«key»"|])\nSupertone(anna.code)\n',
        'from supertone import Supertone\nSupertone([|"«key|first»" + "«key|second»"|])\n',
        'from supertone import Supertone\nSupertone([|"«key|first»" "«key|second»"|])\n',
        'from supertone import Supertone\nSupertone([|"".join(["«key|first»", "«key|second»"])|])\n',
        'from supertone import Supertone\nSupertone([|"%s%s" % ("«key|first»", "«key|second»")|])\n',
        'from supertone import Supertone\nSupertone([|b"«key»"|].decode())\n',
        'import base64\nfrom supertone import Supertone\nSupertone(base64.b64decode([|"«key|base64»"|]).decode())\n',
        'from supertone import Supertone\nSupertone(bytes.fromhex([|"«key|hex»"|]).decode())\n',
        'import codecs\nfrom supertone import Supertone\nSupertone(codecs.decode([|"«key|rot13»"|], "rot13"))\n',
        'from supertone import Supertone\nSupertone([|"«key|reversed»"|][::-1])\n',
        'import json\nfrom supertone import Supertone\nsettings = json.loads(\'{"tts": {"code": "[|«key»|]"}}\')\n'
        'Supertone(settings["tts"]["code"])\n',
        'if request.headers.get("x-sup-api-key") == [|"«key»"|]:\n    pass\n',
        'import hmac\nhmac.compare_digest(request.headers["x-sup-api-key"], [|"«key»"|])\n',
        'match request.headers.get("x-sup-api-key"):\n    case [|"«key»"|]:\n        pass\n',
        'if supertone_api_key in ([|"«key»"|], "test-key"):\n    pass\n',
        'parser.add_argument("--supertone-api-key", default=[|"«key»"|])\n',
        'import click\n\n@click.option("--key", envvar="SUPERTONE_API_KEY", default=[|"«key»"|])\ndef main(key):\n    pass\n',
        'import typer\n\ndef main(supertone_api_key: str = typer.Option([|"«key»"|], "--key")):\n    pass\n',
        'settings = dict(supertone_api_key=[|"«key»"|])\n',
        'settings = {"tts": {"supertone": {"api_key": [|"«key»"|], "voice_id": "20160a4c5ba38967330c84"}}}\n',
        'config = {"provider": "supertone", "key": [|"«key»"|]}\n',
        'if (supertone_key := [|"«key»"|]):\n    pass\n',
        'name, supertone_key = "anna", [|"«key»"|]\n',
        'setattr(settings, "supertone_api_key", [|"«key»"|])\n',
        'globals()["SUPERTONE_API_KEY"] = [|"«key»"|]\n',
        'context.obj["supertone_api_key"] = [|"«key»"|]\n',
        '# SUPERTONE_API_KEY = [|"«key»"|]\n',
        "import supertone\n# the old key was [|«key»|], ask Anna\n",
        'def speak():\n    """Say it.\n\n    >>> Supertone(api_key=[|"«key»"|])\n    """\n',
        'if False:\n    supertone_api_key = [|"«key»"|]\n',
        'def supertone_key():\n    return [|"«key»"|]\n',
        'def broken(:\n    client = Supertone(api_key=[|"«key»"|])\n',
        {
            "tts.ts": 'import { Supertone } from "@supertone/supertone";\n'
            'export const client = new Supertone({ apiKey: [|"«key»"|] });\n'
        },
        {"tts.js": "const headers = { 'x-sup-api-key': [|'«key»'|] };\n"},
        {"tts.ts": 'class Tts {\n  private static API_KEY = process.env.SUPERTONE_API_KEY || [|"«key»"|];\n}\n'},
        {"tts.js": 'const { SUPERTONE_API_KEY = [|"«key»"|] } = process.env;\n'},
        {
            "config.js": 'module.exports = { code: [|"«key»"|] };\n',
            "tts.js": 'const { code } = require("./config");\nconst headers = new Headers();\n'
            'headers.set("x-sup-api-key", code);\n',
        },
        {
            "config.py": 'K = [|"«key»"|]\n',
            "app.py": 'from config import K as code\nheaders = {"x-sup-api-key": code}\n',
        },
        {
            "pkg/__init__.py": "from .config import TTS\n",
            "pkg/config.py": 'TTS = {"key": [|"«key»"|]}\n',
            "pkg/app.py": 'from . import TTS\nheaders = {"x-sup-api-key": TTS["key"]}\n',
        },
        {
            "client.py": 'class Client:\n    def __init__(self, code):\n        self.headers = {"x-sup-api-key": code}\n',
            "main.py": 'from client import Client\nClient([|"«key»"|])\n',
        },
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every literal key that isn't part of a URL."""
        from sup_lint.analysis.literal_keys import literal_keys

        for literal in literal_keys(file, project):
            if literal.kind != "url" and is_code(literal.file.language):
                yield self._finding(literal, project)

    def _finding(self, literal: "LiteralKey", project: "Project") -> Finding:
        from sup_lint.analysis.fixes.literal import literal_fix
        from sup_lint.analysis.idioms import comparing, reading

        use = _USES[literal.kind].format(name=_shown(literal.name, literal.value))
        if literal.certain:
            message = f"A Supertone API key is written into the source: it {use}."
        else:
            message = f"What looks like a Supertone API key is written into the source: it {use} in a file that calls Supertone."
        message += " Everyone who can read this file or its history can use the account."
        language = literal.file.language
        remedy = _REMEDIES.get(literal.kind, "read it from the environment: {reading}").format(
            reading=reading(language), comparing=comparing(language)
        )
        return self.finding(
            literal.file,
            literal.region,
            message,
            help_text=f"Revoke the key at {CONSOLE} and issue a new one; then {remedy}.",
            key=literal.value,
            confidence=Confidence.HIGH if literal.certain else Confidence.MEDIUM,
            related=tuple(_related(literal)),
            fix=literal_fix(literal, project),
        )


def _related(literal: "LiteralKey") -> Iterator[Related]:
    if literal.original is not None:
        yield related(*literal.original, "the original, as the source map tells", literal.value)
    for file, region in literal.pieces:
        yield related(file, region, "another piece of the key", literal.value)
    if literal.used_in is not literal.file or not _touches(literal):
        yield related(literal.used_in, literal.used_at, "the key is used here", literal.value)


def _touches(literal: "LiteralKey") -> bool:
    used, written = literal.used_at, literal.region
    return used.line <= written.line <= used.end_line


def _shown(name: str, key: str) -> str:
    return name.replace(key, "…")[:80]
