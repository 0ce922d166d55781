"""Jobs of GitLab's pipelines that deploy services with a key from the project's variables."""

import re
from collections.abc import Iterator

from sup_lint.analysis.services.deployments import deployment_of
from sup_lint.analysis.services.documents import Branch, documents
from sup_lint.analysis.services.layout import Layout
from sup_lint.analysis.services.naming import base_name, is_trial, stage_of, target_name
from sup_lint.analysis.services.references import names_key, taken_from
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.keys.names import is_key_name
from sup_lint.model.region import Region

_FILE = re.compile(r"(?:.{0,300}/)?(?:[\w.-]{0,60}\.gitlab-ci\.ya?ml|\.gitlab/(?:ci/)?[\w./-]{1,120}\.ya?ml)")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w{0,200})")
_NO_JOBS = frozenset(
    "variables stages include workflow default image services cache before_script after_script".split()
)
_DEEPEST = 6


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the jobs that deploy a service with a key."""
    for path, file in layout.relevant("yaml"):
        if not _FILE.fullmatch(path):
            continue
        for document in documents(file):
            for name, job in document.entries.items():
                if name not in _NO_JOBS and not name.startswith(".") and job.entries and not is_trial(name):
                    yield from _of_job(name, job, document)


def _of_job(name: str, job: Branch, document: Branch) -> Iterator[ServiceUse]:
    parts = _extended(job, document)
    deployments = [deployment_of(part) for part in parts]
    is_in_stage = any(part.text_at("stage").lower() in {"deploy", "release", "production"} for part in parts)
    environment = next((each for part in parts if (each := _environment(part))), "")
    if not (any(each.deploys for each in deployments) or is_in_stage or environment):
        return
    target = next((each.target for each in deployments if each.target and base_name(each.target)), "")
    folder = next((each.folder for each in deployments if each.folder is not None), None)
    service = target or target_name(name) or (folder.rpartition("/")[2] if folder else "deploy")
    found: dict[Identity, Region] = {}
    for part in parts:
        for identity, region in _taken(part, environment):
            found.setdefault(identity, region if part is job or job.key is None else job.key.region)
    stage = stage_of(environment, name)
    for identity, region in found.items():
        yield ServiceUse(service, job.file, region, identity, stage, "workflow", folder)


def _environment(job: Branch) -> str:
    written = job.text_at("environment") or job.text_at("environment", "name")
    return "" if "$" in written else written


def _extended(job: Branch, document: Branch) -> list[Branch]:
    """A job and the templates that it extends."""
    parts = [job]
    for part in parts:
        extended = part.at("extends")
        for name in extended.texts if extended is not None and len(parts) < _DEEPEST else ():
            base = document.at(name)
            if base is not None and base not in parts:
                parts.append(base)
    return parts


def _taken(job: Branch, environment: str) -> Iterator[tuple[Identity, Region]]:
    variables = job.at("variables")
    for name, value in variables.entries.items() if variables is not None else ():
        if names_key(name, value.text):
            identity = taken_from(value.text, name, environment)
            if identity is not None:
                yield identity, value.region
    for match in _VARIABLE.finditer(job.raw):
        if is_key_name(match[1]):
            region = job.file.lines.region(job.start + match.start(), job.start + match.end())
            yield ("variable", match[1], environment), region
