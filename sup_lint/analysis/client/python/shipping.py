"""Whether a Python file runs on the client: in the page of a browser, or in an app that users install."""

import os
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.client.python.apps import App, apps_of
from sup_lint.analysis.client.shipping import Shipped

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

# Modules that only Python in a browser has, and whose they are.
_IN_BROWSER = {
    "js": "Pyodide",
    "pyscript": "PyScript",
    "pyodide": "Pyodide",
    "pyodide_js": "Pyodide",
    "pyodide_http": "Pyodide",
    "micropip": "Pyodide",
    "browser": "Brython",
    "polyscript": "PyScript",
}
# Toolkits of apps that are installed on the users' devices, and whether nothing else is made with them.
_INSTALLED = {
    "kivy": ("Kivy", True),
    "kivymd": ("KivyMD", True),
    "toga": ("Toga (BeeWare)", True),
    "rubicon": ("BeeWare", True),
    "jnius": ("Pyjnius, which runs on Android", True),
    "android": ("Python for Android", True),
    "flet": ("Flet", False),
}
_SERVERS = frozenset(
    "flask fastapi django starlette sanic aiohttp tornado bottle quart uvicorn gunicorn litestar falcon celery".split()
)
INSTALLS = "installs the app"
_PAGES = (".html", ".htm", ".xhtml")


def shipped(file: "AnalysedFile", project: "Project") -> Shipped | None:
    """Why a Python file, or the Python in an HTML file, is shipped to clients; None if nothing says so."""
    if file.path.lower().endswith(_PAGES):
        return Shipped("holds Python that the browser runs")
    roots = _imports(file, project)
    place = os.path.abspath(file.path)
    if _is_for_development(file.path):
        return None
    by_import = _by_import(file, roots)
    if by_import is not None and by_import.sure:
        return by_import
    if file not in _REACHED:
        apps = apps_of(project)
        _REACHED[file] = next((app for app in apps if app.holds(place)), None)
    app = _REACHED[file]
    if app is None:
        return by_import
    is_server = bool(_SERVERS & roots.keys()) and not app.is_named(place)
    return None if is_server else Shipped(app.reason_for(place), app.audience)


_REACHED: "WeakKeyDictionary[AnalysedFile, App | None]" = WeakKeyDictionary()


def _by_import(file: "AnalysedFile", roots: dict[str, bool]) -> Shipped | None:
    for root, is_guarded in roots.items():
        if root in _IN_BROWSER:
            return Shipped(f"imports `{root}`, so the browser runs it ({_IN_BROWSER[root]})", sure=not is_guarded)
    if "nuitka-project:" in file.text:
        return Shipped("is compiled into an app by Nuitka (its own `nuitka-project` options)", INSTALLS)
    for root, is_guarded in roots.items():
        if root in _INSTALLED and not _SERVERS & roots.keys():
            toolkit, is_sure = _INSTALLED[root]
            return Shipped(f"is part of an app made with {toolkit}", INSTALLS, sure=is_sure and not is_guarded)
    return None


def _imports(file: "AnalysedFile", project: "Project") -> dict[str, bool]:
    """The packages from outside the project that a file imports, and whether each import may fail or is conditional."""
    found: dict[str, bool] = {}
    if file.program is None:
        return found
    scopes = project.scopes(file.program)
    for node in file.program.nodes():
        if not isinstance(node, model.Import) or node.level or not node.module:
            continue
        root = node.module.partition(".")[0]
        if project.imported(file.program, node.module, 0) is not None:
            continue  # a module of the project that is called the same
        is_guarded = any(isinstance(each, model.Try | model.If) for each in scopes.ancestors(node))
        found[root] = found.get(root, True) and is_guarded
    return found


def _is_for_development(path: str) -> bool:
    """Whether a file is a test or builds the project: it isn't shipped with an app."""
    *folders, name = path.replace("\\", "/").split("/")
    if name.startswith("test_") or name.endswith("_test.py") or name in {"conftest.py", "setup.py", "manage.py"}:
        return True
    return any(folder in {"tests", "test"} for folder in folders)
