"""Jobs of workflows that deploy services, or run them at set times, and the secrets that they hand them."""

import re
from collections.abc import Iterator

from sup_lint.analysis.services.deployments import Deployment, deployment_of
from sup_lint.analysis.services.documents import Branch, documents
from sup_lint.analysis.services.layout import Layout, joined
from sup_lint.analysis.services.naming import base_name, is_trial, stage_of, target_name
from sup_lint.analysis.services.references import names_key, taken_from
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.keys.names import is_key_name
from sup_lint.model.region import Region

_WORKFLOW = re.compile(r"(?:.{0,300}/)?\.(?:github|gitea|forgejo)/workflows/[^/]{1,200}\.ya?ml")
_SECRET = re.compile(r"\$\{\{\s{0,8}secrets\.([A-Za-z_]\w{0,200})\s{0,8}(?:\}\}|\|\|)")
# What Google's command takes from its store: --set-secrets=SUPERTONE_API_KEY=supertone-key:latest
_STORED = re.compile(r"(?<=[=,\s\"'])([A-Z]\w{2,80})=([a-z][\w/-]{2,200}):(?:latest|\d{1,6})\b")
# Lists in a matrix that name services, and not systems or versions.
_SERVICES = ("service", "services", "app", "apps", "application", "package", "project", "component", "worker", "name")
_INPUT = re.compile(rf"inputs\.(?:{'|'.join(_SERVICES)})\b")
_MOST_IN_MATRIX = 30
_Taken = list[tuple[Identity, Region]]


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the jobs that deploy or run a service with a key from the secrets of the repository or environment."""
    found: dict[str, list[ServiceUse]] = {}
    called: set[str] = set()
    only_called: set[str] = set()
    for path, file in layout.relevant("yaml"):
        if not _WORKFLOW.fullmatch(path):
            continue
        uses = found.setdefault(path, [])
        for document in documents(file):
            jobs = document.at("jobs")
            for name, job in jobs.entries.items() if jobs is not None else ():
                if is_trial(name):
                    continue
                of_job = list(_of_job(name, job, document, path, layout))
                uses += of_job
                if of_job and job.text_at("uses"):
                    called.add(joined(".", job.text_at("uses")))
            if _is_for_calls_only(document):
                only_called.add(path)
    for path, uses in found.items():
        # What is only called deploys what its callers hand it, and those are told of.
        if path not in called & only_called:
            yield from uses


def _of_job(name: str, job: Branch, workflow: Branch, path: str, layout: Layout) -> Iterator[ServiceUse]:
    called = _called(job, layout)
    deployment = deployment_of(job)
    is_called_to_deploy = called is not None and any(deployment_of(each).deploys for each in called.below("jobs"))
    runs = _is_timed(workflow) and deployment.folder not in {None, "."}
    if not (deployment.deploys or is_called_to_deploy or runs):
        return
    scope = job.text_at("environment") or job.text_at("environment", "name") or job.text_at("with", "environment")
    if job.text_at("uses") and _in(job, "secrets") and not base_name(scope):
        scope = ""  # what a caller hands over by name is the repository's secret, for each stage
    stage = stage_of(job.text_at("with", "environment"), scope, name, job.text_at("name"), path.rpartition("/")[2])
    if re.search(rf"matrix\.(?:{'|'.join(_SERVICES)})\b", scope) is not None:
        return  # each has an environment with secrets of its own
    steps = [(each.target, step) for step in job.below("steps") if (each := deployment_of(step)).target]
    if len({base_name(target) for target, _ in steps}) > 1:
        for target, step in steps:
            for identity, region in _taken(step, workflow, None, scope, around=job):
                yield ServiceUse(target, job.file, region, identity, stage, "workflow")
        return
    taken = _taken(job, workflow, called, scope)
    services = _in_matrix(job)
    if services:
        for service in services:
            for identity, _ in taken:
                yield ServiceUse(service.text, job.file, service.region, identity, stage, "workflow")
        return
    inner = dict.fromkeys(_deployed_in(called)) if called is not None and not base_name(deployment.target) else ()
    for service_name in inner or (_name(name, job, workflow, deployment, path),):
        for identity, region in taken:
            folder = deployment.folder if not inner else None
            yield ServiceUse(service_name, job.file, region, identity, stage, "workflow", folder)


def _deployed_in(called: Branch) -> Iterator[str]:
    """The names of what a called workflow says by itself that it deploys, whoever calls it."""
    for job in called.below("jobs"):
        if not (_SECRET.search(job.raw) or _in(called, "env")):
            continue
        for item in _in_matrix(job):
            yield item.text
        for part in job.below("steps"):
            deployment = deployment_of(part)
            if base_name(deployment.target) and _INPUT.search(part.raw) is None:
                yield deployment.target


def _name(name: str, job: Branch, workflow: Branch, deployment: Deployment, path: str) -> str:
    """What a job is about: what it is told to deploy, or what the names of the job or the workflow say."""
    if deployment.target and base_name(deployment.target):
        return deployment.target
    if deployment.folder not in {None, "."}:
        return str(deployment.folder).rpartition("/")[2]
    said = (name, job.text_at("name"), workflow.text_at("name"), path.rpartition("/")[2].rpartition(".")[0])
    return next((target for each in said if "${{" not in each and (target := target_name(each))), "deploy")


def _taken(job: Branch, workflow: Branch, called: Branch | None, scope: str, around: Branch | None = None) -> _Taken:
    """What a job, or a step of a job around it, takes keys from, each once, and where."""
    found: dict[Identity, Region] = {}
    entries = [
        *(
            entry
            for step in (job, *job.below("steps"))
            for part in ("env", "with", "secrets")
            for entry in _in(step, part)
        )
    ]
    for name, value in entries:
        if names_key(name, value.text):
            identity = taken_from(value.text, name, scope)
            if identity is not None:
                found.setdefault(identity, value.region)
    for match in _SECRET.finditer(job.raw):
        if is_key_name(match[1]):
            region = job.file.lines.region(job.start + match.start(), job.start + match.end())
            found.setdefault(("secret", f"secrets.{match[1]}", scope), region)
    for match in _STORED.finditer(job.raw):
        if is_key_name(match[1]):
            region = job.file.lines.region(job.start + match.start(), job.start + match.end())
            found.setdefault(("secret", match[2], ""), region)
    for holder in (workflow, *([around] if around is not None else [])):
        for name, value in _in(holder, "env"):
            if names_key(name, value.text):
                identity = taken_from(value.text, name, scope)
                if identity is not None:
                    found.setdefault(identity, _place(job))
    if called is not None and job.text_at("secrets") == "inherit":
        for match in _SECRET.finditer(called.file.text):
            if is_key_name(match[1]):
                found.setdefault(("secret", f"secrets.{match[1]}", scope), _place(job))
    return [(identity, region) for identity, region in found.items() if identity[0] != "variable"]


def _place(job: Branch) -> Region:
    """Where a job that is given its secrets from around it is named; for a step, what is said of it first."""
    return job.key.region if job.key is not None else next(iter(job.entries.values())).region


def _in(branch: Branch, part: str) -> list[tuple[str, Branch]]:
    found = branch.at(part)
    return list(found.entries.items()) if found is not None else []


def _called(job: Branch, layout: Layout) -> Branch | None:
    """The workflow of this repository that a job calls."""
    place = job.text_at("uses")
    if not place.startswith("./"):
        return None
    file = layout.file_at(joined(".", place))
    return next(iter(documents(file)), None) if file is not None else None


def _is_timed(workflow: Branch) -> bool:
    # YAML 1.1 reads `on` as a truth value, but what is written is what counts here.
    return workflow.at("on", "schedule") is not None


def _is_for_calls_only(workflow: Branch) -> bool:
    """Whether a workflow starts when others call it, or by hand, and never by itself."""
    on = workflow.at("on")
    if on is None:
        return False
    triggers = {*on.texts, *on.entries}
    return "workflow_call" in triggers and triggers <= {"workflow_call", "workflow_dispatch"}


def _in_matrix(job: Branch) -> list[Branch]:
    """The items of a matrix that name services, if the job is made for each of them."""
    matrix = job.at("strategy", "matrix")
    if matrix is None:
        return []
    for name in _SERVICES:
        items = [
            *matrix.below(name),
            *(each for item in matrix.below("include") if (each := item.at(name)) is not None),
        ]
        named = [item for item in items if item.text and base_name(item.text) and "${{" not in item.text]
        if len(named) > 1 and re.search(rf"matrix\.{name}\b", job.raw) is not None:
            return named[:_MOST_IN_MATRIX]
    return []
