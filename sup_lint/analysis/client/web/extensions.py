"""Browser extensions: which scripts a manifest.json names, and as what."""

import os

from sup_lint.sources.jsonc import mapping, read_object, texts
from sup_lint.sources.packages import PackageFinder

# Where builds keep the manifest, relative to a folder above the script.
_PLACES = ("", "public", "src", "static", "extension", "app")


class ExtensionFinder:
    """Finds the browser extension that a script belongs to; each manifest is read once."""

    def __init__(self, packages: PackageFinder) -> None:
        self._packages = packages
        self._manifests: dict[str, dict[str, str] | None] = {}

    def role(self, path: str) -> tuple[str, str] | None:
        """What a script is to an extension ("the background script") and where the manifest is; None without one."""
        for folder in self._packages.folders_above(path):
            for place in _PLACES:
                manifest = os.path.join(folder, place, "manifest.json")
                roles = self._roles(manifest)
                if roles is None:
                    continue
                role = roles.get(os.path.relpath(path, os.path.dirname(manifest)).replace(os.sep, "/"))
                # The manifest names what a build makes of src/background.ts.
                role = role or roles.get(f"stem:{os.path.basename(path).partition('.')[0]}")
                if role is not None:
                    return role, manifest
        return None

    def is_near(self, path: str) -> bool:
        """Whether a script lies in the folder of an extension."""
        return any(
            self._roles(os.path.join(folder, "manifest.json")) is not None
            for folder in self._packages.folders_above(path)
        )

    def _roles(self, manifest: str) -> dict[str, str] | None:
        if manifest not in self._manifests:
            content = read_object(manifest)
            is_extension = content is not None and "manifest_version" in content
            self._manifests[manifest] = _named(content) if content is not None and is_extension else None
        return self._manifests[manifest]


def _named(content: dict[str, object]) -> dict[str, str]:
    """The scripts and pages that a manifest names, by path and by stem."""
    background = mapping(content.get("background"))
    found: list[tuple[str, str]] = [
        (text, "the background script")
        for name in ("service_worker", "scripts", "page")
        for text in texts(background.get(name))
    ]
    contents = content.get("content_scripts")
    for each in contents if isinstance(contents, list) else []:
        found += [(text, "a content script") for text in texts(mapping(each).get("js"))]
    for action in ("action", "browser_action", "page_action"):
        found += [(text, "the popup") for text in texts(mapping(content.get(action)).get("default_popup"))]
    found += [(text, "the options page") for text in texts(content.get("options_page"))]
    found += [(text, "the options page") for text in texts(mapping(content.get("options_ui")).get("page"))]
    found += [(text, "the side panel") for text in texts(mapping(content.get("side_panel")).get("default_path"))]
    found += [(text, "the developer tools page") for text in texts(content.get("devtools_page"))]
    found += [(str(text), "a page") for text in mapping(content.get("chrome_url_overrides")).values()]
    roles: dict[str, str] = {}
    for name, role in found:
        path = os.path.normpath(name.lstrip("/")).replace(os.sep, "/")
        roles[path] = role
        if path.endswith((".js", ".ts", ".mjs")):
            roles[f"stem:{os.path.basename(path).partition('.')[0]}"] = role
    roles.pop("stem:index", None)  # too common to say anything
    return roles
