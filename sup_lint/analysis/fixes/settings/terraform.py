"""Keys in files of Terraform: a variable without a default has to be given when it runs."""

import os
import re

from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.settings.held import HeldText, line_end
from sup_lint.keys.names import words_of
from sup_lint.model.fix import Fix, Safety
from sup_lint.sources import files

_DEFAULT = re.compile(r"(?P<gap>[ \t]{0,200})default[ \t]{0,80}=[ \t]{0,80}\Z")
_DECLARATION = re.compile(r'^[ \t]*variable[ \t]+"(?P<name>[\w-]{1,100})"', re.MULTILINE)
_ATTRIBUTE = re.compile(r"[\w\"\])][ \t]{0,80}[=:][ \t]{0,80}\Z")
_MOST_FILES = 40


def terraform_fix(text: HeldText, variable: str) -> Fix | None:
    """Drop the default of a variable, or refer to a variable that is declared; None for values of variables."""
    path = text.file.host.path
    names = text.setting.path if text.setting is not None else ()
    if not path.endswith((".tf", ".tofu")) or not text.is_whole or not text.quote:
        return None
    if len(names) > 2 and names[0] == "variable" and names[-1] == "default":
        return _without_default(text, names[1])
    declared = _declared_for(text, variable)
    if not _ATTRIBUTE.search(text.before):
        return None
    if declared is None:
        return _with_variable(text, variable.lower())
    return text.fix(text.first, text.last, f"var.{declared}", f"take the key from the variable {declared}")


def _with_variable(text: HeldText, name: str) -> Fix | None:
    """Declare a variable at the end of the file, and refer to it."""
    content = text.file.text
    gap = "\n" if content.endswith("\n") else "\n\n"
    block = f'{gap}variable "{name}" {{\n  type      = string\n  sensitive = true\n}}\n'
    end = text.file.lines.region(len(content), len(content))
    put = edit(text.file, text.file.lines.region(text.first, text.last), f"var.{name}")
    declared = edit(text.file, end, block)
    if put is None or declared is None:
        return None
    caveat = f"needs the key in TF_VAR_{name} when Terraform runs, and the module's callers to pass it on"
    return Fix(Safety.UNSAFE, f"take the key from a variable {name}", (put, declared), caveat=caveat)


def _without_default(text: HeldText, name: str) -> Fix | None:
    default = _DEFAULT.search(text.before)
    if default is None:
        return None
    message = f"drop the default, so that the key comes from TF_VAR_{name}"
    start = text.line_start + default.start()
    behind = text.behind
    if default.start() == 0 and (not behind.strip() or behind.lstrip().startswith(("#", "//"))):
        end = line_end(text.file.text, text.last)
        return text.fix(text.line_start, min(end + 1, len(text.file.text)), "", message)
    if behind.strip() == "}":  # variable "name" { default = "…" }
        return text.fix(start, text.last + len(behind) - len(behind.lstrip()), " ", message)
    return None


def _declared_for(text: HeldText, variable: str) -> str | None:
    """The variable of the module that is called as the key's variable of the environment; None without one."""
    folder = os.path.dirname(os.path.abspath(text.file.host.path))
    found = set(_names(text.file.text))
    try:
        beside = sorted(name for name in files.names(folder) if name.endswith((".tf", ".tofu")))
    except OSError:
        beside = []
    for name in beside[:_MOST_FILES]:
        found.update(_names(files.text_start(os.path.join(folder, name), 200_000)))
    return next((name for name in sorted(found) if words_of(name) == words_of(variable)), None)


def _names(text: str) -> list[str]:
    return [match["name"] for match in _DECLARATION.finditer(text)]
