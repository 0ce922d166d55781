"""All services of a repository that use Supertone."""

from collections.abc import Callable, Iterator

from sup_lint.analysis.repository import Repository
from sup_lint.analysis.services import compose, gitlab, manifests, packages, pipelines, platforms, processes, terraform
from sup_lint.analysis.services.layout import Layout
from sup_lint.analysis.services.naming import is_exploration, is_notebook_server
from sup_lint.analysis.services.sharing import plainness, services_in
from sup_lint.analysis.services.use import ServiceUse
from sup_lint.model.inventory import Service
from sup_lint.model.masked_key import mask

# What finds services in files of one kind each, the most telling first: a service goes by the name that it has there.
_SOURCES: tuple[Callable[[Layout], Iterator[ServiceUse]], ...] = (
    compose.uses,
    manifests.uses,
    pipelines.uses,
    gitlab.uses,
    platforms.uses,
    terraform.uses,
    processes.uses,
    packages.uses,
)


def services_of(repository: Repository) -> list[ServiceUse]:
    """Every place that gives a service of the repository its key, services that share nothing included.

    An application that reads its key from a variable that nothing here gives it has the variable to itself. Helpers of
    a service (migrations, tests), examples and documents are left out.
    """
    layout = Layout(repository)
    found = [use for source in _SOURCES for use in source(layout)]
    given = {use.folder for use in found}
    found += [use for use in packages.readers(layout) if use.folder not in given]
    return [use for use in found if not _explores(use)]


def _explores(use: ServiceUse) -> bool:
    """Whether somebody works there with notebooks, experiments or tools: that is beside the services."""
    return (use.folder is not None and is_exploration(use.folder)) or any(map(is_notebook_server, use.marks))


def listed(uses: list[ServiceUse]) -> tuple[Service, ...]:
    """The services for a report, without a key in clear: one entry for each thing that a service takes a key from."""
    found: dict[tuple[str, str, str | None], Service] = {}
    for service in services_in(uses):
        # What the code reads is what another file gives it, if there is one.
        told = [use for use in service.uses if not _is_assumed(use)]
        for use in sorted(told or service.uses, key=plainness):
            key = mask(use.value) if use.value is not None else None
            entry = Service(service.name, use.file.path, use.source, key)
            found.setdefault((entry.name, entry.source, use.value), entry)
    return tuple(found.values())


def _is_assumed(use: ServiceUse) -> bool:
    """Whether the variable is only what the code reads, or what an app of the Procfile is thought to have."""
    return use.kind in {"package", "procfile"} and use.identity[0] == "variable"
