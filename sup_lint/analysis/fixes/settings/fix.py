"""Keys in files of settings: replaced by the reference that whoever reads the file understands."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis.fixes.naming.variables import variable_for
from sup_lint.analysis.fixes.placeholders import BARE, REDACTED, placeholder_in
from sup_lint.analysis.fixes.settings.held import HeldText, held
from sup_lint.analysis.key_files import is_key_file, is_template

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.fix import Fix

# An empty value would hide the one that is given elsewhere, or make a secret of nothing.
_NEVER_EMPTY = re.compile(
    r"(?:^|/)\.(?:github|gitea|forgejo|circleci)/|(?:^|/)action\.ya?ml$|\.gitlab-ci\.ya?ml$|\.(?:tfstate|lock|har)$|lock\.json$"
    r"|(?:^|/)(?:bitbucket|azure)-pipelines[\w.-]{0,80}\.ya?ml$"
)
_SECRET = re.compile(r"^kind:[ \t]{0,8}[\"']?Secret\b", re.MULTILINE)
# What an empty value needs, by the path of the file.
_NEEDS = (
    (
        re.compile(r"postman|insomnia|http-client", re.IGNORECASE),
        "needs the key typed in where it stays on your machine",
    ),
    (
        re.compile(r"(?:^|/)values[\w.-]{0,80}\.ya?ml$"),
        "needs the key given to helm, or a Secret that the chart refers to",
    ),
)
# An empty value is well-formed in these, whoever reads them.
_MAY_BE_EMPTY = frozenset({"json", "yaml", "toml", "ini", "properties", "xml"})


def settings_fix(literal: "LiteralKey", project: "Project") -> "Fix | None":
    """Let settings refer to the environment as their reader does it; else leave the value empty, which is unsafe.

    None for base64, for files made to hold keys, and where only a person can tell what belongs there.
    """
    from sup_lint.analysis.fixes.settings.recipes import recipe_fix
    from sup_lint.analysis.fixes.settings.references import reference_fix

    text = held(literal)
    if text is None:
        return None
    if is_template(text.file.host.path):
        return _sample(text)
    if text.is_in_remark:
        shown = placeholder_in(text.file)
        return text.fix(text.start, text.end, shown, "replace the key by a placeholder")
    if is_key_file(text.file):
        return None
    variable = variable_for(literal, project)
    return recipe_fix(text, variable) or reference_fix(text, variable) or _emptied(text, variable)


def recorded_fix(text: HeldText) -> "Fix | None":
    """Take a key out of a recording of requests."""
    return text.fix(
        text.start,
        text.end,
        REDACTED,
        "replace the key by REDACTED in the recording",
        "fails to match where requests are compared with their recorded headers",
    )


def _sample(text: HeldText) -> "Fix | None":
    if text.file.language == "dotenv" and text.is_whole:
        start, end = (text.first, text.last) if not text.behind.strip() else (text.start, text.end)
        return text.fix(start, end, "", "leave the value empty in the sample")
    shown = BARE if not text.quote else placeholder_in(text.file)
    return text.fix(text.start, text.end, shown, "replace the key by a placeholder")


def _emptied(text: HeldText, variable: str) -> "Fix | None":
    """Nothing puts variables into such a file, so that the program has to read them."""
    if text.file.language not in _MAY_BE_EMPTY or not text.is_whole or text.setting is None:
        return None
    if text.file.language in {"ini", "properties"} and not text.before.rstrip().endswith(("=", ":")):
        return None  # nginx, for one, wants a value
    path = text.file.host.path
    if _NEVER_EMPTY.search(path) or (text.file.language == "yaml" and _SECRET.search(text.document)):
        return None
    name = path.rpartition("/")[2].lower()
    reads = f"needs a program that reads the key from {variable}"
    if text.setting.name == variable:
        reads = "sets an empty variable until the key is filled in"
    reads = next((needs for pattern, needs in _NEEDS if pattern.search(path)), reads)
    if name.startswith("appsettings") and name.endswith(".json"):
        reads = f"needs the key in the variable {'__'.join(text.setting.path)}, which .NET puts over this file"
    block = text.block
    if block is not None:
        return text.fix(block.start(), text.end, f'""{block["remark"].rstrip()}', "leave the value empty", reads)
    is_plain = not text.quote and text.file.language in {"yaml", "toml"}
    return text.fix(text.start, text.end, '""' if is_plain else "", "leave the value empty", reads)
