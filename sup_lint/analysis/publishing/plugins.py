"""Plugins of bundlers and of Babel that put the key into what they build."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.publishing.package import package_of
from sup_lint.analysis.publishing.replacements import Replacements, name_of, named_in
from sup_lint.analysis.publishing.server_builds import ServerBuilds

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

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


class Plugins:
    """Looks at the plugins that one program sets up."""

    def __init__(self, file: "AnalysedFile", program: Program, project: "Project") -> None:
        self._file = file
        self._project = project
        self._replacements = Replacements(program, project)
        self._carrying = self._replacements.carrying
        self._servers = ServerBuilds(file, project.scopes(program))

    def in_call(self, node: model.Call) -> Iterator[Inlined]:
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
            yield from self._replacements.within(argument.value, setting, _PLUGINS[callee], is_replacing=is_replacing)

    def _variables(self, value: Node, setting: str) -> Iterator[Inlined]:
        """Variables that a plugin takes by name: a list of names, or a mapping of names and defaults."""
        if isinstance(value, model.Literal) and value.value == "all":
            yield Inlined(value.region, setting, "Vite", sure=False)
        if not isinstance(value, model.Mapping):
            yield from named_in(value, setting, "webpack")
            return
        for entry in value.entries:
            if entry.key is not None and self._carrying.key(entry.value):
                yield Inlined(entry.value.region, setting, "webpack", names=(name_of(entry.key),))
            elif entry.key is not None:
                yield from named_in(entry.key, setting, "webpack")

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
        elif given.get("systemvars"):
            yield Inlined(node.region, "dotenv-webpack", "webpack", sure=False)

    def in_list(self, node: model.Sequence) -> Iterator[Inlined]:
        """["transform-define", {…}], ["transform-inline-environment-variables", {include: […]}]"""
        first = node.items[0] if node.items else None
        if not isinstance(first, model.Literal) or not isinstance(first.value, str):
            return
        if not _BABEL_PLUGINS.match(first.value):
            return
        for options in node.items[1:]:
            display = self._carrying.resolved(options)
            yield from self._replacements.within(display, f"`{first.value}`", "Babel", is_replacing=True)
            for each in walk((display,)):
                match each:
                    case model.Entry(key=model.Literal(value="include" | "allowlist" | "whitelist")):
                        yield from named_in(each.value, f"`{first.value}`", "Babel")
