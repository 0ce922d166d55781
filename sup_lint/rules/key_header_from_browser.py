"""Servers and proxies that are made to get the key from a browser."""

import re
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
    from sup_lint.model.region import Region

# `proxy_set_header x-sup-api-key $http_x_sup_api_key;` of nginx, `header_up x-sup-api-key {header.x-sup-api-key}` of
# Caddy, `RequestHeader set x-sup-api-key "%{x-sup-api-key}e"` of Apache.
_PASSED_ON = re.compile(
    r"\$http_x_sup_api_key\b|\{(?:http\.request\.)?header\.x-sup-api-key\}|%\{(?:HTTP:)?x-sup-api-key\}[ei]?",
    re.IGNORECASE,
)
_SETTING = re.compile(r"proxy_set_header|grpc_set_header|header_up|RequestHeader|proxyreq", re.IGNORECASE)
_COMMENT = re.compile(r"\s{0,200}(?:#|//|--|\*|<!--|;)")


class KeyHeaderFromBrowser(Rule):
    """## What it does

    Reports a server that is set up to get the Supertone key from a browser: a CORS list that allows `x-sup-api-key`, a
    proxy that reads the header from a request and sends it on, a request with the key through a CORS proxy of
    somebody else's.

    ## Why is this bad?

    A page that sends the header has the key, and so has everyone who opens the page. A public CORS proxy reads every
    request that goes through it.

    ## What to do instead

    Let the server add the header from its own environment, and take `x-sup-api-key` out of the CORS list. Where it is a
    leftover, with no page sending the header any more, taking it out costs nothing and keeps the next page from it.

    ## Known limits

    Whether a page really sends the header isn't known here. A service that compares the header to authenticate its own
    callers, and doesn't send it on, is not reported. Headers that a proxy passes on without naming them aren't seen.
    """

    code: ClassVar[str] = "SUP206"
    name: ClassVar[str] = "key-header-from-browser"
    severity: ClassVar[Severity] = Severity.WARNING
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = (
        "CORS allows `x-sup-api-key`, a proxy forwards the browser's header, or the key goes through a third-party CORS "
        "proxy"
    )
    cwe: ClassVar[tuple[int, ...]] = (522,)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.UNSAFE,)
    valid: ClassVar[tuple[Example, ...]] = (
        (
            "from fastapi.middleware.cors import CORSMiddleware\n"
            'app.add_middleware(CORSMiddleware, allow_headers=["Content-Type", "X-Request-Id"])\n'
            'requests.get(URL, headers={"x-sup-api-key": KEY})\n'
        ),
        (
            "import hmac\n"
            "from fastapi import FastAPI, HTTPException, Request\n"
            "\n"
            "app = FastAPI()\n"
            "\n"
            '@app.post("/webhook")\n'
            "async def webhook(request: Request):\n"
            '    if not hmac.compare_digest(request.headers.get("x-sup-api-key", ""), SUPERTONE_API_KEY):\n'
            "        raise HTTPException(401)\n"
        ),
        {
            "server.js": (
                "app.use(cors({ allowedHeaders: ['Content-Type', 'Authorization'] }));\n"
                "const headers = { 'x-sup-api-key': process.env.SUPERTONE_API_KEY };\n"
            )
        },
        {"nginx.conf": "location /tts {\n    proxy_set_header x-sup-api-key $supertone_key;\n}\n"},
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        (
            "from fastapi.middleware.cors import CORSMiddleware\n"
            'app.add_middleware(CORSMiddleware, allow_headers=["Content-Type", [|"x-sup-api-key"|]])\n'
        ),
        'CORS_ALLOW_HEADERS = (*default_headers, [|"x-sup-api-key"|])\n',
        (
            "import requests\n"
            "from flask import request\n"
            "\n"
            "def speak():\n"
            '    key = [|request.headers.get("x-sup-api-key")|]\n'
            '    return requests.post(URL, headers={"x-sup-api-key": key}).content\n'
        ),
        {"api.js": "res.setHeader('Access-Control-Allow-Headers', 'Content-Type, [|x-sup-api-key|]');\n"},
        {
            "proxy.ts": (
                "export async function POST(req: Request) {\n"
                "  return fetch('https://supertoneapi.com/v1/voices', {\n"
                "    headers: { 'x-sup-api-key': [|req.headers.get('x-sup-api-key')|] ?? '' },\n"
                "  });\n"
                "}\n"
            )
        },
        {
            "tts.js": (
                "fetch([|'https://corsproxy.io/?'|] + encodeURIComponent('https://supertoneapi.com/v1/voices'), {\n"
                "  headers: { 'x-sup-api-key': getKey() },\n"
                "});\n"
            )
        },
        {"nginx.conf": "location /tts {\n    proxy_set_header x-sup-api-key [|$http_x_sup_api_key|];\n}\n"},
        {
            "vercel.json": '{"headers": [{"key": "Access-Control-Allow-Headers", "value": "Accept, [|x-sup-api-key|]"}]}\n'
        },
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every allowed header, header that is passed on, and foreign proxy."""
        from sup_lint.analysis.client.browser_header.cors import LIST, allowed_key_headers

        if project.is_test(file):
            return  # what a test allows, no browser asks
        for start, end in allowed_key_headers(file.text):
            if not (_is_commented_out(file, start) or _is_example(file, start, LIST)):
                yield self._allowed(file, _quoted(file, start, end), project)
        for match in _PASSED_ON.finditer(file.text) if "sup" in file.text.lower() else ():
            line = file.lines.line_text(file.lines.region(match.start(), match.end()).line)
            if _SETTING.search(line) and not (
                _is_commented_out(file, match.start()) or _is_example(file, match.start(), _SETTING)
            ):
                yield self._passed_on(file, file.lines.region(match.start(), match.end()))
        if file.program is not None:
            from sup_lint.analysis.client.browser_header.allowing import allowed_by_name
            from sup_lint.analysis.client.browser_header.forwarding import forwarded
            from sup_lint.analysis.client.browser_header.relays import relayed

            for node in allowed_by_name(file.program, project):
                yield self._allowed(file, node.region, project)
            for node in forwarded(file.program, project) if file.is_tied else ():
                yield self._passed_on(file, node.region)
            for request in relayed(file.program, project):
                goes = "This request goes" if request.is_request else "Requests through this address go"
                yield self.finding(
                    file,
                    request.node.region,
                    f"{goes} to {request.proxy}, a CORS proxy run by somebody else, who can read the Supertone API key "
                    "in the headers.",
                    help_text="Send the request from a server of yours that reads the key from its environment. Revoke "
                    f"the key at {CONSOLE} if it ever went through the proxy.",
                    is_code=True,
                )

    def _allowed(self, file: "AnalysedFile", region: "Region", project: "Project") -> Finding:
        from sup_lint.analysis.fixes.leaks.cors import allowed_header_fix

        return self.finding(
            file,
            region,
            f"CORS allows pages of other origins to send `{HEADER}` to this server: a page that does has the Supertone "
            "key, and so has everyone who opens it.",
            help_text="Take the header out of the list, and let the server add it from its environment; if no page sends "
            "it any more, this is a leftover that can go.",
            is_code=True,
            fix=allowed_header_fix(region, file, project),
        )

    def _passed_on(self, file: "AnalysedFile", region: "Region") -> Finding:
        return self.finding(
            file,
            region,
            "The key is taken from the request of the caller and sent on to Supertone: if that is a browser, everyone "
            "who opens the page has the key.",
            help_text=f"Let this server set `{HEADER}` from its own environment, and authenticate its callers in "
            "another way.",
            confidence=Confidence.MEDIUM,
            is_code=True,
        )


def _quoted(file: "AnalysedFile", start: int, end: int) -> "Region":
    """The region of a header's name, with its quotes where nothing else stands between them."""
    around = file.text[max(0, start - 1) : end + 1]
    if len(around) == end - start + 2 and around[0] == around[-1] and around[0] in "'\"`":
        return file.lines.region(start - 1, end + 1)
    return file.lines.region(start, end)


def _is_example(file: "AnalysedFile", offset: int, setting: re.Pattern[str]) -> bool:
    """Whether a header stands in a one-line text of a program that spells the whole setting, its name included."""
    from sup_lint.analysis.client.browser_header.cors import is_quoted_code
    from sup_lint.analysis.program import Literal, walk

    if file.program is None:
        return False
    region = file.lines.region(offset, offset + 1)
    for node in walk(file.program.body):
        if isinstance(node, Literal) and node.raw and node.region.contains(region):
            position = offset - file.lines.offset(node.region.line, node.region.column)
            return is_quoted_code(node.raw, position, setting)
    return False


def _is_commented_out(file: "AnalysedFile", offset: int) -> bool:
    region = file.lines.region(offset, offset + 1)
    if file.program is not None and file.language not in {"html", "vue", "svelte", "astro"}:
        return any(region.overlaps(comment.region) for comment in file.program.comments)
    return _COMMENT.match(file.lines.line_text(region.line)) is not None
