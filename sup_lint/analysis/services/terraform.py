"""Services in Terraform: resources and modules that run programs, and the expressions that give them a key."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.services.images import image_mark
from sup_lint.analysis.services.layout import Layout, folder_of
from sup_lint.analysis.services.naming import base_name, is_helper, stage_of
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.keys.formats import is_key_in_certain_place, strip_scheme
from sup_lint.keys.names import is_key_name

_HEAD = re.compile(
    r'^(?:resource[ \t]+"(?P<type>\w+)"|(?P<module>module))[ \t]+"(?P<name>[\w-]+)"[ \t]*\{', re.MULTILINE
)
_END = re.compile(r"^\}", re.MULTILINE)
_RUNNING = re.compile(
    r"lambda_function|ecs_task_definition|ecs_service|cloud_run|cloudfunctions|cloudfunctions2|app_service|web_app"
    r"|function_app|container_app|container_group|kubernetes_\w*(?:deployment|stateful_set|daemonset|cron_job|pod)"
    r"|apprunner|elastic_beanstalk_environment|app_engine|heroku_app|digitalocean_app|fly_app|nomad_job|render_"
    r"|container_definition|lightsail_container|batch_job_definition|scaleway_container|vercel_project"
)
# NAME = expression, or a block or object with a name and a value.
_ENTRY = re.compile(
    r'^[ \t{]*"?(?P<key>[A-Za-z_][\w-]{2,80})"?[ \t]*[=:][ \t]*(?P<value>[^\n#]{1,300}?)[ \t,}]*$', re.MULTILINE
)
_NAMED = re.compile(
    r'\bname"?[ \t]*[=:][ \t]*"(?P<key>\w{3,80})"(?:(?!\bname\b)[\s\S]){0,200}?'
    r'\b(?:value|valueFrom|value_from|secret|secret_name)"?[ \t]*[=:][ \t]*(?P<value>[^\s,}]{1,300})'
)
_EXPRESSION = re.compile(
    r'"?(?:\$\{)?((?:var|local|data|module|aws|google|azurerm|vault|random|doppler|onepassword|sops|'
    r'kubernetes)[\w-]{0,80}\.[\w.\[\]"/-]{1,200})\}?"?'
)
_CODE = re.compile(
    r'^\s*(?:filename|s3_key|source_dir|source_code_hash|image_uri|image)"?[ \t]*[=:][ \t]*"?([^"\n]{2,200})',
    re.MULTILINE,
)
_LARGEST = 1_000_000


class _Block(NamedTuple):
    name: str
    is_module: bool
    start: int
    text: str


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the resources and modules that are given a key, by literals or by the same expression."""
    for path, file in layout.relevant("terraform"):
        if len(file.text) > _LARGEST:
            continue
        for block in _blocks(file.text):
            if base_name(block.name) and not is_helper(block.name):
                yield from _of_block(block, path, file)


def _blocks(text: str) -> Iterator[_Block]:
    for head in _HEAD.finditer(text):
        if head["module"] or _RUNNING.search(head["type"]):
            end = _END.search(text, head.end())
            yield _Block(
                head["name"], bool(head["module"]), head.end(), text[head.end() : end.start() if end else None]
            )


def _of_block(block: _Block, path: str, file: AnalysedFile) -> Iterator[ServiceUse]:
    marks = frozenset(_marks(block)) if not block.is_module else frozenset()
    seen: set[Identity] = set()
    for pattern in (_NAMED, _ENTRY):
        for entry in pattern.finditer(block.text):
            if not is_key_name(entry["key"]):
                continue
            identity = _identity(entry["value"], entry["key"], folder_of(path))
            if identity is None or identity in seen:
                continue
            seen.add(identity)
            start, end = block.start + entry.start("value"), block.start + entry.end("value")
            region = file.lines.region(start, end)
            stage = stage_of(block.name, path)
            yield ServiceUse(block.name, file, region, identity, stage, "terraform", None, marks)


def _marks(block: _Block) -> Iterator[str]:
    """What program a resource runs."""
    for match in _CODE.finditer(block.text):
        yield image_mark(match[1]) if "/" in match[1] and ":" in match[1] else f"code:{match[1].strip()}"


def _identity(value: str, name: str, folder: str) -> Identity | None:
    expression = _EXPRESSION.fullmatch(value.strip())
    if expression is not None:
        return ("secret", expression[1], folder)
    if value.startswith('"'):
        text = value.strip('"')
        if is_key_in_certain_place(text, name=name):
            return ("value", strip_scheme(text))
        return ("secret", text, "") if text.startswith(("arn:", "projects/")) and "$" not in text else None
    return None
