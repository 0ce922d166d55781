"""Settings of bundlers and frameworks, written in JavaScript, that put the key into what they build."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.publishing.package import package_of
from sup_lint.analysis.publishing.plugins import Plugins
from sup_lint.analysis.publishing.replacements import Replacements, last_part
from sup_lint.analysis.publishing.server_builds import ServerBuilds
from sup_lint.keys.names import VARIABLE, is_key_name

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class _Setting(NamedTuple):
    """A setting of one tool's file: the file's name, the key of the mapping, and where it has to stand."""

    file: re.Pattern[str]
    key: str
    tool: str
    within: str = ""
    audience: str = "opens the page"


def _file(stem: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|/){stem}\.[cm]?[jt]sx?$")


_NEXT, _NUXT = _file(r"next\.config"), _file(r"nuxt\.config")
_SETTINGS = (
    _Setting(_NEXT, "env", "Next.js"),
    _Setting(_NEXT, "publicRuntimeConfig", "Next.js"),
    _Setting(_NUXT, "public", "Nuxt", "runtimeConfig"),
    _Setting(_NUXT, "app", "Nuxt", "runtimeConfig"),
    _Setting(_NUXT, "publicRuntimeConfig", "Nuxt"),
    _Setting(_NUXT, "env", "Nuxt"),
    _Setting(_NUXT, "appConfig", "Nuxt"),
    _Setting(_file(r"app\.config"), "extra", "Expo", audience="installs the app"),
    _Setting(_file(r"quasar\.conf(?:ig)?"), "env", "Quasar"),
    _Setting(_file(r"docusaurus\.config"), "customFields", "Docusaurus"),
    _Setting(_file(r"gatsby-config"), "siteMetadata", "Gatsby"),
    _Setting(_file(r"snowpack\.config"), "env", "Snowpack"),
    _Setting(_file(r"(?:tsup|tsdown)\.config"), "env", "tsup"),
    _Setting(_file(r"\.storybook/main"), "env", "Storybook"),
)
_EMBER = re.compile(r"(?:^|/)config/environment\.[jt]s$")
_EMBER_PACKAGES = frozenset({"ember-cli", "ember-source"})
_DEFINES = frozenset({"define", "defines"})
# An expression that code would read: process.env.SUPERTONE_API_KEY, __SUPERTONE_API_KEY__.
_PATH = re.compile(r"(?:process\.env|import\.meta\.env|globalThis|window|self)\.")
_TOOLS = (
    (re.compile(r"(?:^|/)electron\.vite\.config"), "electron-vite"),
    (re.compile(r"(?:^|/)(?:vite|wxt|astro|svelte)\.config"), "Vite"),
    (re.compile(r"webpack|craco|vue\.config|next\.config"), "webpack"),
    (re.compile(r"rsbuild|rspack"), "Rspack"),
    (re.compile(r"rollup"), "Rollup"),
    (re.compile(r"esbuild"), "esbuild"),
)


def settings_of_bundlers(file: "AnalysedFile", program: Program, project: "Project") -> Iterator[Inlined]:
    """Yield the values in bundlers' settings that are the key, or a whole environment."""
    yield from _Finder(file, program, project).find()


