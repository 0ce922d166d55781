"""Keys in files of build and deployment that are no plain settings: Dockerfiles, Makefiles, Terraform, pipelines."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis.fixes.settings.held import HeldText, line_end
from sup_lint.analysis.fixes.settings.terraform import terraform_fix

if TYPE_CHECKING:
    from sup_lint.model.fix import Fix

_RECORDINGS = re.compile(
    r"\.har$|(?:^|/)(?:cassettes?|recordings?|__recordings__|vcr\w{0,40}|mappings)/", re.IGNORECASE
)
_DOCKER_NAME = re.compile(
    r"(?P<gap>(?:[ \t]|\\\r?\n){1,200})[\"']?[A-Za-z_][\w.-]{0,120}[\"']?(?P<sign>=|[ \t]{1,80})\Z"
)
_DOCKER_WORD = re.compile(r"(?:^|\n)[ \t]*(?P<word>ENV|ARG)[ \t]+[^\n]*(?:\\\r?\n[^\n]*)*\Z", re.IGNORECASE)
_MAKE_ASSIGNMENT = re.compile(
    r"[ ]{0,40}(?P<export>export[ \t]{1,8})?(?P<name>[A-Za-z_][\w.-]{0,120})[ \t]*(?:[?+!]|:{1,3})?=[ \t]*\Z"
)
# Of one target: run: export NAME = …
_TARGET_ASSIGNMENT = re.compile(
    r"[\w./%-]{1,80}(?:[ ]{1,8}[\w./%-]{1,80}){0,8}[ ]{0,8}:[ \t]{1,8}(?:(?:export|private|override)[ \t]{1,8}){0,2}"
    r"(?P<name>[A-Za-z_][\w.-]{0,120})[ \t]{0,8}(?:[?+!]|:{1,3})?=[ \t]{0,8}"
)
_RECIPE = re.compile(r"[ ]*\t|[ ]{4}")
_SCRIPTS_OF_PIPELINES = re.compile(
    r"(?:^|/)(?:\.gitlab-ci\.ya?ml|\.circleci/|bitbucket-pipelines\.ya?ml|[\w.-]{0,80}\.gitlab-ci\.ya?ml)",
    re.IGNORECASE,
)
_AZURE = re.compile(r"(?:^|/)azure-pipelines[\w.-]{0,80}\.ya?ml$", re.IGNORECASE)
_ENTRY = re.compile(r"[ \t]*[\"']?(?P<name>[\w.-]{1,120})[\"']?[ ]*:[ \t]+\Z")
_FLOW_ENTRY = re.compile(r"(?P<sign>[{,])[ \t]{0,80}(?P<name>[\"']?[\w.-]{1,120}[\"']?[ \t]{0,80}:[ \t]{1,80})\Z")
# Platforms with secrets of their own, and the commands that set one.
_PLATFORM = re.compile(r"(?:^|/)(?P<name>wrangler|netlify|fly)\.toml$")
_SETTING_A_SECRET = {
    "wrangler": "wrangler secret put NAME",
    "netlify": "netlify env:set NAME …",
    "fly": "fly secrets set NAME=…",
}
_DECLARED = re.compile(r"[ \t]*[\"']?[\w.-]{1,120}[\"']?[ \t]*=[ \t]*\Z")
_CONTAINER = re.compile(
    r"^kind:[ \t]{0,8}[\"']?(?:\w{0,40}Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|ReplicaSet)\b", re.MULTILINE
)
_VALUE = re.compile(r"(?P<indent>[ ]*)value:[ \t]+\Z")


def recipe_fix(text: HeldText, variable: str) -> "Fix | None":
    """What mends a key in such a file; None for any other file, or where only a person can mend it."""
    from sup_lint.analysis.fixes.settings.fix import recorded_fix

    path, language = text.file.host.path, text.file.language
    if _RECORDINGS.search(path):
        return recorded_fix(text)
    if language == "dockerfile":
        return _docker(text, variable)
    if language == "makefile":
        return _make(text, variable)
    if language == "terraform":
        return terraform_fix(text, variable)
    if language == "yaml" and _SCRIPTS_OF_PIPELINES.search(path):
        return _pipeline(text, variable)
    if language == "yaml" and _AZURE.search(path):
        return _azure(text, variable)
    if language == "yaml" and _CONTAINER.search(text.document):
        return _container(text, variable)
    platform = _PLATFORM.search(path)
    if platform is not None and text.is_whole and text.setting is not None and _DECLARED.fullmatch(text.before):
        command = _SETTING_A_SECRET[platform["name"]].replace("NAME", text.setting.name)
        message = f"drop the variable from {platform['name']}.toml"
        return _without_line(text, message, f"needs the key as a secret of the platform: {command}")
    return None


def _without_line(text: HeldText, message: str, caveat: str = "") -> "Fix | None":
    """Drop the line of an entry that has it for itself."""
    if text.behind.strip() and not text.behind.lstrip().startswith("#"):
        return None
    content = text.file.text
    end = line_end(content, text.last)
    return text.fix(text.line_start, min(end + 1, len(content)), "", message, caveat)


def _docker(text: HeldText, variable: str) -> "Fix | None":
    """Drop what ENV sets, or the default of ARG."""
    content = text.file.text
    if not text.is_whole:
        return None
    named = _DOCKER_NAME.search(content, max(0, text.first - 400), text.first)
    word = _DOCKER_WORD.search(content, max(0, text.first - 4000), text.first)
    if named is None or word is None:
        return None
    if word["word"].upper() == "ARG":
        if named["sign"] != "=":
            return None
        caveat = f"needs --build-arg {variable}=…, and the image's history shows it: better mount a secret"
        return text.fix(named.start("sign"), text.last, "", "drop the default of the argument", caveat)
    caveat = f"needs {variable} when the container runs, as with --env-file"
    message = "drop the variable from the image"
    is_first = re.fullmatch(r"\s*ENV", content[word.start() : named.start()], re.IGNORECASE) is not None
    rest = re.compile(r"[ \t]*(?:\r?\n|\Z)").match(content, text.last)
    if is_first and rest is not None:
        return text.fix(text.file.lines.offset(_line_of(text, named.start()), 1), rest.end(), "", message, caveat)
    if is_first:
        gap = re.compile(r"(?:[ \t]|\\\r?\n)+").match(content, text.last)
        return None if gap is None else text.fix(named.end("gap"), gap.end(), "", message, caveat)
    return text.fix(named.start("gap"), text.last, "", message, caveat)


def _line_of(text: HeldText, offset: int) -> int:
    return text.file.lines.position(offset)[0]


def _make(text: HeldText, variable: str) -> "Fix | None":
    """Make takes the environment for variables that it isn't given; a Justfile asks for them."""
    is_just = text.file.host.path.lower().endswith("justfile")
    assignment = _MAKE_ASSIGNMENT.fullmatch(text.before)
    if assignment is not None and text.is_whole:
        if is_just:
            spelled = f"env_var('{variable}')"
            return text.fix(text.first, text.last, spelled, f"read the key from {spelled}") if text.quote else None
        if assignment["name"] != variable:
            return text.fix(text.first, text.last, f"$({variable})", f"read the key from $({variable})")
        message = "drop the value, so that make takes it from the environment"
        if assignment["export"]:
            start = text.line_start + assignment.end("name")
            return text.fix(start, text.last, "", message)
        return _without_line(text, message)
    for_target = _TARGET_ASSIGNMENT.fullmatch(text.before)
    if for_target is not None and not is_just and not text.behind.strip():
        if for_target["name"] == variable:
            return _without_line(text, "drop the value, so that make takes it from the environment")
        return text.fix(text.first, text.last, f"$({variable})", f"read the key from $({variable})")
    if is_just:
        return _in_recipe_of_just(text, variable) if text.before[:1] in {" ", "\t"} else None
    if _RECIPE.match(text.before) is None:
        return None
    return text.fix(text.start, text.end, f"$({variable})", f"read the key from $({variable})")


