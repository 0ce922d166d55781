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
_SERVER = re.compile(
    r"""\brequire\(["'](?:node:)?(?:fs|http|https|net|child_process|express|fastify|koa|dotenv|cluster|worker_threads)["']\)"""
    r"""|\bfrom\s?["']node:|\bprocess\.exit\(|\.listen\(process\.env|\bprocess\.env\.PORT\b|\bexports\.handler\s?="""
    r"""|\bcreateServer\(|\bmodule\.parent\b|^#!.{0,40}\bnode\b"""
)
_CLIENT = re.compile(
    r"\bdocument\.(?:getElementById|querySelector|createElement|body|addEventListener)\b|\bwindow\.|\blocalStorage\b"
    r"|\bnavigator\.|\bimportScripts\(|\bchrome\.runtime\b|\bcreateRoot\(|\bself\.__"
)
_APPS = re.compile(r"(?:^|/)(?:android|ios|platforms|www|app\.asar)/|\.(?:apk|aab|ipa|asar)!/")


def shipped(file: "AnalysedFile", project: "Project") -> Shipped | None:
    """Why a built file is shipped to clients; None for what only a server runs."""
    del project
    if file.built is None:
        return None
    is_client = _CLIENT.search(file.text) is not None
    is_server = _SERVER_FOLDERS.search(file.path) is not None or _SERVER.search(file.text) is not None
    if is_server and not is_client:
        return None
    if file.built.is_binary and file.language != "wasm":
        return None
    audience = "installs the app" if _APPS.search(file.path) else "opens the page"
    return Shipped(file.built.reason, audience, sure=not is_server)
