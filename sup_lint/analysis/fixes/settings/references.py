"""How files of settings refer to a variable of the environment, by what reads them."""

import re
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.fixes.settings.held import HeldText, in_yaml
from sup_lint.analysis.settings.view import settings_of

if TYPE_CHECKING:
    from sup_lint.model.fix import Fix


class _Reference(NamedTuple):
    """`spelling` has `NAME` where the variable's name goes; `is_bare` if quotes would make text of it.

    A `caveat` makes it unsafe.
    """

    spelling: str
    caveat: str = ""
    is_bare: bool = False


_SECRET = "${{ secrets.NAME }}"  # noqa: S105 - a reference, no secret
_COMPOSE = "${NAME:?}"
_IN_EDITOR = "${env:NAME}"
_IN_ANSIBLE = "{{ lookup('env', 'NAME') }}"
# By the path, the first that fits; None where nothing is put in, so that no other row is to be tried.
_BY_PATH: tuple[tuple[re.Pattern[str], _Reference | None], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reference)
    for pattern, reference in (
        (r"(?:^|/)\.github/workflows/[^/]+\.ya?ml$|(?:^|/)\.(?:gitea|forgejo)/workflows/", _Reference(_SECRET)),
        (r"(?:^|/)action\.ya?ml$", None),  # it has no secrets, only inputs
        (r"(?:^|/)(?:docker-|podman-)?compose[\w.-]{0,80}\.ya?ml$", _Reference(_COMPOSE)),
        (r"(?:^|/)serverless[\w.-]{0,80}\.ya?ml$", _Reference("${env:NAME}")),
        (r"(?:^|/)(?:application|bootstrap)(?:-[\w.-]{1,80})?\.(?:properties|ya?ml)$", _Reference("${NAME}")),
        (r"(?:^|/)(?:application|reference)(?:[.-][\w-]{1,80})?\.(?:conf|hocon)$", _Reference("${NAME}", is_bare=True)),
        (r"(?:^|/)\.vscode/(?:mcp|launch|tasks)\.json$", _Reference(_IN_EDITOR)),
        (r"(?:^|/)(?:\.cursor|\.roo|\.windsurf)/mcp\.json$|(?:^|/)mcp_config\.json$", _Reference(_IN_EDITOR)),
        (r"(?:^|/)\.mcp\.json$|(?:^|/)\.gemini/settings\.json$", _Reference("${NAME}")),
        (r"(?:^|/)supervisord?[\w.-]{0,80}\.(?:conf|ini)$", _Reference("%(ENV_NAME)s")),
        (r"(?:^|/)tox\.ini$", _Reference("{env:NAME}")),
        (r"(?:^|/)\.?devcontainer\.json$", _Reference("${localEnv:NAME}")),
        (r"(?:^|/)opencode\.jsonc?$", _Reference("{env:NAME}")),
        (r"(?:^|/)mkdocs\.ya?ml$", _Reference("!ENV NAME", is_bare=True)),
        (r"(?:^|/)(?:group_vars|host_vars|playbooks?|roles|ansible)/.{0,400}\.ya?ml$", _Reference(_IN_ANSIBLE)),
        (r"\.postman_collection\.json$|(?:^|/)postman/[^/]{1,200}collection[^/]{0,80}\.json$", _Reference("{{NAME}}")),
    )
)  # fmt: skip
_COMPOSE_OR_SHELL = re.compile(r"(?:^|/)(?:docker-|podman-)?compose[\w.-]{0,80}\.ya?ml$", re.IGNORECASE)
# What a cluster is told is put in by other means, if at all.
_MANIFEST = re.compile(r"^(?:apiVersion|kind):", re.MULTILINE)
# Values of others in the same file show what its reader puts in.
_STYLES = (
    (re.compile(r"\$\{env:[A-Za-z_]\w*\}"), "${env:NAME}"),
    (re.compile(r"\$\{oc\.env:[A-Za-z_]\w*(?:,[^{}]*)?\}"), "${oc.env:NAME}"),
    (re.compile(r"\$\{[A-Z][A-Z0-9_]*(?::-?[^{}?]*)?\}"), "${NAME}"),
    (re.compile(r"%env\([A-Za-z_:]+\)%"), "%env(NAME)%"),
    (re.compile(r"<%=\s*ENV(?:\.fetch\(|\[).{1,80}%>"), "<%= ENV.fetch('NAME') %>"),
    (re.compile(r"\{\{\s*lookup\(\s*'env',.{1,80}\}\}"), _IN_ANSIBLE),
)
_QUOTED = frozenset({"json", "toml", "xml"})
# Where GitHub puts no secrets in: inputs of others, and what decides on jobs before they run.
_WITHOUT_SECRETS = frozenset({"on", "true", "inputs", "strategy", "runs-on", "if", "concurrency"})
# What stands before the key and is to go with it, and what behind it.
_FALLBACKS = (
    # ${NAME:-key}, ${NAME:key}, ${NAME-key}, ${oc.env:NAME,key}
    (
        re.compile(r"\$\{(?:oc\.env:|env:)?(?P<name>[A-Za-z_][\w.]{0,100})(?P<drop>\s{0,4}[:,-][-=]?\s{0,4}[\"']?)\Z"),
        re.compile(r"[\"']?(?=\})"),
    ),
    # ${{ secrets.NAME || 'key' }}
    (
        re.compile(r"\{\{\s{0,8}[\w.]{0,20}?(?P<name>[A-Za-z_]\w{0,100})(?P<drop>\s{0,8}\|\|\s{0,8}[\"'])\Z"),
        re.compile(r"[\"'](?=\s{0,8}\}\})"),
    ),
    # <%= ENV.fetch('NAME', 'key') %>
    (
        re.compile(r"\bfetch\(\s{0,8}[\"'](?P<name>[A-Za-z_]\w{0,100})[\"'](?P<drop>\s{0,8},\s{0,8}[\"'])\Z"),
        re.compile(r"[\"'](?=\s{0,8}\))"),
    ),
)