def _in_recipe_of_just(text: HeldText, variable: str) -> "Fix | None":
    """Each line of a recipe is a command of a shell, which sees the environment."""
    from sup_lint.analysis.fixes.texts.shell import referring
    from sup_lint.analysis.fixes.texts.shell_quotes import quotes_at

    first = text.line_start
    line = text.file.text[first : line_end(text.file.text, text.end)]
    found = referring(
        line, text.start - first, text.end - first, f"${{{variable}:?}}", quotes_at(line, text.start - first)
    )
    if found is None or "{{" in line:
        return None
    return text.fix(first + found.start, first + found.end, found.text, f"read the key from ${variable}")


def _pipeline(text: HeldText, variable: str) -> "Fix | None":
    """Jobs see the variables of the project, so that an entry of the same name has to go."""
    caveat = f"needs {variable} as a masked variable of the project"
    entry = _ENTRY.fullmatch(text.before)
    if entry is None and text.is_whole and text.setting is not None and text.setting.name == variable:
        return _without_flow_entry(text, f"drop {variable}, which jobs get from the settings of the project", caveat)
    if entry is None or not text.is_whole:
        return text.fix(text.start, text.end, f"${variable}", f"read the key from ${variable}", caveat)
    if entry["name"] != variable:
        return text.fix(text.first, text.last, f"${variable}", f"read the key from ${variable}", caveat)
    if not _has_sibling(text, len(text.before) - len(text.before.lstrip())):
        return None  # a mapping without entries is an error
    return _without_line(text, f"drop {variable}, which jobs get from the settings of the project", caveat)