class _Finder:
    def __init__(self, file: "AnalysedFile", program: Program, project: "Project") -> None:
        self._file = file
        self._program = program
        self._project = project
        self._scopes = project.scopes(program)
        self._replacements = Replacements(program, project)
        self._carrying = self._replacements.carrying
        self._plugins = Plugins(file, program, project)
        self._servers = ServerBuilds(file, project.scopes(program))
        self._tool = next((tool for pattern, tool in _TOOLS if pattern.search(file.path)), "the bundler")

    def _of_ember(self) -> Iterator[Inlined]:
        """All that Ember's config/environment.js sets goes into the page."""
        for node in self._program.nodes():
            match node:
                case (
                    model.Entry(value=value)
                    | model.Bind(target=model.Attribute() | model.Subscript(), value=Node() as value)
                ):
                    if not isinstance(value, model.Mapping) and self._carrying.key(value):
                        yield Inlined(value.region, "`config/environment.js`", "Ember")

    def find(self) -> Iterator[Inlined]:
        if _EMBER.search(self._file.path) and _EMBER_PACKAGES & package_of(self._file, self._project).dependencies:
            yield from self._of_ember()
            return
        for node in self._program.nodes():
            match node:
                case model.Entry(key=model.Literal(value=str() as key)):
                    yield from self._in_entry(node, key)
                case model.Call():
                    yield from self._plugins.in_call(node)
                case model.Sequence():
                    yield from self._plugins.in_list(node)
                case model.Bind(target=model.Attribute() | model.Subscript()) if node.value is not None:
                    yield from self._in_assignment(node)

    # --- settings ------------------------------------------------------------------------------------------------

    def _in_entry(self, node: model.Entry, key: str) -> Iterator[Inlined]:
        if key == "transformIndexHtml":
            for leaf in self._carrying.keys(node.value):
                yield Inlined(leaf.region, "`transformIndexHtml`", self._tool)
        if key == "envPrefix":
            yield from self._prefixes(node.value)
        if key in _DEFINES and not self._servers.holds(node):
            yield from self._replacements.within(node.value, "`define`", self._tool, is_replacing=True)
            return
        for setting in _SETTINGS:
            if setting.key == key and setting.file.search(self._file.path) and self._lies_in(node, setting.within):
                yield from self._replacements.within(node.value, f"`{key}`", setting.tool, audience=setting.audience)
                return

    def _lies_in(self, node: model.Entry, key: str) -> bool:
        return not key or any(
            isinstance(each, model.Entry) and isinstance(each.key, model.Literal) and each.key.value == key
            for each in self._scopes.ancestors(node)
        )

    def _prefixes(self, value: Node) -> Iterator[Inlined]:
        """Prefixes that make the key's own variable public: envPrefix: ["VITE_", "SUPERTONE_"]."""
        for each in walk((value,)):
            match each:
                case model.Literal(value=str() as prefix) if len(prefix) > 2 and VARIABLE.startswith(prefix):
                    yield Inlined(each.region, "`envPrefix`", self._tool, names=(VARIABLE,))

    # --- assignments ---------------------------------------------------------------------------------------------

    def _in_assignment(self, node: model.Bind) -> Iterator[Inlined]:
        """config.define["process.env.X"] = …, definitions[0]["process.env"].X = …"""
        assert node.value is not None
        target = node.target
        parts: list[str] = []
        while isinstance(target, model.Attribute | model.Subscript):
            parts.append(_step(target))
            target = target.value
        parts.append(target.id if isinstance(target, model.Name) else "")
        for setting in _SETTINGS:
            if setting.key in parts[:-1] and parts[-1] != "process" and setting.file.search(self._file.path):
                if parts[0] == setting.key:  # config.extra = {…}
                    yield from self._replacements.within(
                        node.value, f"`{setting.key}`", setting.tool, audience=setting.audience
                    )
                elif self._carrying.key(node.value):
                    yield Inlined(node.value.region, f"`{setting.key}`", setting.tool, setting.audience)
                return
        is_define = bool(_DEFINES.intersection(parts[1:])) or any(
            part == "process.env" or _PATH.match(part) for part in parts
        )
        if not is_define or self._servers.holds(node):
            return
        if self._carrying.key(node.value):
            names = tuple(name for part in parts if is_key_name(name := last_part(part)))
            names = names or self._carrying.names(node.value)
            yield Inlined(node.value.region, "`define`", self._tool, names=names)
        elif self._carrying.environment(node.value) and self._is_variable(target) and not self._is_chosen(node):
            yield Inlined(node.value.region, "`define`", self._tool, sure=False)

    def _is_variable(self, root: Node) -> bool:
        """Whether a container is a variable, not a parameter: what a function puts together is seen where it goes."""
        bindings = self._scopes.lookup(root.id, self._scopes.position(root)) if isinstance(root, model.Name) else ()
        return not any(isinstance(binding.node, model.Parameter) for binding in bindings or ())

    def _is_chosen(self, node: Node) -> bool:
        """Whether a loop over an environment leaves variables out: if (name.startsWith("VITE_")) …"""
        return any(
            isinstance(each, model.If) and any(isinstance(part, model.Call) for part in walk((each.test,)))
            for each in self._scopes.ancestors(node)
        )


def _step(node: model.Attribute | model.Subscript) -> str:
    """The name of a member, or how a name that is put together begins."""
    if isinstance(node, model.Attribute):
        return node.name
    index = node.index.parts[0] if isinstance(node.index, model.Join) and node.index.parts else node.index
    return str(index.value) if isinstance(index, model.Literal) else ""
