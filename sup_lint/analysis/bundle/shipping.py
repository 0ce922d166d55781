"""Whether built output is shipped to clients: bundles for servers look the same, but for what they call."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis.client.shipping import Shipped

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_SERVER_FOLDERS = re.compile(
    r"(?:^|/)(?:\.next/server|\.output/server|\.svelte-kit/output/server|\.vercel/output/functions|server|functions"
    r"|lambdas?|backend|api|\.netlify/functions|\.serverless|worker)/",
)
_MODULES = "fs http https net child_process express fastify koa dotenv cluster worker_threads".split()
# Plain searches: the text may have ten million characters.
_SERVER = (
    *(f"require({quote}{prefix}{name}{quote})" for name in _MODULES for quote in "\"'" for prefix in ("", "node:")),
    *(f"from{space}{quote}node:" for space in ("", " ") for quote in "\"'"),
    *("process.exit(", "process.env.PORT", "exports.handler=", "exports.handler =", "createServer(", "module.parent"),
)
_CLIENT = (
    *(f"document.{name}" for name in ("getElementById", "querySelector", "createElement", "body", "addEventListener")),
    *("window.", "localStorage", "navigator.", "importScripts(", "chrome.runtime", "createRoot(", "self.__"),
)
_APPS = re.compile(r"(?:^|/)(?:android|ios|platforms|www|app\.asar)/|\.(?:apk|aab|ipa|asar)!/")


def shipped(file: "AnalysedFile", project: "Project") -> Shipped | None:
    """Why a built file is shipped to clients; None for what only a server runs."""
    del project
    if file.built is None:
        return None
    text = file.text
    is_client = any(mark in text for mark in _CLIENT)
    is_server = (
        _SERVER_FOLDERS.search(file.path) is not None
        or any(mark in text for mark in _SERVER)
        or (text.startswith("#!") and "node" in text[:60])
    )
    if is_server and not is_client:
        return None
    if file.built.is_binary and file.language != "wasm":
        return None
    audience = "installs the app" if _APPS.search(file.path) else "opens the page"
    return Shipped(file.built.reason, audience, sure=not is_server)
