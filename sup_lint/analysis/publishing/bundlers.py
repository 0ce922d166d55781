"""Settings of bundlers and frameworks, written in JavaScript, that put the key into what they build."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Entries, External
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing.carrying import Carrying
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.publishing.package import package_of
from sup_lint.analysis.publishing.server_builds import ServerBuilds
from sup_lint.analysis.publishing.unprefixed import spelled_path
from sup_lint.keys.names import VARIABLE, is_key_name
from sup_lint.keys.publishing import published_by

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
    _Setting(re.compile(r"(?:^|/)config/environment\.[jt]s$"), "APP", "Ember"),
)
_DEFINES = frozenset({"define", "defines"})
# What plugins are called that replace names in the code by values, or publish the variables that they are given.
_PLUGINS = {
    "DefinePlugin": "DefinePlugin",
    "EnvironmentPlugin": "EnvironmentPlugin",
    "environmentPlugin": "EnvironmentPlugin",
    "EnvironmentVariablesPlugin": "EnvironmentPlugin",
    "replace": "@rollup/plugin-replace",
    "injectProcessEnv": "rollup-plugin-inject-process-env",
    "HtmlWebpackPlugin": "HtmlWebpackPlugin",
    "createHtmlPlugin": "vite-plugin-html",
    "InterpolateHtmlPlugin": "InterpolateHtmlPlugin",
    "defineAppConfig": "defineAppConfig",
}
_DOTENV_PLUGINS = frozenset({"Dotenv", "DotenvPlugin", "DotenvWebpackPlugin", "DotenvWebpack", "DotEnv"})
_BABEL_PLUGINS = re.compile(
    r"^(?:module:|babel-plugin-)?(?:transform-define|transform-inline-environment-var\w{0,8}|react-native-dotenv"
    r"|inline-dotenv|search-and-replace)$"
)
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
        self._carrying = Carrying(program, project)
        self._servers = ServerBuilds(file, project.scopes(program))
        self._tool = next((tool for pattern, tool in _TOOLS if pattern.search(file.path)), "the bundler")

    def find(self) -> Iterator[Inlined]:
        for node in walk(self._program.body):
            match node:
                case model.Entry(key=model.Literal(value=str() as key)):
                    yield from self._in_entry(node, key)
                case model.Call():
                    yield from self._in_call(node)
                case model.Sequence():
                    yield from self._in_plugin_of_babel(node)
                case model.Bind(target=model.Attribute() | model.Subscript()) if node.value is not None:
                    yield from self._in_assignment(node)

    # --- settings ------------------------------------------------------------------------------------------------

    def _in_entry(self, node: model.Entry, key: str) -> Iterator[Inlined]:
        if key == "envPrefix":
            yield from self._prefixes(node.value)
        if key in _DEFINES and not self._servers.holds(node):
            yield from self._mapping(node.value, "`define`", self._tool, is_replacing=True)
            return
        for setting in _SETTINGS:
            if setting.key == key and setting.file.search(self._file.path) and self._lies_in(node, setting.within):
                yield from self._mapping(node.value, f"`{key}`", setting.tool, audience=setting.audience)
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

    def _mapping(
        self, value: Node, setting: str, tool: str, *, audience: str = "opens the page", is_replacing: bool = False
    ) -> Iterator[Inlined]:
        """The entries of a mapping that hold the key; for one that replaces code also those that are named for it."""
        display = self._carrying.resolved(value)
        if not isinstance(display, model.Mapping):
            if self._carrying.environment(value):
                yield Inlined(value.region, setting, tool, audience, sure=False)
            elif names := self._computed(value):
                yield Inlined(value.region, setting, tool, audience, names)
            return
        for entry in display.entries:
            if entry.key is None:
                if not isinstance(self._carrying.resolved(entry.value), model.Mapping):
                    if self._carrying.environment(entry.value):
                        yield Inlined(entry.value.region, setting, tool, audience, sure=False)
                    continue
                yield from self._mapping(entry.value, setting, tool, audience=audience, is_replacing=is_replacing)
                continue
            name = self._name_of(entry.key)
            names = (name,) if is_key_name(name) else ()
            inner = self._carrying.resolved(entry.value)
            if isinstance(inner, model.Mapping):
                yield from self._mapping(inner, setting, tool, audience=audience, is_replacing=is_replacing)
            elif self._carrying.key(entry.value):
                yield Inlined(entry.value.region, setting, tool, audience, names)
            elif self._carrying.environment(entry.value):
                if is_replacing:
                    yield Inlined(entry.value.region, setting, tool, audience, sure=False)
            elif is_replacing and names and self._may_give(entry.value) and published_by(name) is None:
                yield Inlined(entry.value.region, setting, tool, audience, names)

    def _computed(self, value: Node) -> tuple[str, ...]:
        """The names of the key among what a function makes, or a mapping from elsewhere holds."""
        found: list[str] = []
        for each in self._project.flow.evaluate(value, self._project.flow.frame(self._program)):
            for key, held in each.entries.items() if isinstance(each, Entries) else ():
                for inner in held:
                    last = inner.name.rpartition(".")[2] if isinstance(inner, External) else ""
                    if is_key_name(last) and published_by(last) is None:
                        found.append(_last_part(str(key)))
        return tuple(found)

    def _name_of(self, key: Node) -> str:
        text = key.value if isinstance(key, model.Literal) else ""
        if isinstance(key, model.Join):
            text = "".join(str(part.value) for part in key.parts if isinstance(part, model.Literal))
        return _last_part(text) if isinstance(text, str) else ""

    def _may_give(self, value: Node) -> bool:
        """Whether a value is more than a constant: undefined, "", JSON.stringify("")."""
        unknown = [
            each
            for each in walk((value,))
            if isinstance(each, model.Name | model.Attribute | model.Subscript)
            and spelled_path(each) not in {"undefined", "JSON", "JSON.stringify", "null", "String"}
        ]
        published = any(published_by(each.name) for each in unknown if isinstance(each, model.Attribute))
        return bool(unknown) and not published and not any(isinstance(each, model.Operation) for each in walk((value,)))

    # --- plugins -------------------------------------------------------------------------------------------------

    def _in_call(self, node: model.Call) -> Iterator[Inlined]:
        callee = last_name(node.function)
        if callee in _DOTENV_PLUGINS:
            yield from self._dotenv(node)
        if callee not in _PLUGINS or self._servers.holds(node):
            return
        setting = f"`{callee}`"
        for argument in node.arguments:
            value = self._carrying.resolved(argument.value)
            if callee == "replace" and not isinstance(value, model.Mapping):
                return  # text.replace(…)
            if "nvironment" in callee:
                yield from self._variables(value, setting)
                continue
            is_replacing = callee in {"DefinePlugin", "replace", "injectProcessEnv"}
            yield from self._mapping(argument.value, setting, _PLUGINS[callee], is_replacing=is_replacing)

    def _variables(self, value: Node, setting: str) -> Iterator[Inlined]:
        """Variables that a plugin takes by name: a list of names, or a mapping of names and defaults."""
        if not isinstance(value, model.Mapping):
            yield from _named(value, setting, "webpack")
            return
        for entry in value.entries:
            if entry.key is not None and self._carrying.key(entry.value):
                yield Inlined(entry.value.region, setting, "webpack", names=(self._name_of(entry.key),))
            elif entry.key is not None:
                yield from _named(entry.key, setting, "webpack")

    def _dotenv(self, node: model.Call) -> Iterator[Inlined]:
        """dotenv-webpack puts each variable of a dotenv file that code names into the bundle."""
        if self._servers.holds(node):
            return
        options = [argument.value for argument in node.arguments if isinstance(argument.value, model.Mapping)]
        given = {
            entry.key.value: entry.value.value if isinstance(entry.value, model.Literal) else True
            for each in options
            for entry in each.entries
            if isinstance(entry.key, model.Literal)
        }
        names = package_of(self._file, self._project).dotenv_names
        # `safe` takes the variables from a list, `systemvars` those of the machine besides.
        if names and (not given.get("safe") or given.get("systemvars")):
            yield Inlined(node.region, "dotenv-webpack", "webpack", names=names)

    def _in_plugin_of_babel(self, node: model.Sequence) -> Iterator[Inlined]:
        """["transform-define", {…}], ["transform-inline-environment-variables", {include: […]}]"""
        first = node.items[0] if node.items else None
        if not isinstance(first, model.Literal) or not isinstance(first.value, str):
            return
        if not _BABEL_PLUGINS.match(first.value):
            return
        for options in node.items[1:]:
            display = self._carrying.resolved(options)
            yield from self._mapping(display, f"`{first.value}`", "Babel", is_replacing=True)
            for each in walk((display,)):
                match each:
                    case model.Entry(key=model.Literal(value="include" | "allowlist" | "whitelist")):
                        yield from _named(each.value, f"`{first.value}`", "Babel")

    # --- assignments ---------------------------------------------------------------------------------------------

    def _in_assignment(self, node: model.Bind) -> Iterator[Inlined]:
        """config.define["process.env.X"] = …, definitions[0]["process.env"].X = …"""
        assert node.value is not None
        target = node.target
        parts: list[str] = []
        while isinstance(target, model.Attribute | model.Subscript):
            if isinstance(target, model.Attribute):
                parts.append(target.name)
            elif isinstance(target.index, model.Literal):
                parts.append(str(target.index.value))
            target = target.value
        is_define = "define" in parts[1:] or any(part == "process.env" or _PATH.match(part) for part in parts)
        if is_define and not self._servers.holds(node) and self._carrying.key(node.value):
            names = tuple(name for part in parts if is_key_name(name := _last_part(part)))
            yield Inlined(node.value.region, "`define`", self._tool, names=names)


def _named(value: Node, setting: str, tool: str) -> Iterator[Inlined]:
    """The names of the key that a value spells."""
    for each in walk((value,)):
        match each:
            case model.Literal(value=str() as name) if is_key_name(name) and published_by(name) is None:
                yield Inlined(each.region, setting, tool, names=(name,))


def _last_part(path: str) -> str:
    """The variable that a replaced expression reads: process.env.SUPERTONE_API_KEY."""
    return path.rpartition(".")[2].strip("_[]\"'%")
