"""What the text of a script says: the globals of browsers, the modules and globals of servers."""

import re

from sup_lint.analysis.client.web.frameworks import App
from sup_lint.analysis.client.web.imports import Imported
from sup_lint.analysis.client.web.places import Sign, client, server
from sup_lint.analysis.client.web.script_text import ScriptText

# Globals that only browsers have, at use. `document` and `navigator` are words that servers use, too, so these count
# by what is asked of them.
_BROWSER = re.compile(
    r"(?<![\w$.])(?:(?:globalThis\.)?(?:window(?=\s*\??\.\s*[\w$]|\[)|(?:local|session)Storage(?=\s*\??\.\s*[\w$]|\[)"
    r"|document\s*\??\.\s*(?:getElementBy\w+|getElementsBy\w+|querySelector(?:All)?|createElement|body|addEventListener|cookie"
    r"|documentElement|head|write)(?![\w$])"
    r"|navigator\s*\??\.\s*(?:mediaDevices|clipboard|serviceWorker|geolocation|language|onLine|credentials|share|sendBeacon"
    r"|mediaSession|permissions)(?![\w$]))"
    r"|(?:chrome|browser)\s*\.\s*(?:runtime|storage|tabs|action|browserAction|contextMenus|scripting|sidePanel|tts)(?=\s*\??\.)"
    r"|new\s+(?:Audio|AudioContext|webkitAudioContext|XMLHttpRequest|FileReader|MediaRecorder|MutationObserver)(?=\s*\()"
    r"|(?:customElements|requestAnimationFrame|cancelAnimationFrame)(?=\s*[.(])|extends\s+HTMLElement(?![\w$])"
    r"|self\s*\.\s*(?:skipWaiting|registration|clients)(?![\w$])|\$\s*\(\s*document\s*\)|(?:\$|jQuery)\.ajax(?=\s*\())"
)
_GUARD = re.compile(r"typeof\s+(?:window|document|navigator|localStorage)(?![\w$])")
# `const { window } = new JSDOM(html)`, a parameter, an import: not the browser's.
_BOUND = (
    r"(?:const|let|var|function|class|import)\s+(?:\{{[^{{}}]{{0,200}}?(?<![\w$]))?{name}(?![\w$])"
    r"|(?<![\w$.]){name}\s*=>|\(\s*{name}\s*(?:\)\s*=>|:)"
)
_ENVIRONMENT = re.compile(r"(?<![\w$.])import\.meta\.env(?![\w$])")
_PUBLISHED = re.compile(
    r"(?<![\w$.])process\.env\.((?:REACT_APP|VUE_APP|EXPO_PUBLIC|PREACT_APP|UMI_APP|TARO_APP)_\w{1,80})"
)
_HOOK = re.compile(
    r"^use(?:State|Effect|LayoutEffect|Reducer|Ref|Transition|SyncExternalStore|Optimistic|ActionState)$"
)
_ELEMENT = re.compile(r"(?:[(,=?:&|]|return|=>)\s*<(?:>|[A-Za-z][\w.:-]*[\s/>])")

_STRICT_MODULES = frozenset({"server-only", "next/headers", "next/server", "@tanstack/react-start/server-only"})
_PRIVATE = re.compile(r"^(?:\$env/(?:static|dynamic)/private|\$app/env/private|astro:env/server|#imports/server)$")
_SERVER_MODULES = frozenset(
    """
    fs fs/promises child_process http https http2 net os readline cluster tls dgram worker_threads express
    fastify koa hono @hono/node-server @nestjs/common @nestjs/core @hapi/hapi restify polka micro h3 nitropack
    @vercel/node @netlify/functions aws-lambda firebase-functions firebase-admin dotenv dotenv/config discord.js
    telegraf grammy commander yargs inquirer prompts puppeteer puppeteer-core playwright jsdom cheerio
    selenium-webdriver pg mysql mysql2 mongoose mongodb @prisma/client redis ioredis bull bullmq node-cron
    node-fetch @modelcontextprotocol/sdk @line/bot-sdk @slack/bolt vscode @remix-run/node @remix-run/cloudflare
    @remix-run/server-runtime @react-router/node server-only ws @trpc/server zx execa @aws-sdk/client-s3
    @google-cloud/functions-framework cloudflare:workers cookie-parser multer cors helmet morgan
    http-proxy-middleware formidable nodemailer
    """.split()
)
_SERVER_PREFIXES = (
    "node:", "bun:", "@google-cloud/", "https://deno.land/", "jsr:@std/", "@nestjs/", "firebase-functions/",
    "firebase-admin/", "@modelcontextprotocol/sdk/", "hono/cloudflare", "hono/vercel",
)  # fmt: skip
_SERVER_GLOBAL = re.compile(
    r"(?<![\w$.])(?:Deno\.(?:env|serve|readTextFile|writeTextFile|args|exit|writeFile)|Bun\.(?:serve|env|file|write)"
    r"|process\.(?:argv|exit|stdout|stdin|cwd)(?![\w$])|__dirname(?![\w$])|__filename(?![\w$])|require\.main"
    r"|import\.meta\.main|createServer\s*\(|(?:app|server|fastify)\.listen\s*\()"
    r"|(?<![\w$.])export\s+default\s*\{\s*(?:async\s+)?fetch\s*[(:]"
    r"|(?<![\w$.])(?:exports\.handler|module\.exports\.handler)\s*="
    r"|(?<![\w$.])export\s+(?:const|(?:async\s+)?function)\s+(?:handler|onRequest(?:Get|Post|Put)?)(?![\w$])"
    r"|(?<![\w$.])export\s+(?:const|(?:async\s+)?function)\s+(?:GET|POST|PUT|PATCH|DELETE)(?![\w$])"
    r"|(?<![\w$.])addEventListener\s*\(\s*,?\s*\w+\s*=>\s*\{?\s*\w+\.respondWith"
)
_HANDLER = re.compile(r"(?<![\w$.])(?:defineEventHandler|eventHandler|defineCachedEventHandler)\s*\(")
_ELECTRON_MAIN = frozenset(
    """app BrowserWindow ipcMain Menu Tray dialog autoUpdater protocol session globalShortcut powerMonitor""".split()
)


