"""What frameworks publish whatever it is called: variables of certain modules, public parts of settings."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.client.shipping import shipped
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.publishing.package import package_of
from sup_lint.keys.names import is_key_name
from sup_lint.keys.publishing import Publisher

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project

_APP = "installs the app"
_SVELTE = Publisher("", "SvelteKit", "$env/static/public")
_ASTRO = Publisher("", "Astro", "astro:env/client")
_DOTENV = Publisher("", "react-native-dotenv", "@env", _APP)
_CONFIG = Publisher("", "react-native-config", "Config.X", _APP)
_NUXT = Publisher("", "Nuxt", "useRuntimeConfig().public")
_NEXT = Publisher("", "Next.js", "getConfig().publicRuntimeConfig")
_EXPO = Publisher("", "Expo", "Constants.expoConfig.extra", _APP)
_ANGULAR = Publisher("", "Angular", "environment.X")

# Modules that every named import of is published.
_MODULES = {
    "$env/static/public": _SVELTE,
    "$app/env/public": _SVELTE,
    "astro:env/client": _ASTRO,
    "@env": _DOTENV,
    "react-native-dotenv": _DOTENV,
    "react-native-config": _CONFIG,
}
# What comes before the name: full names of what lies outside the project, and paths as they are spelled.
_HOLDERS = (
    (re.compile(r"^\$(?:env/dynamic|app/env)/public(?:\.env)?$"), _SVELTE),
    (re.compile(r"^react-native-config(?:\.default|\.Config)?$"), _CONFIG),
    (re.compile(r"(?:^|[.\w])useRuntimeConfig\(\)\.(?:public|app)(?:\.\w+)*$"), _NUXT),
    (re.compile(r"(?:^|\.)(?:\$config|runtimeConfig)\.public(?:\.\w+)*$"), _NUXT),
    (re.compile(r"^this\.\$config$"), Publisher("", "Nuxt 2", "publicRuntimeConfig")),
    (re.compile(r"^next/config(?:\.default)?\(\)\.publicRuntimeConfig(?:\.\w+)*$"), _NEXT),
    (re.compile(r"(?:^|\.)publicRuntimeConfig$"), _NEXT),
    (re.compile(r"^expo-constants[\w.]*\.(?:expoConfig|manifest2?)[\w.]*\.extra(?:\.\w+)*$"), _EXPO),
    (re.compile(r"^Constants\.(?:expoConfig|manifest2?)[\w.]*\.extra(?:\.\w+)*$"), _EXPO),
)
_ANGULAR_FILE = re.compile(r"(?:^|/)environments?/environment[\w.-]*$")
_SERVER_FOLDER = re.compile(r"(?:^|/)(?:api|server|backend|functions)/")
_PROCESS_ENV = re.compile(r"^builtins\.(?:process\.env|import\.meta\.env)$")


def publisher_of_module(module: str) -> Publisher | None:
    """Who publishes all that is imported from a module by name."""
    return _MODULES.get(module)


def publisher_of_member(
    holder: "Node", name: str, file: "AnalysedFile", program: model.Program, project: "Project"
) -> Publisher | None:
    """Who publishes the member `name` of what the expression `holder` gives; None where it is no key or nobody does."""
    spelled = _spelled_source(holder, program, project)
    tail = spelled.rpartition(".")[2]
    if not (is_key_name(name) or (tail and is_key_name(f"{tail}.{name}"))):
        return None
    values = project.flow.glance(holder, project.flow.frame(program))
    for path in (spelled, *(value.name for value in values if isinstance(value, External))):
        for pattern, publisher in _HOLDERS:
            if pattern.search(path):
                return publisher
        if _PROCESS_ENV.match(path) or path == "process.env":
            from sup_lint.analysis.publishing.settings import inlining_tool

            if shipped(file, project) is not None and (tool := inlining_tool(file, name, project)):
                return Publisher("", tool, f"process.env.{name}")
    if isinstance(holder, model.Name) and _is_angular(file, project):
        scopes = project.scopes(program)
        for binding in scopes.lookup(holder.id, scopes.position(holder)) or ():
            statement = scopes.parents.get(id(binding.node))
            if isinstance(statement, model.Import) and _ANGULAR_FILE.search(statement.module):
                return _ANGULAR
    return None


def angular_publisher(file: "AnalysedFile", project: "Project") -> Publisher | None:
    """Angular, if the file is one that holds the settings of its environments."""
    stem = file.path.rpartition(".")[0]
    return _ANGULAR if _ANGULAR_FILE.search(stem) and _is_angular(file, project) else None


def _is_angular(file: "AnalysedFile", project: "Project") -> bool:
    return "@angular/core" in package_of(file, project).dependencies and not _SERVER_FOLDER.search(file.path)


def _spelled_source(node: "Node", program: model.Program, project: "Project") -> str:
    """An expression as a dotted path; what a variable was taken out of stands for it: const { extra } = …."""
    path = spelled_path(node)
    root, _, rest = path.partition(".")
    while isinstance(node, model.Attribute | model.Subscript):
        node = node.value
    if isinstance(node, model.Name) and node.id == root:
        scopes = project.scopes(program)
        for binding in scopes.lookup(root, scopes.position(node)) or ():
            steps = [step for step in binding.path if isinstance(step, str)]
            source = spelled_path(binding.value) if binding.value is not None and steps else ""
            if source:
                return ".".join(part for part in (source, *steps, rest) if part)
    return path


def spelled_path(node: "Node") -> str:
    """An expression as a dotted path, as it is written: this.$config.public; empty for one that is no path."""
    parts: list[str] = []
    while True:
        match node:
            case model.Attribute():
                parts.append(node.name)
                node = node.value
            case model.Subscript(index=model.Literal(value=str() as text)):
                parts.append(text)
                node = node.value
            case model.Choice(how="or"):  # (Constants.expoConfig ?? {}).extra
                node = node.options[0]
            case model.Name():
                parts.append(node.id)
                return ".".join(reversed(parts))
            case _:
                return ""
