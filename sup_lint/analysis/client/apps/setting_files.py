"""Whether a file of settings is packed into an app: property lists, resources, assets, manifests."""

import os
import re
from typing import TYPE_CHECKING

from sup_lint.analysis.client.apps import kinds
from sup_lint.analysis.client.apps.imports import INSTALLS
from sup_lint.analysis.client.apps.kinds import AppFolder
from sup_lint.analysis.client.folders import Folders, folders_of, place_of
from sup_lint.analysis.client.shipping import Shipped

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_TESTS = frozenset({"test", "tests", "androidTest", "Tests", "fixtures", "testdata", "node_modules"})
_ASSETS = re.compile(
    r"^[ \t]{0,8}assets:[ \t]*(?:\[([^\]]{0,2000})\]|((?:\r?\n[ \t]*(?:-[^\r\n]*|#[^\r\n]*)?){1,400}))", re.MULTILINE
)
_ASSET = re.compile(r"-[ \t]+(?:path:[ \t]+)?[\"']?([^\s\"'#]+)")
_MANIFEST_VERSION = re.compile(r'"manifest_version"\s{0,8}:\s{0,8}[23]')


def shipped(file: "AnalysedFile", project: "Project") -> Shipped | None:
    """Why a file of settings is part of an app; None for the settings of servers and tools, and those of tests."""
    place = place_of(file)
    inner = os.path.relpath(place, project.root).split(os.sep)
    if any(folder in _TESTS or folder.endswith("Tests") for folder in inner[:-1]):
        return None
    folders = folders_of(project)
    name = inner[-1]
    if name == "manifest.json" and _MANIFEST_VERSION.search(file.text):
        return Shipped("is the manifest of a browser extension", "installs the extension")
    if name.startswith("capacitor.config.") or (name == "config.xml" and "<widget" in file.text):
        return Shipped("is packed into the app", INSTALLS)
    for app in kinds.apps_around(place, folders, kinds.ALL):
        told = _packed(file, app, folders, place)
        if told:
            return Shipped(f"{told} {app.kind} ({app.teller})", app.audience)
    return None


def _packed(file: "AnalysedFile", app: AppFolder, folders: Folders, place: str) -> str:
    """How a file gets into an app; empty if it doesn't."""
    inner = os.path.relpath(place, app.folder).replace(os.sep, "/")
    name = inner.rpartition("/")[2]
    if app.kind == "the Android app":
        in_module = re.match(r"src/(?!test|androidTest)\w{1,60}/(?:res|assets|resources|AndroidManifest\.xml)", inner)
        return (
            "is part of" if in_module or name == "AndroidManifest.xml" or inner.startswith(("res/", "assets/")) else ""
        )
    if app.kind == "the Flutter app":
        listed = _is_asset(inner, folders.text(app.folder, "pubspec.yaml"))
        return "is bundled, as an asset, into" if listed else ""
    if app.kind == "the app" and app.teller.endswith((".csproj", ".fsproj", ".vbproj")):
        is_setting = (
            name.startswith("appsettings")
            or inner.startswith(("Resources/", "Assets/", "wwwroot/"))
            or name == "App.config"
        )
        return "is packed into" if is_setting else ""
    if app.kind == "the app":
        if name.endswith(".xcconfig"):
            return "is a build setting of"
        is_resource = name.endswith((".plist", ".json", ".xml", ".strings")) and "/." not in f"/{inner}"
        return "is part of" if is_resource and not _is_of_tools(name) else ""
    if app.kind == "the Unity game":
        is_asset = re.match(r"Assets/(?:.*/)?(?:StreamingAssets|Resources)/", inner) or file.language == "unity-asset"
        return "is packed into" if is_asset and inner.startswith("Assets/") and "/Editor/" not in inner else ""
    if app.kind == "the Unreal game":
        return "is packed into" if inner.startswith(("Config/", "Content/")) else ""
    if app.kind == "the firmware":
        return "is built into" if name.startswith("sdkconfig") or inner.startswith("data/") else ""
    return "is packed into" if app.kind == "the desktop app" and "/resources/" in f"/{inner}" else ""


def _is_of_tools(name: str) -> bool:
    """Whether a file in the folder of an app is for its tools: packages, editors, signing."""
    return name in {
        "package.json",
        "package-lock.json",
        "Package.resolved",
        "ExportOptions.plist",
        "tsconfig.json",
    } or (name.startswith("."))


def _is_asset(inner: str, pubspec: str) -> bool:
    """Whether pubspec.yaml lists a file, or its folder, among the assets."""
    return any(
        inner == listed or (listed.endswith("/") and inner.rpartition("/")[0] == listed.rstrip("/"))
        for listed in assets(pubspec)
    )


def assets(pubspec: str) -> list[str]:
    """The files and folders that a pubspec.yaml lists as assets."""
    found: list[str] = []
    for match in _ASSETS.finditer(pubspec):
        if match[1] is not None:
            found += [part.strip().strip("\"'") for part in match[1].split(",")]
        else:
            found += _ASSET.findall(match[2])
    return found