def is_server_module(specifier: str) -> bool:
    """Whether only code on a server, or on the command line, imports a module."""
    return specifier in _SERVER_MODULES or specifier.startswith(_SERVER_PREFIXES)


def server_content(script: ScriptText, imports: list[Imported]) -> Sign | None:
    """What says that a script runs on a server; None if nothing does."""
    if script.text.startswith("#!"):
        return server("is a program of its own")
    if "use server" in script.directives:
        return server("has 'use server'")
    for each in imports:
        if not each.is_type and (each.specifier in _STRICT_MODULES or _PRIVATE.match(each.specifier)):
            return server(f"imports {each.specifier}")
    if _HANDLER.search(script.code):
        return server("handles requests")
    for each in imports:
        if each.specifier == "electron" and each.names is not None:
            if any(name in _ELECTRON_MAIN for name, _ in each.names):
                return server("is the main process of an Electron app", fixed=False)
        elif not each.is_type and is_server_module(each.specifier):
            return server(f"imports {each.specifier}", fixed=False)
    found = _SERVER_GLOBAL.search(script.code)
    return server("runs on a server", fixed=False) if found is not None else None


def client_content(script: ScriptText, imports: list[Imported], app: App | None, *, is_served: bool) -> Sign | None:
    """What says that a script runs at the client; None if nothing does.

    `is_served` says that the app runs its modules on a server as well, so that their syntax tells nothing.
    """
    for each in imports:
        if each.specifier == "electron" and each.names is not None:
            names = {name for name, _ in each.names}
            if names & {"contextBridge", "ipcRenderer", "webFrame"}:
                return client("is a preload or renderer script of an Electron app", audience="installs the app")
        if each.specifier in {"react", "preact/hooks"} and app is not None and app.framework == "next":
            hook = next((name for name, _ in each.names or () if _HOOK.match(name)), None)
            if hook is not None:
                return client(f"uses React's {hook}")
    published = _PUBLISHED.search(script.code)
    if published is not None:
        return client(f"reads {published[1]}, which the build publishes")
    if _ENVIRONMENT.search(script.code) and (app is None or app.framework not in {"astro", "nuxt", "start"}):
        return client("uses import.meta.env", sure=not is_served)
    used = _browser_global(script)
    if used is not None:
        return client(f"uses {used}", sure=_GUARD.search(script.code) is None)
    is_component = script.path.endswith((".jsx", ".tsx")) or (
        script.path.endswith(".js") and _ELEMENT.search(script.code)
    )
    if is_component and app is not None and app.framework and not is_served:
        return client(f"is a component of {app.what}", audience=app.audience)
    return None


def _browser_global(script: ScriptText) -> str | None:
    """The first global of browsers that a script uses, as it is written there."""
    bound: dict[str, bool] = {}
    for match in _BROWSER.finditer(script.code):
        before = script.code[max(0, match.start() - 12) : match.start()]
        if before.rstrip().endswith("typeof"):
            continue
        written = (
            "".join(match[0].split()) if not match[0].startswith(("new", "extends")) else " ".join(match[0].split())
        )
        name = written.removeprefix("globalThis.").partition(".")[0].partition("?")[0]
        if name not in bound:
            word = name.rpartition(" ")[2]
            bound[name] = word.isidentifier() and re.search(_BOUND.format(name=word), script.code) is not None
        if not bound[name]:
            return written.replace("?", "")
    return None
