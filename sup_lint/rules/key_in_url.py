"""A key in a URL's query string or on a command line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE, HEADER
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class KeyInUrl(Rule):
    """## What it does

    Reports a Supertone API key that is passed in the query string of a URL, or in the arguments of a program that is
    started; whether the key is a literal or comes from the environment.

    ## Why is this bad?

    URLs are written to the access logs of every server and proxy on the way, to browser histories and to error
    reports. Arguments of a program are visible to every user of the machine (`ps`) and land in audit logs.

    ## What to do instead

    Send the key in the header `x-sup-api-key`; the API takes it from nowhere else. Give a program its key in its
    environment or on its standard input (`curl --header @-`). Revoke a key that was sent in a URL.

    ## Known limits

    URLs that are put together by code outside the project are not seen. A literal key in the arguments of a program
    is reported as `hardcoded-key`.
    """

    code: ClassVar[str] = "SUP104"
    name: ClassVar[str] = "key-in-url"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    covers_documents: ClassVar[bool] = True
    summary: ClassVar[str] = "the key passed in a query string or on a command line"
    cwe: ClassVar[tuple[int, ...]] = (598, 200)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.SAFE, Safety.UNSAFE)
    covers_built_output: ClassVar[bool] = True
    valid: ClassVar[tuple[Example, ...]] = (
        'import requests\nrequests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n',
        'url = f"https://maps.example.com/route?key={maps_key}"\nhost = "https://supertoneapi.com"\n',
        'url = f"https://supertoneapi.com/v1/usage?breakdown_type=api_key&page={page}"\n',
        'url = "https://supertoneapi.com/v1/voices?api_key=<your key>"\n',
        'import os, subprocess\nsubprocess.run(["supertone", "say", text], env={"SUPERTONE_API_KEY": os.environ["SUPERTONE_API_KEY"]})\n',
        'import subprocess\nsubprocess.run(["curl", "--header", "@-", url], input=f"x-sup-api-key: {supertone_key}", text=True)\n',
        'import requests\nrequests.get("https://supertoneapi.com/v1/voices", params={"page_token": token, "page_size": 10})\n',
        {
            "voices.js": 'const url = new URL("https://supertoneapi.com/v1/voices");\n'
            'url.searchParams.set("page_token", token);\nfetch(url, { headers: { "x-sup-api-key": key } });\n'
        },
        {
            "maps.js": 'const host = "https://supertoneapi.com";\nfetch(`https://maps.example.com/route?key=${mapsKey}`);\n'
        },
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        'url = f"https://supertoneapi.com/v1/voices?api_key={[|key|]}"\n',
        'url = "https://supertoneapi.com/v1/voices?api_key=[|«key»|]"\n',
        'import os\nBASE = "https://supertoneapi.com/v1"\nurl = f"{BASE}/voices?x-sup-api-key={[|os.environ["SUPERTONE_API_KEY"]|]}"\n',
        {"voices.md": "[all voices](https://supertoneapi.com/v1/voices?api_key=[|«key»|])\n"},
        'url = "https://supertoneapi.com/v1/voices?page=1&key=" + [|api_key|]\n',
        'url = "https://proxy.example.com/tts?token=%s" % [|supertone_api_key|]\n',
        'import requests\nrequests.get("https://supertoneapi.com/v1/voices", params={"api_key": [|api_key|]})\n',
        'import requests\nquery = {"apiKey": [|supertone_key|]}\nrequests.get(url, params=query)\n',
        'import subprocess\nsubprocess.run(["curl", "-H", f"x-sup-api-key: {[|supertone_key|]}", url])\n',
        'import subprocess\ncommand = ["supertone", "config", "set", "api_key", [|api_key|]]\nsubprocess.check_call(command)\n',
        "import os\nos.system(f\"curl -H 'x-sup-api-key: {[|supertone_key|]}' https://supertoneapi.com/v1/voices\")\n",
        {
            "voices.js": "const url = `https://supertoneapi.com/v1/voices?api_key=${[|process.env.SUPERTONE_API_KEY|]}`;\n"
        },
        {
            "voices.ts": 'const url = new URL("https://supertoneapi.com/v1/voices");\n'
            'url.searchParams.append("api_key", [|apiKey|]);\n'
        },
        {
            "voices.mjs": 'import axios from "axios";\n'
            'axios.get("https://supertoneapi.com/v1/voices", { params: { api_key: [|apiKey|] } });\n'
        },
        {
            "say.js": 'const { spawn } = require("node:child_process");\n'
            'spawn("curl", ["-H", `x-sup-api-key: ${[|supertoneKey|]}`, url]);\n'
        },
        "from asyncio import create_subprocess_exec\n\nasync def say():\n"
        '    await create_subprocess_exec("say", "--supertone-api-key", [|settings.supertone_api_key|])\n',
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every key in a query string, and for keys other than literals on a command line."""
        from sup_lint.analysis.exposures import exposures
        from sup_lint.analysis.literal_keys import literal_keys

        for literal in literal_keys(file, project):
            if literal.kind == "url":
                fix = None
                if literal.file.is_prose:
                    from sup_lint.analysis.fixes.texts.documents import document_fix

                    fix = document_fix(literal, project)
                yield self.finding(
                    literal.file,
                    literal.region,
                    "A Supertone API key is written into the query string of a URL: into the source, and into the "
                    "log of every server and proxy that sees the request.",
                    help_text=f"Revoke the key at {CONSOLE} and issue a new one; then send it in the header `{HEADER}`, "
                    "read from the environment.",
                    key=literal.value,
                    confidence=Confidence.HIGH if literal.certain else Confidence.MEDIUM,
                    fix=fix,
                )
        for exposure in exposures(file, project) if not file.is_example else ():
            fix = None
            if exposure.in_url:
                from sup_lint.analysis.fixes.leaks.urls import url_fix

                fix = url_fix(exposure.region, file, project)
                message = "The Supertone API key is passed in the query string of a URL, which servers and proxies log."
                remedy = f"Send the key in the header `{HEADER}` instead; revoke it if such a URL was ever requested."
            else:
                message = "The Supertone API key is passed on a command line, which every user of the machine can read."
                remedy = "Pass it in the environment of the program, or on its standard input (curl --header @-)."
            yield self.finding(file, exposure.region, message, help_text=remedy, fix=fix)