def reference_fix(text: HeldText, variable: str) -> "Fix | None":
    """Put a reference to the variable where the key stands; None where nothing is known of who reads the file."""
    fallback = _without_fallback(text)
    if fallback is not None:
        return fallback
    reference = _reference_for(text)
    if reference is None:
        return None
    spelled = reference.spelling.replace("NAME", variable)
    place = _placed(text, spelled, is_bare=reference.is_bare)
    return None if place is None else text.fix(*place, f"read the key from {spelled}", reference.caveat)


def _reference_for(text: HeldText) -> _Reference | None:
    path = text.file.host.path
    names = text.setting.path if text.setting is not None else ()
    is_manifest = text.file.language == "yaml" and _MANIFEST.search(text.file.text) is not None
    for pattern, reference in _BY_PATH if not is_manifest else ():
        if pattern.search(path):
            if reference is not None and reference.spelling == _SECRET and not _WITHOUT_SECRETS.isdisjoint(names):
                return None
            if reference is not None and reference.spelling == "{{NAME}}" and "variable" in names:
                return None  # the variable itself
            return reference
    if path.endswith(".vscode/settings.json"):
        is_terminal = any(name.startswith("terminal.integrated.env") for name in names)
        return _Reference(_IN_EDITOR) if is_terminal else None
    if text.is_whole and not is_manifest:
        return _style_of(text)
    return None


def _style_of(text: HeldText) -> _Reference | None:
    """How other values of the file refer to the environment."""
    for setting in settings_of(text.file):
        for pattern, spelling in _STYLES:
            if len(setting.value) < 200 and pattern.fullmatch(setting.value.strip()):
                return _Reference(spelling)
    return None


def _placed(text: HeldText, spelled: str, *, is_bare: bool) -> tuple[int, int, str] | None:
    if is_bare:
        return (text.first, text.last, spelled) if text.is_whole else None
    if text.file.language == "yaml":
        return in_yaml(text, spelled)
    if '"' in spelled or (text.file.language in _QUOTED and not text.quote and text.is_whole):
        return None
    return text.start, text.end, spelled


def _without_fallback(text: HeldText) -> "Fix | None":
    """A reference that falls back on the key, without the fallback."""
    content = text.file.text
    for before, behind in _FALLBACKS:
        opening = before.search(content, max(0, text.start - 250), text.start)
        closing = behind.match(content, text.end)
        if opening is not None and closing is not None:
            is_checked = _COMPOSE_OR_SHELL.search(text.file.host.path) is not None
            return text.fix(
                opening.start("drop"),
                closing.end(),
                ":?" if is_checked else "",
                f"drop the fallback, so that the key comes from {opening['name']} alone",
            )
    return None
