"""Whether a file of the web is shipped to clients, and why: pages, their scripts, apps in JavaScript and TypeScript."""

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis.client.shipping import Shipped
from sup_lint.analysis.client.web.content import client_content, server_content
from sup_lint.analysis.client.web.extensions import ExtensionFinder
from sup_lint.analysis.client.web.frameworks import App, app_of
from sup_lint.analysis.client.web.graph import ImportGraph
from sup_lint.analysis.client.web.places import Sign, by_place, client, is_in_source
from sup_lint.analysis.client.web.script_text import ScriptText
from sup_lint.analysis.client.web.server_parts import server_parts

if TYPE_CHECKING:
    from sup_lint.analysis.client.web.imports import Imported
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_MOST_IMPORTERS = 400
# So many modules between are named; more would only be read past.
_NAMED = 2
_COMPONENTS = {"vue": "a Vue component", "svelte": "a Svelte component"}
_MODULE_WORLDS = frozenset({"next", "remix", "sveltekit", "nuxt", "astro", "gatsby", "solid", "start", "qwik"})


def shipped(file: "AnalysedFile", project: "Project") -> Shipped | None:
    """Why a file of JavaScript's family is shipped to clients; None if it isn't, or nothing says so."""
    return _web(project).shipped(_script(file))


def kept_on_server(file: "AnalysedFile", project: "Project") -> tuple[tuple[int, int], ...]:
    """The stretches of a client's file, as offsets into its text, that never leave the server: loaders, frontmatter."""
    return _web(project).server_parts(_script(file))


def _script(file: "AnalysedFile") -> ScriptText:
    return ScriptText(os.path.abspath(file.path), file.language, file.text)


def _web(project: "Project") -> "_Web":
    known = _KNOWN.get(project)
    if known is None:
        known = _KNOWN[project] = _Web(project)
    return known


_KNOWN: "WeakKeyDictionary[Project, _Web]" = WeakKeyDictionary()


