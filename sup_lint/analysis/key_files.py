"""Files that are made to hold keys and must stay out of git: dotenv files, and files of nothing but secrets."""

import os
import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.keys.names import is_key_name

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.sources.work_tree import Status

# Of a file that is meant for git: .env.example, secrets.sample.toml.
_TEMPLATE = re.compile(
    r"(?:^|[._-])(?:example|sample|template|tmpl|dist|default|defaults|schema)(?=[._-]|$)", re.IGNORECASE
)
# What the other settings of a folder stand over: config/default.json is read, whoever else is.
_DEFAULTS = re.compile(
    r"(?:^|/)(?:[\w-]{0,40}config(?:s|uration)?|conf|settings|env|environments)/defaults?\.(?!env)[\w-]{1,20}$",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"""
    (?:^|/) (?:
        \.(?:secrets?|dev\.vars)(?:[._-][\w.-]{0,40})?                     # .secrets of act, .dev.vars of Cloudflare
      | (?:[\w-]{1,40}[._-])?(?:secrets?|credentials?|api[_-]?keys?)\.(?:json|ya?ml|toml|ini|txt|env|properties|tfvars)
      | [\w.-]{0,60}\.tfvars(?:\.json)?
      | (?:local|key|keystore)\.properties
      | (?:\.?config/|\.)supertone/[\w.-]{1,40}
      | \.supertonerc(?:\.\w{1,8})?
    ) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STATUS: WeakKeyDictionary["AnalysedFile", "Status | None"] = WeakKeyDictionary()


def is_key_file(file: "AnalysedFile") -> bool:
    """Whether a file is made to hold keys, by its name: .env, secrets.toml, secrets/supertone.txt."""
    path = file.host.path
    name = path.rpartition("/")[2]
    if is_template(path):
        return False
    stem = name.rpartition(".")[0] or name
    folder = path.rpartition("/")[0].rpartition("/")[2]
    is_named = file.host.language in {"text", ""} and any(map(is_key_name, (stem, name, f"{folder}/{stem}")))
    return file.host.language == "dotenv" or is_named or _SECRETS.search(path) is not None


def is_template(path: str) -> bool:
    """Whether a file is a sample that is meant for git, by its name: .env.example, secrets.sample.toml.

    Not the settings that hold where no others do: config/default.json.
    """
    if _DEFAULTS.search(path):
        return False
    return _TEMPLATE.search(path.rpartition("/")[2]) is not None


def git_status(file: "AnalysedFile") -> "Status | None":
    """What git does with a file; None outside of git."""
    from sup_lint.sources.work_tree import status

    host = file.host
    if host not in _STATUS:
        _STATUS[host] = status(os.path.abspath(host.path))
    return _STATUS[host]


def is_kept_out_of_git(file: "AnalysedFile") -> bool:
    """Whether a file is where a key may stand: made for keys, and ignored by git."""
    from sup_lint.sources.work_tree import Status

    return is_key_file(file) and git_status(file) is Status.IGNORED


def is_uncommitted(file: "AnalysedFile") -> bool:
    """Whether a file made for keys is new to git, so that what it holds has not been committed."""
    from sup_lint.sources.work_tree import Status

    return is_key_file(file) and git_status(file) is Status.NEW
