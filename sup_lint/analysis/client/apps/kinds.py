"""The kinds of apps: what tells that a folder is one, and which of its files go into it."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sup_lint.analysis.client.apps.imports import FIRMWARE, INSTALLS
from sup_lint.analysis.client.folders import Folders


@dataclass(frozen=True, slots=True)
class AppFolder:
    """An app in a folder: `teller` is the file that tells so, as a path relative to the project; `kind` names it."""

    folder: str
    kind: str
    teller: str
    audience: str = INSTALLS


_GRADLE = ("build.gradle.kts", "build.gradle")
_ANDROID = re.compile(
    r"com\.android\.(?:application|library|dynamic-feature)|plugins\.android\.?(?:application|library)"
    r"|android[.-](?:application|library)\b"
)
_DESKTOP = re.compile(r"org\.jetbrains\.compose|org\.openjfx|compose\.desktop|plugins\.compose\b|javafx\s{0,4}\{")
_SERVED = re.compile(r"org\.springframework|io\.ktor\.plugin|ktor-server|io\.quarkus|io\.micronaut|play-framework")
_FLUTTER = re.compile(r"^[ \t]{1,8}flutter:[ \t]*(?:#[^\n]*)?\r?\n[ \t]{1,16}sdk:[ \t]*flutter", re.MULTILINE)
_DESKTOP_NET = re.compile(
    r"<UseMaui>\s*true|<UseWPF>\s*true|<UseWindowsForms>\s*true|Sdk\.BlazorWebAssembly|Avalonia|Xamarin|<UseWinUI>\s*true"
    r"|WindowsAppSDK|<OutputType>\s*WinExe|Uno\.Sdk|Microsoft\.Maui",
    re.IGNORECASE,
)
_BLAZOR = re.compile(r"Sdk\.BlazorWebAssembly", re.IGNORECASE)


def android(folder: str, folders: Folders) -> AppFolder | None:
    """An Android module: an app, or a library that apps are made from."""
    names = folders.names(folder)
    script = next((name for name in _GRADLE if name in names), "")
    text = folders.text(folder, script) if script else ""
    manifest = os.path.join(folder, "src", "main", "AndroidManifest.xml")
    if folders.text(manifest):
        return AppFolder(folder, "the Android app", folders.shown(manifest))
    if _ANDROID.search(text) and "apply false" not in text:
        return AppFolder(folder, "the Android app", folders.shown(folder, script))
    if _DESKTOP.search(text) and not _SERVED.search(text) and "apply false" not in text:
        return AppFolder(folder, "the desktop app", folders.shown(folder, script))
    if "AndroidManifest.xml" in names and "src" not in folder.split(os.sep)[-2:]:
        return AppFolder(folder, "the Android app", folders.shown(folder, "AndroidManifest.xml"))
    return None


def flutter(folder: str, folders: Folders) -> AppFolder | None:
    """A Flutter app or a package for such apps; a Dart server has no Flutter in its pubspec.yaml."""
    if _FLUTTER.search(folders.text(folder, "pubspec.yaml")):
        return AppFolder(folder, "the Flutter app", folders.shown(folder, "pubspec.yaml"))
    return None


def apple(folder: str, folders: Folders) -> AppFolder | None:
    """An app for Apple's systems."""
    names = folders.names(folder)
    if "Package.swift" in names and re.search(
        r"vapor|hummingbird", folders.text(folder, "Package.swift"), re.IGNORECASE
    ):
        return None
    for name in sorted(names):
        if name.endswith((".xcodeproj", ".xcworkspace", ".swiftpm")) or name in {"Info.plist", "Podfile"}:
            return AppFolder(folder, "the app", folders.shown(folder, name))
    if "project.yml" in names and re.search(r"type:\s*application", folders.text(folder, "project.yml")):
        return AppFolder(folder, "the app", folders.shown(folder, "project.yml"))
    return None


def unity(folder: str, folders: Folders) -> AppFolder | None:
    """A Unity project."""
    names = folders.names(folder)
    if "Assets" in names and "ProjectSettings" in names:
        return AppFolder(folder, "the Unity game", folders.shown(folder, "ProjectSettings"))
    return None


def dotnet(folder: str, folders: Folders) -> AppFolder | None:
    """A .NET project with windows of its own, or one that runs in the browser."""
    for name in sorted(folders.names(folder)):
        if name.endswith((".csproj", ".fsproj", ".vbproj")):
            text = folders.text(folder, name)
            if _DESKTOP_NET.search(text) and 'Sdk.Web"' not in text:
                audience = "opens the page" if _BLAZOR.search(text) else INSTALLS
                return AppFolder(folder, "the app", folders.shown(folder, name), audience)
    return None


def firmware(folder: str, folders: Folders) -> AppFolder | None:
    """Firmware of a microcontroller."""
    names = folders.names(folder)
    for name in sorted(names):
        if name.endswith(".ino") or name in {"platformio.ini", "sdkconfig", "sdkconfig.defaults"}:
            return AppFolder(folder, "the firmware", folders.shown(folder, name), FIRMWARE)
    return None


def unreal(folder: str, folders: Folders) -> AppFolder | None:
    """An Unreal project."""
    name = next((name for name in sorted(folders.names(folder)) if name.endswith(".uproject")), "")
    return AppFolder(folder, "the Unreal game", folders.shown(folder, name)) if name else None


Detector = Callable[[str, Folders], AppFolder | None]
DETECTORS: dict[str, tuple[Detector, ...]] = {
    "kotlin": (android,),
    "java": (android,),
    "groovy": (android,),
    "scala": (),
    "dart": (flutter,),
    "swift": (apple,),
    "objective-c": (apple,),
    "csharp": (unity, dotnet),
    "cpp": (firmware, unreal, android, apple),
}
ALL: tuple[Detector, ...] = (android, flutter, apple, unity, dotnet, firmware, unreal)


def app_around(place: str, folders: Folders, detectors: tuple[Detector, ...]) -> AppFolder | None:
    """The app whose folder a file lies in, the innermost first; None if it lies in none."""
    return next(apps_around(place, folders, detectors), None)


def apps_around(place: str, folders: Folders, detectors: tuple[Detector, ...]) -> Iterator[AppFolder]:
    """The apps whose folders a file lies in, from the innermost."""
    for folder in folders.above(place):
        for detector in detectors:
            found = detector(folder, folders)
            if found is not None:
                yield found