class _Web:
    """What is known of a project's scripts, apps and extensions."""

    def __init__(self, project: "Project") -> None:
        self._root = project.root
        scripts = project.imports.scripts
        self._packages = scripts.packages
        self._extensions = ExtensionFinder(self._packages)
        self._graph = ImportGraph(scripts)
        self._signs: dict[str, Sign | None] = {}

    # --- one script by itself --------------------------------------------------------------------------------------

    def app(self, path: str) -> App | None:
        """The app that a script is part of."""
        return app_of(self._packages.above(path))

    def sign(self, script: ScriptText) -> Sign | None:
        """What a script's own place and text say."""
        if script.path not in self._signs:
            self._signs[script.path] = self._sign(script, self.app(script.path))
        return self._signs[script.path]

    def server_parts(self, script: ScriptText) -> tuple[tuple[int, int], ...]:
        """The stretches of a script that never leave the server."""
        app = self.app(script.path)
        return server_parts(script, app.framework if app is not None else "")

    def _sign(self, script: ScriptText, app: App | None) -> Sign | None:
        imports = self._graph.imports(script)
        placed = by_place(script.path, app, self._root)
        told = server_content(script, imports)
        if "use client" in script.directives and not (placed is not None and not placed.is_client and placed.fixed):
            return client("has 'use client'", audience=app.audience if app is not None else "")
        for sign in (placed, told):
            if sign is not None and not sign.is_client and sign.fixed:
                return sign
        if script.language in {"html", "vue", "svelte", "astro"}:
            return self._of_markup(script, app)
        role = self._extensions.role(script.path)
        if role is not None:
            where = f"is {role[0]} of the browser extension {shown(role[1])}"
            return client(where, audience="installs the extension")
        is_served = app is not None and (app.framework in _MODULE_WORLDS)
        seen = client_content(script, imports, app, is_served=is_served)
        if placed is not None and placed.is_client:
            # Routes of frameworks import what only their loaders use.
            return placed if told is None or is_served else replace(placed, sure=False)
        if told is not None:
            return told
        if seen is not None:
            audience = seen.audience or self._audience(script.path, app)
            is_doubtful = placed is not None or not seen.sure
            return replace(seen, audience=audience, sure=not is_doubtful)
        return placed

    def _of_markup(self, script: ScriptText, app: App | None) -> Sign | None:
        audience = self._audience(script.path, app)
        if script.language == "astro":
            if script.elements:
                return client("has a script that Astro sends to the browser", audience=audience)
            return client("is an Astro component, whose markup is sent to the browser", audience=audience)
        component = _COMPONENTS.get(script.language)
        if component is not None:
            return client(f"is {component}", audience=audience)
        role = self._extensions.role(script.path)
        if role is not None:
            where = f"is {role[0]} of the browser extension {shown(role[1])}"
            return client(where, audience="installs the extension")
        is_page = script.path.lower().endswith((".html", ".htm", ".xhtml"))
        return client("is a web page" if is_page else "is a template of web pages", audience=audience)

    def _audience(self, path: str, app: App | None) -> str:
        if self._extensions.is_near(path):
            return "installs the extension"
        return app.audience if app is not None else "opens the page"

    # --- a script among the others -----------------------------------------------------------------------------------

    def shipped(self, script: ScriptText) -> Shipped | None:
        """Why a script is shipped to clients; None if it isn't, or nothing says so."""
        self._graph.know(script)
        sign = self.sign(script)
        if sign is not None and sign.is_client:
            return Shipped(sign.reason, sign.audience or "opens the page", sign.sure)
        if sign is not None and sign.fixed:
            return None
        found, serves_servers = self._through_importers(script)
        if found is not None:
            return found if sign is None else replace(found, sure=False)
        app = self.app(script.path)
        if (
            sign is None
            and not serves_servers
            and app is not None
            and app.is_client_alone
            and is_in_source(script.path, app)
        ):
            manifest = shown(os.path.join(app.package.folder, "package.json"))
            reason = f"is part of {app.what} ({manifest}) and nothing in it is server code"
            return Shipped(reason, app.audience)
        return None

    def _through_importers(self, script: ScriptText) -> tuple[Shipped | None, bool]:
        """Why a script is shipped with those that import it, and whether scripts of a server do."""
        # Each with the imports that led here, nearest last, and whether all of them certainly take something along.
        frontier: list[tuple[ScriptText, tuple[str, ...], bool]] = [(script, (), True)]
        seen = {script.path}
        serves_servers = False
        while frontier and len(seen) < _MOST_IMPORTERS:
            following: list[tuple[ScriptText, tuple[str, ...], bool]] = []
            for target, between, sure in frontier:
                for importer, imports in self._graph.importers(target.path):
                    if importer.path in seen:
                        continue
                    used = [each for each in imports if self._is_used(importer, each, target)]
                    if not used:
                        continue
                    seen.add(importer.path)
                    sign = self.sign(importer)
                    if sign is not None and sign.is_client:
                        reason = _chain(between, importer, sign)
                        audience = sign.audience or "opens the page"
                        return Shipped(reason, audience, sure=sure and sign.sure), serves_servers
                    serves_servers = serves_servers or (sign is not None and not sign.is_test)
                    if sign is None or not sign.fixed:
                        # A module in a folder of server code is the client's, too, if a client imports it.
                        following.append((importer, (*between, importer.path), sure and sign is None))
            frontier = following
        return None, serves_servers

    def _is_used(self, importer: ScriptText, imported: "Imported", target: ScriptText) -> bool:
        """Whether what an import takes is there at run time, and used where the client runs."""
        if imported.again or imported.names is None:
            return True
        named = [(name, local) for name, local in imported.names if not _is_type_of(name, target)]
        if not named:
            return False
        parts = self.server_parts(importer)
        if importer.language == "astro":
            return self._is_hydrated(importer, imported, named)
        if not parts:
            return True
        if any(start <= imported.start < end for start, end in parts):
            return False
        return any(
            not any(start <= match.start() < end for start, end in parts)
            and not imported.start <= match.start() < imported.end
            for _, local in named
            for match in re.finditer(rf"(?<![\w$.]){re.escape(local)}(?![\w$])", importer.plain)
        )

    def _is_hydrated(self, importer: ScriptText, imported: "Imported", named: list[tuple[str, str]]) -> bool:
        """Whether an Astro file imports something in a script for browsers, or as a component with `client:load`."""
        start, end = importer.frontmatter
        if not start <= imported.start < end:
            return True
        return any(re.search(rf"<{re.escape(local)}\b[^<>]{{0,500}}\sclient:", importer.text) for _, local in named)


def _chain(between: tuple[str, ...], importer: ScriptText, sign: Sign) -> str:
    """Say how a script gets to the client: over which modules, and what makes the last one the client's."""
    last = shown(importer.path)
    is_page = importer.language == "html"
    end = f"is loaded by the page {last}" if is_page else f"is imported by {last}, which {sign.reason}"
    if len(between) > _NAMED:
        names = f"{len(between)} other modules"
        return (
            f"is used by the page {last} over {names}"
            if is_page
            else f"is used over {names} by {last}, which {sign.reason}"
        )
    return "".join(f"is imported by {shown(path)}, which " for path in between) + end


def _is_type_of(name: str, target: ScriptText) -> bool:
    """Whether a script declares a name as a type alone, so that nothing of the import is left at run time."""
    if not name.isidentifier() or target.language not in {"typescript", "tsx", "vue"}:
        return False
    if not re.search(rf"(?<![\w$.])(?:interface|type)\s+{re.escape(name)}(?![\w$])", target.code):
        return False
    return not re.search(
        rf"(?<![\w$.])(?:const|let|var|function\*?|class|enum)\s+{re.escape(name)}(?![\w$])", target.code
    )


def shown(path: str) -> str:
    """A path as reports show it: posix, relative to the working directory where the file lies below it."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")
