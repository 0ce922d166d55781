"""Which places are of one service, and which keys serve several."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from sup_lint.analysis.services.layout import is_below
from sup_lint.analysis.services.naming import are_of_two, base_name, is_generic, is_within, telling_words, words
from sup_lint.analysis.services.use import Identity, ServiceUse

_MOST_USES = 400
# Kinds of files that say what a service runs, unless they only change what another one says.
_DESCRIBING = frozenset({"compose", "kubernetes", "render", "ecs"})
# Those whose names are of services, and not of folders, processes or steps.
_NAMING = _DESCRIBING | {"terraform", "serverless", "appengine"}


class KnownService(NamedTuple):
    """A service with all places that give it a key."""

    name: str
    uses: tuple[ServiceUse, ...]


class SharedKey(NamedTuple):
    """A key, or what a key is taken from, and the services that it serves: each by its first place with it."""

    identity: Identity
    services: tuple[tuple[str, ServiceUse], ...]


def services_in(uses: Sequence[ServiceUse]) -> list[KnownService]:
    """The services that the places belong to; several of one service are one: stages, replicas, other descriptions."""
    uses = uses[:_MOST_USES]
    leaders = list(range(len(uses)))

    def leader(index: int) -> int:
        while leaders[index] != index:
            leaders[index] = leaders[leaders[index]]
            index = leaders[index]
        return index

    for one, two in combinations(range(len(uses)), 2):
        if leader(one) != leader(two) and _are_one(uses[one], uses[two]):
            leaders[leader(two)] = leader(one)
    groups: dict[int, list[ServiceUse]] = {}
    for index, use in enumerate(uses):
        groups.setdefault(leader(index), []).append(use)
    return _named(_matched(list(groups.values())))


def _matched(groups: list[list[ServiceUse]]) -> list[list[ServiceUse]]:
    """The groups, those joined that name one thing in two kinds of files: `api`, and the only `acme-api`."""
    found: list[list[ServiceUse]] = []
    for group in groups:
        near = [each for each in found if _may_be_one(each, group)]
        rivals = [each for each in groups if near and each is not group and _may_be_one(near[0], each)]
        if len(near) == 1 and all(
            {use.kind for use in rival}.isdisjoint(use.kind for use in group) for rival in rivals
        ):
            near[0].extend(group)
        else:
            found.append(list(group))
    return found


def _may_be_one(some: Sequence[ServiceUse], others: Sequence[ServiceUse]) -> bool:
    """Whether two groups of places, in kinds of files that don't meet, go by names of which one has the other in it."""
    if not {use.kind for use in some}.isdisjoint(use.kind for use in others):
        return False
    return any(is_within(base_name(one.name), base_name(two.name)) for one in some for two in others) and not any(
        _lie_apart(one, two) for one in some for two in others
    )


def shared_keys(uses: Sequence[ServiceUse]) -> list[SharedKey]:
    """The keys and references that serve several services, in the order of their first places."""
    holders: dict[Identity, list[tuple[str, list[ServiceUse]]]] = {}
    for service in services_in(uses):
        by_identity: dict[Identity, list[ServiceUse]] = {}
        for use in service.uses:
            by_identity.setdefault(use.identity, []).append(use)
        for identity, places in by_identity.items():
            holders.setdefault(identity, []).append((service.name, places))
    found: list[SharedKey] = []
    for identity, held in holders.items():
        # Whoever is told apart from no other by more than a name in another kind of file is left out, where all they
        # have in common is a reference.
        told = [
            (name, min(places, key=plainness))
            for name, places in held
            if any(_differ(places, other) for _, other in held if other is not places)
        ]
        if len(told) > 1:
            found.append(SharedKey(identity, tuple(sorted(told, key=lambda each: _order(each[1])))))
    return sorted(found, key=lambda shared: _order(shared.services[0][1]))


def plainness(use: ServiceUse) -> tuple[bool, int, int]:
    """Sort key: a service itself comes before its copies and helpers, for all stages before for one, and compose.yaml
    before compose.override.yaml."""
    return bool(use.stage), len(words(use.name)), len(words(use.file.path.rpartition("/")[2]))


def _tellingness(use: ServiceUse) -> tuple[bool, tuple[bool, int, int]]:
    """Sort key: the role of a process, as `web`, is a service's name only where no other file has one for it."""
    return use.kind == "procfile" and is_generic(base_name(use.name)), plainness(use)


def _order(use: ServiceUse) -> tuple[str, int, int]:
    return use.file.path, use.region.line, use.region.column


def _are_one(one: ServiceUse, two: ServiceUse) -> bool:
    """Whether two places are of the same service, or may well be."""
    if not one.marks.isdisjoint(two.marks) or (one.folder is not None and one.folder == two.folder):
        return True
    first, second = base_name(one.name), base_name(two.name)
    # Each of two projects may call its own one `app`; `app-old` is a copy wherever it lies.
    return first == second and not (one.name == two.name and is_generic(first) and _lie_apart(one, two))


def _lie_apart(one: ServiceUse, two: ServiceUse) -> bool:
    """Whether the code of two is known to lie in folders of which none is in the other."""
    if one.folder is None or two.folder is None:
        return False
    return not is_below(one.folder, two.folder) and not is_below(two.folder, one.folder)


def _differ(some: Sequence[ServiceUse], others: Sequence[ServiceUse]) -> bool:
    """Whether the places of one service leave no doubt that it is not the other."""
    return any(
        # What goes by the name of a mere stage may be any service.
        base_name(one.name) != "" != base_name(two.name)
        and (_lie_apart(one, two) or (one.kind == two.kind and _is_described(one) and _is_described(two)))
        for one in some
        for two in others
    ) or all(_have_nothing_in_common(one, two) for one in some for two in others)


def _have_nothing_in_common(one: ServiceUse, two: ServiceUse) -> bool:
    """Whether two with one key in clear are in different kinds of files, and of different names, images and folders.

    What is built from all of the repository may be what another file describes, whatever it is called there.
    """
    if one.value is None or one.kind == two.kind or not (_is_known_part(one) and _is_known_part(two)):
        return False
    return are_of_two(one.name, two.name) and _said(one).isdisjoint(_said(two))


def _is_known_part(use: ServiceUse) -> bool:
    """Whether a place tells which part of the repository's programs a service runs."""
    is_whole = use.folder is not None and not telling_words(use.folder)
    return use.kind in _NAMING and _is_described(use) and not is_whole


def _said(use: ServiceUse) -> frozenset[str]:
    """All words that say which service it is."""
    return telling_words(" ".join((use.name, use.folder or "", *(mark.partition(":")[2] for mark in use.marks))))


def _is_described(use: ServiceUse) -> bool:
    """Whether a place tells which program the service runs, as far as such places do; a package has its folder."""
    return bool(use.folder is not None or use.marks or use.kind not in _DESCRIBING) and use.kind != "package"


def _named(groups: list[list[ServiceUse]]) -> list[KnownService]:
    """Each group under its plainest name; under the folder's where two have the same."""
    plainest = [min(group, key=_tellingness) for group in groups]
    names = [use.name for use in plainest]
    return [
        KnownService(use.name if names.count(use.name) == 1 or use.folder is None else use.folder, tuple(group))
        for use, group in zip(plainest, groups, strict=True)
    ]
