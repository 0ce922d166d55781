"""What kind of configuration, data or document a file is, in words, and what belongs there instead of a key."""

import re
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.keys.names import HEADER, VARIABLE
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile


class Carrier(NamedTuple):
    """`noun` ends "is written into …"; `remedy` goes on "revoke it, then …"."""

    noun: str
    remedy: str


_PLACEHOLDER = "write a placeholder such as `your-api-key` here"
_REFERENCE = f"refer to the environment instead of writing the key: `${{{VARIABLE}}}`"
_SECRET_STORE = f"keep the value in a secret store and let the deployment set {VARIABLE}"
_RECORD = f"record it again with the header `{HEADER}` filtered out, or put a placeholder in its place"

# By the path, the first that fits.
_BY_PATH = (
    (
        re.compile(r"(?:^|/)\.github/(?:workflows|actions)/|(?:^|/)action\.ya?ml$"),
        Carrier("a workflow", f"add it as a secret of the repository and write `${{{{ secrets.{VARIABLE} }}}}`"),
    ),
    (
        re.compile(
            r"(?:^|/)(?:\.gitlab-ci\.ya?ml|\.circleci/|bitbucket-pipelines\.ya?ml|azure-pipelines\.ya?ml|\.travis\.yml)"
        ),
        Carrier("a pipeline", f"add it as a masked variable of the project and drop it here: jobs see {VARIABLE}"),
    ),
    (
        re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$"),
        Carrier("a compose file", f"write `{VARIABLE}: ${{{VARIABLE}}}` and keep the value in an ignored .env"),
    ),
    (
        re.compile(
            r"(?:^|/)(?:claude_desktop_config|\.?mcp|mcp[\w-]*|cline_mcp_settings|settings|launch|tasks)\.json$"
            r"|(?:^|/)\.(?:vscode|cursor|zed|idea)/"
        ),
        Carrier(
            "the settings of an editor or assistant", f"write `${{{VARIABLE}}}` (VS Code: `${{input:supertone-key}}`)"
        ),
    ),
    (
        re.compile(r"(?:postman|insomnia)[\w.-]*\.(?:json|ya?ml)$|\.postman_\w+\.json$", re.IGNORECASE),
        Carrier(
            "a collection of requests", "use a variable whose value stays on your machine: `{{supertone_api_key}}`"
        ),
    ),
    (re.compile(r"\.har$"), Carrier("a recording of requests", _RECORD)),
    (
        re.compile(r"(?:^|/)(?:cassettes?|recordings?|__recordings__|vcr\w*)/", re.IGNORECASE),
        Carrier("a recording of requests", _RECORD),
    ),
    (
        re.compile(r"\.(?:http|rest|hurl)$"),
        Carrier("a file of requests", f"read it from the environment: `{{{{$processEnv {VARIABLE}}}}}`"),
    ),
)
_BY_LANGUAGE = {
    "notebook": Carrier(
        "a notebook", f"read it with getpass.getpass() or from {VARIABLE}, and look through the outputs"
    ),
    "dotenv": Carrier("an environment file", "keep the file out of git and commit a `.env.example` with a placeholder"),
    "dockerfile": Carrier(
        "an image's recipe, and so into the image",
        "drop it: give the key when the container runs (--env-file), or to a build step (--mount=type=secret)",
    ),
    "terraform": Carrier(
        "a file of Terraform or its kin", "declare a `sensitive` variable without a default, or read a secret store"
    ),
    "csv": Carrier("a table", "leave the column out: a table is no place for keys"),
    "unit": Carrier(
        "a unit file", "use `EnvironmentFile=` with a file that only the service reads, or `LoadCredential=`"
    ),
    **dict.fromkeys(("markdown", "rst", "asciidoc"), Carrier("a document", _PLACEHOLDER)),
    **dict.fromkeys(("text", ""), Carrier("a text file", f"delete it here: {_SECRET_STORE}")),
    "html": Carrier("a page", _PLACEHOLDER),
    "makefile": Carrier("a file of build commands", f"read it from the environment: `$({VARIABLE})`"),
}
_OUTPUT = Carrier(
    "what a notebook printed",
    "clear the output (jupyter nbconvert --clear-output --inplace …) and read the key from the environment",
)
_LOG = re.compile(r"\.(?:log|out)(?:\.\d+)?$")
_SECRET = re.compile(r"^kind:[ \t]{0,8}Secret\b", re.MULTILINE)


def carrier_of(file: "AnalysedFile") -> Carrier:
    """Say what kind of file holds a key."""
    host = file.host
    path = host.path
    for pattern, carrier in _BY_PATH:
        if pattern.search(path):
            return carrier
    if host.language == "yaml" and _SECRET.search(host.text):
        return Carrier(
            "a manifest",
            "create the Secret outside git, or seal it (Sealed Secrets, SOPS, External Secrets)",
        )
    if host.built is not None and host.built.is_binary:
        return Carrier("a binary file", "make it anew without the key")
    if host.language == "notebook" and file.place_name(Region(1, 1, 1, 1)).startswith("output"):
        return _OUTPUT
    if _LOG.search(path):
        return Carrier("a log", "delete the file, and look for what wrote the key into it")
    return _BY_LANGUAGE.get(host.language, Carrier("configuration", _REFERENCE))
