"""What the steps of a pipeline's job deploy, as far as their commands and actions tell."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.services.documents import Branch
from sup_lint.analysis.services.layout import joined
from sup_lint.analysis.services.naming import holds_settings, target_name

_DEPLOYING = re.compile(
    r"\bdeploy|\bkubectl (?:apply|set|rollout|patch|replace)|\bhelm(?:file)? (?:upgrade|install|apply|sync)"
    r"|\b(?:terraform|tofu|terragrunt) apply|\bpulumi up|\bheroku (?:container:release|config:set)|akhileshns/heroku"
    r"|\bgit push (?:heroku|dokku)|\brailway up|\bvercel\b|\bnetlify\b|\bansible-playbook\b|\bskaffold run"
    r"|\baws ecs (?:update-service|register-task)|\baws lambda (?:update|create|publish)|\beb deploy|\bgcloud run\b"
    r"|\baz (?:webapp|containerapp|functionapp|container) |\bdocker (?:stack deploy|service (?:update|create))"
    r"|\b(?:ssh|rsync) |appleboy/ssh|\bnomad (?:job )?run|\bargocd app (?:sync|set)|\bdoctl apps",
    re.IGNORECASE,
)
# Pages and packages aren't services.
_NO_SERVICE = re.compile(r"gh-pages|deploy-pages|mkdocs|storybook|docusaurus|pypi-publish|chromatic", re.IGNORECASE)
_TARGET = re.compile(
    r"(?:(?<!\S)--(?:app|app-name|service|service-name|function-name|function)[= ]"
    r"|\bgcloud (?:run|functions) deploy |\bhelm upgrade (?:(?:--install|-i) )?|\bdeployments?/"
    r"|\b(?:fly|flyctl|heroku)\b[^\n]{0,80} -a "
    r"|\b(?:make|run|just|task|yarn|pnpm|npm) deploy[:_-])([A-Za-z][\w-]{1,60})"
)
_INPUTS = (
    *("service", "service-name", "service_name", "app", "app-name", "app_name", "application", "function-name"),
    *("function_name", "heroku_app_name", "component", "release", "release-name", "release_name", "image-name"),
)
# A file of settings says what it is for: fly.worker.toml, fly.us.toml, worker/fly.toml
_CONFIG = re.compile(
    r"(?<!\S)(?:--config|--local-config|-c)[= ](?:\./)?((?:[\w.-]{1,80}/){0,6})([\w.-]{1,80})\.(?:toml|ya?ml|json)\b"
)
_OF_CONFIG = frozenset("config conf settings default app project service sls railway".split())
_OF_FOLDERS = ("context", "working-directory", "workingDirectory", "cwd", "source", "package", "path")
_DIRECTORY = re.compile(r"(?:^|[\n;&|(])[ \t]{0,40}cd ([\w./-]{1,200})")


class Deployment(NamedTuple):
    """Whether a job deploys something, what that is called, and the folder that it works in, where it is only one."""

    deploys: bool
    target: str
    folder: str | None


def deployment_of(job: Branch) -> Deployment:
    """What a job of a workflow deploys."""
    deploys = False
    targets: dict[str, None] = {}
    configs: dict[str, None] = {}
    folders: dict[str, None] = {}
    for step in (job, *job.below("steps")):
        command = "\n".join((step.text_at("uses"), step.text_at("run"), *step_scripts(step)))
        if _DEPLOYING.search(command) and not _NO_SERVICE.search(command):
            deploys = True
            targets.update(dict.fromkeys(match[1] for match in _TARGET.finditer(command)))
            targets.update(dict.fromkeys(_given(step, _INPUTS)))
            for match in _CONFIG.finditer(command):
                configs[target_name(match[2])] = None
                folders.update(dict.fromkeys(_working(match[1])))
        folders.update(dict.fromkeys(_folders(step, command)))
    folders.pop(".", None)
    if not targets:
        targets = {name: None for name in configs if name not in _OF_CONFIG}
    return Deployment(
        deploys, next(iter(targets)) if len(targets) == 1 else "", next(iter(folders)) if len(folders) == 1 else None
    )


def step_scripts(step: Branch) -> list[str]:
    """The commands of a job of GitLab."""
    return [text for name in ("before_script", "script") if (found := step.at(name)) for text in found.texts]


def _given(step: Branch, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = step.text_at("with", name)
        if value and "${{" not in value:
            yield value


def _folders(step: Branch, command: str) -> Iterator[str]:
    """The folders that a step works in."""
    written = [
        step.text_at("working-directory"),
        step.text_at("defaults", "run", "working-directory"),
        *(step.text_at("with", name) for name in _OF_FOLDERS),
        *(match[1] for match in _DIRECTORY.finditer(command)),
    ]
    for path in written:
        yield from _working(path)


def _working(path: str) -> Iterator[str]:
    """The folder at a path as written, if it is one of a program in this repository."""
    if path and "$" not in path and "://" not in path and not path.startswith(("/", "~")):
        folder = joined(".", path)
        name = folder.rpartition("/")[2]
        if not folder.startswith("..") and "." not in name.lstrip(".") and not holds_settings(name):
            yield folder