def _without_flow_entry(text: HeldText, message: str, caveat: str) -> "Fix | None":
    """Drop an entry of `{A: b, NAME: "…"}`; None for one that is the only one."""
    named = _FLOW_ENTRY.search(text.before)
    if named is None:
        return None
    start = text.line_start + named.start("name")
    following = re.match(r"[ \t]{0,80},[ \t]{0,80}", text.behind)
    if following is not None and text.behind[following.end() :].strip(" }"):
        return text.fix(start, text.last + following.end(), "", message, caveat)
    if named["sign"] == ",":
        return text.fix(text.line_start + named.start(), text.last, "", message, caveat)
    return None


def _has_sibling(text: HeldText, indent: int) -> bool:
    """Whether the line before or behind belongs to the same mapping."""
    number = _line_of(text, text.start)
    lines = text.file.lines
    near = [lines.line_text(each) for each in (number - 1, number + 1) if 1 <= each <= lines.line_count]
    return any(line.strip() and len(line) - len(line.lstrip()) == indent and ":" in line for line in near)


def _azure(text: HeldText, variable: str) -> "Fix | None":
    names = text.setting.path if text.setting is not None else ()
    if "variables" in names:
        return None  # a variable that refers to itself
    caveat = f"needs {variable} as a secret variable of the pipeline"
    return text.fix(text.start, text.end, f"$({variable})", f"read the key from $({variable})", caveat)


def _container(text: HeldText, variable: str) -> "Fix | None":
    """A container's variable from a Secret of the cluster."""
    entry = _VALUE.fullmatch(text.before)
    names = text.setting.path if text.setting is not None else ()
    if entry is None or "env" not in names or text.behind.strip():
        return None
    indent = entry["indent"]
    reference = f"valueFrom:\n{indent}  secretKeyRef:\n{indent}    name: supertone\n{indent}    key: {variable}"
    return text.fix(
        text.line_start + len(indent),
        text.last,
        reference,
        "take the key from a Secret of the cluster",
        f"needs a Secret called supertone with an entry {variable}",
    )
