"""Services in the settings of platforms: Render, Serverless, App Engine, task definitions of ECS."""

from collections.abc import Iterator

from sup_lint.analysis.services.documents import Branch, documents
from sup_lint.analysis.services.images import image_mark
from sup_lint.analysis.services.layout import Layout, folder_of, joined
from sup_lint.analysis.services.naming import is_helper, stage_of
from sup_lint.analysis.services.references import names_key, taken_from
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.keys.names import is_key_name


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the services that such files give a key."""
    for path, file in layout.relevant("yaml", "json"):
        name = path.rpartition("/")[2]
        for document in documents(file):
            if document.at("containerDefinitions") is not None or document.at("taskDefinition") is not None:
                yield from _task(document.at("taskDefinition") or document, path)
            elif name in {"render.yaml", "render.yml"}:
                yield from _blueprint(document, path)
            elif name.startswith("serverless.") or (document.text_at("provider", "name") and document.at("functions")):
                yield from _serverless(document, path)
            elif document.at("env_variables") is not None and document.text_at("runtime"):
                yield from _app_engine(document, path)


def _task(task: Branch, path: str) -> Iterator[ServiceUse]:
    """A task definition of ECS: its containers run together."""
    containers = task.below("containerDefinitions")
    name = task.text_at("family") or next((each.text_at("name") for each in containers), "")
    if not name or is_helper(name):
        return
    marks = frozenset(mark for each in containers if (mark := image_mark(each.text_at("image"))))
    seen: set[Identity] = set()
    for container in containers:
        for part, holding in (("environment", "value"), ("secrets", "valueFrom")):
            for entry in container.below(part):
                value = entry.at(holding)
                if value is None or not names_key(entry.text_at("name"), value.text):
                    continue
                is_path = holding == "valueFrom" and value.text and "$" not in value.text
                identity: Identity | None = ("secret", value.text, "") if is_path else None
                identity = identity or taken_from(value.text, entry.text_at("name"), folder_of(path))
                if identity is not None and identity[0] != "variable" and identity not in seen:
                    seen.add(identity)
                    stage = stage_of(name, path)
                    yield ServiceUse(name, value.file, value.region, identity, stage, "ecs", None, marks)


def _blueprint(document: Branch, path: str) -> Iterator[ServiceUse]:
    """The services of a Render blueprint, whose groups of variables serve several of them."""
    groups = {each.text_at("name"): each for each in document.below("envVarGroups")}
    for service in document.below("services"):
        name = service.text_at("name")
        if not name or is_helper(name):
            continue
        folder, image = _folder_in_blueprint(service, path), service.text_at("image", "url")
        marks = frozenset(filter(None, (image_mark(image),)))
        for entry in service.below("envVars"):
            for identity, place in _variable_of_blueprint(entry, name, groups):
                stage = stage_of(name)
                yield ServiceUse(
                    name, place.file, place.region, identity, stage, "render", None if image else folder, marks
                )


def _folder_in_blueprint(service: Branch, path: str) -> str:
    if service.text_at("rootDir"):
        return joined(folder_of(path), service.text_at("rootDir"))
    dockerfile = service.text_at("dockerfilePath")
    folder = folder_of(joined(".", dockerfile)) if dockerfile else "."
    return folder if folder != "." else joined(folder_of(path), service.text_at("dockerContext") or ".")


def _variable_of_blueprint(entry: Branch, service: str, groups: dict[str, Branch]) -> Iterator[tuple[Identity, Branch]]:
    key, value, group = entry.text_at("key"), entry.at("value"), entry.at("fromGroup")
    other = entry.at("fromService", "name")
    if group is not None and group.text in groups:
        for each in groups[group.text].below("envVars"):
            name = each.text_at("key")
            if is_key_name(name):
                held = taken_from(each.text_at("value"), name, "")
                is_value = held is not None and held[0] == "value"
                yield (held if held is not None and is_value else ("variable", name, group.text)), group
    elif other is not None:
        name = entry.text_at("fromService", "envVarKey")
        if is_key_name(name):
            yield ("variable", name, other.text), other
    elif value is not None and names_key(key, value.text):
        identity = taken_from(value.text, key, service)
        if identity is not None:
            yield identity, value
    elif is_key_name(key):
        yield ("variable", key, service), entry.at("key") or entry


def _serverless(document: Branch, path: str) -> Iterator[ServiceUse]:
    """A service of the Serverless framework: its functions are deployed together."""
    folder = folder_of(path)
    name = document.text_at("service") or document.text_at("service", "name") or folder.rpartition("/")[2]
    seen: set[Identity] = set()
    for holder in (document.at("provider"), *document.below("functions")):
        environment = holder.at("environment") if holder is not None else None
        for key, value in environment.entries.items() if environment is not None else ():
            identity = taken_from(value.text, key, folder) if names_key(key, value.text) else None
            if identity is None and names_key(key, value.text) and value.text.startswith(_STORES):
                identity = ("secret", value.text, "")
            if identity is not None and identity not in seen:
                seen.add(identity)
                yield ServiceUse(name, value.file, value.region, identity, stage_of(name), "serverless", folder)


_STORES = ("${ssm:", "${secretsmanager:", "${cf:", "${vault:", "${aws:ssm")


def _app_engine(document: Branch, path: str) -> Iterator[ServiceUse]:
    folder = folder_of(path)
    name = document.text_at("service") or folder.rpartition("/")[2]
    variables = document.at("env_variables")
    for key, value in variables.entries.items() if variables is not None else ():
        identity = taken_from(value.text, key, folder) if names_key(key, value.text) else None
        if identity is not None and name not in {".", "default"}:
            yield ServiceUse(name, value.file, value.region, identity, stage_of(name), "appengine", folder)
