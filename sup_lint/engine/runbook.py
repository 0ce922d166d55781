"""How to rotate an exposed key: the steps in their order, with what to type."""

import os
from collections.abc import Container, Iterable, Iterator, Sequence

from sup_lint.engine.wording import count, listing, place_of, refs_of
from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.model.inventory import MESSAGES, Exposure, KeyRecord, Runbook, Service, Situation, Step
from sup_lint.sources.git.commands import git_in, ignoring, quoted, typed
from sup_lint.sources.git.dropping import dropping
from sup_lint.sources.work_tree import top_of

_MOST_PATHS = 12
_WORKFLOWS = ".github/workflows/"
# The rules that tell of a key in what clients get.
_CLIENT_RULES = "SUP2"


def runbooks(
    keys: Iterable[KeyRecord], services: Sequence[Service] = (), head: Container[str] | None = None
) -> tuple[Runbook, ...]:
    """A runbook for every exposed key that nobody has decided on, or that is in use, in the order of the keys."""
    return tuple(
        runbook(record, services, head)
        for record in keys
        if record.is_exposed and (not record.is_accepted or record.in_use)
    )


def runbook(record: KeyRecord, services: Sequence[Service] = (), head: Container[str] | None = None) -> Runbook:
    """The steps to rotate the key.

    `services` are all that the scan knows, `head` the paths of the files of HEAD, named as in the key's exposure: where
    it is known, files that are gone can be taken out of the history as a whole.

    An exposed key is used by others: it is revoked first. Only where a service of one's own would stop, the new key is
    issued and switched to before, in the same quarter of an hour. A client that was shipped with the key is no reason
    to wait: it cannot be switched.
    """
    record, own = _served(record, services)
    switch = [_issue(), _place(record, own), *_change(record), *_deploy(record, own)]
    steps = [*switch, _revoke(record, is_first=False)] if _serves(record, own) else [_revoke(record), *switch]
    if _is_published(record):
        steps.append(_replace_clients())
    steps.append(_look_for_others(record))
    steps += _histories(record.all_exposures, head)
    steps.append(_prevent())
    return Runbook(record.key, tuple(steps), _situation(record, own))


def _served(record: KeyRecord, services: Sequence[Service]) -> tuple[KeyRecord, list[Service]]:
    """The record and its services without those that are clients themselves: these get no new key."""
    own = [service for service in services if service.name in record.services or service.key == record.key]
    shipped = {place.path for place in record.places if place.code.startswith(_CLIENT_RULES)}
    left = [service for service in own if service.path not in shipped]
    gone = {service.name for service in own} - {service.name for service in left}
    return record._replace(services=tuple(name for name in record.services if name not in gone)), left


def _situation(record: KeyRecord, services: Sequence[Service]) -> Situation:
    if _is_published(record):
        return Situation.SHIPPED_IN_USE if _serves(record, services) else Situation.SHIPPED
    if record.in_use or record.services or services:
        return Situation.IN_USE
    return Situation.IN_TREE if record.places else Situation.IN_HISTORY


def _serves(record: KeyRecord, services: Sequence[Service]) -> bool:
    """Whether a service of one's own would stop without the key; code that has it written in needs it, too."""
    in_code = any(not place.code.startswith(_CLIENT_RULES) for place in record.places)
    return bool(record.in_use or services or record.services or in_code)


def _is_published(record: KeyRecord) -> bool:
    return any(place.code.startswith(_CLIENT_RULES) for place in record.places)


def _revoke(record: KeyRecord, *, is_first: bool = True) -> Step:
    title = f"Revoke the key that begins with {record.key.preview.removesuffix('…')}"
    if not is_first:
        return Step(
            f"{title}, within minutes of the switch",
            "Until then everyone who has it uses your account. If the switch takes longer than a quarter of an hour, "
            "revoke it now and let the service stop.",
        )
    if _is_published(record):
        why = (
            "Everyone who has the page or the app has the key. Shipped clients cannot be switched: they stop working "
            "until they are replaced, and waiting only lets others go on."
        )
    else:
        why = (
            "Nothing that was scanned uses it any more. If a service elsewhere answers 401 afterwards, it gets the new "
            "key."
        )
    return Step(f"{title}, now", f"At {CONSOLE} (API Keys). {why}")


def _issue() -> Step:
    return Step(
        "Issue a new key",
        f"At {CONSOLE} (API Keys). It is shown once. Where three are active already, revoke one that nothing uses.",
    )


def _place(record: KeyRecord, services: Sequence[Service]) -> Step:
    details = [
        f"{service.name} takes it from {service.source} ({service.path})."
        for service in services[:_MOST_PATHS]
        if service.source
    ]
    details += [f"{service} has to get it, too." for service in record.services if service not in _names(services)]
    if record.in_use:
        details.append(f"The old one is in use in {listing(record.in_use, 6)}: put the new one there.")
    if not details:
        details.append(f"As {VARIABLE}, out of a secret manager.")
    details.append("Never in a file that git keeps; one key for each service, so that each can be revoked alone.")
    commands = []
    if _uses_workflows(record, services):
        commands.append(f"gh secret set {VARIABLE}")
    if any(use.rpartition("/")[2].startswith(".env") for use in record.in_use):
        commands += [_ignored(use) for use in record.in_use if use.rpartition("/")[2].startswith(".env")]
    return Step("Put the new key where services read it", " ".join(details), tuple(commands))


def _ignored(path: str) -> str:
    """The command that lets git ignore an environment file, unless it does so already."""
    place = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    top = top_of(place)
    folder = typed(top) if top is not None else ""
    name = os.path.relpath(place, top).replace(os.sep, "/") if top is not None else path
    return f"{git_in(folder)} check-ignore {quoted(name)} || {ignoring(os.path.basename(path), folder)}"


def _change(record: KeyRecord) -> Iterator[Step]:
    if not record.places:
        return
    places = [f"{place.path}:{place.region.line}" for place in record.places]
    clients = [place.path for place in record.places if place.code.startswith(_CLIENT_RULES)]
    details = [f"In {listing(places, _MOST_PATHS)}."]
    if clients:
        details.append(
            f"What is shipped to clients ({listing(clients)}) must hold no key at all: let it call a server of yours."
        )
    if len(clients) < len(record.places):
        details.append(f"{'Elsewhere read' if clients else 'Read'} {VARIABLE} from the environment.")
    paths = tuple(dict.fromkeys(place.path for place in record.places if "!/" not in place.path))
    commands = (f"sup-lint check {' '.join(map(quoted, paths[:_MOST_PATHS]))}",) if paths else ()
    yield Step(f"Take the old key out of {count(len(set(places)), 'place')} in the tree", " ".join(details), commands)


def _deploy(record: KeyRecord, services: Sequence[Service]) -> Iterator[Step]:
    names = tuple(dict.fromkeys((*record.services, *_names(services))))
    if names:
        yield Step(
            f"Redeploy or restart {listing(names, 6)}",
            "Running processes keep the environment they were started with. Wait until each answers with the new key.",
        )
    elif record.in_use or record.places:
        yield Step(
            "Redeploy or restart what uses the key",
            "Running processes keep the environment they were started with.",
        )


def _replace_clients() -> Step:
    return Step(
        "Ship clients without a key, and clear what was published",
        "Rebuild, look into the result, release it; then empty the caches of the CDN, delete old builds, source maps "
        "and artefacts, and ask users of an app to update. What was downloaded stays out there.",
        ("sup-lint bundle dist",),
    )


def _look_for_others(record: KeyRecord) -> Step:
    begin = f"It was committed on {record.exposure.first.commit.date[:10]}. " if record.exposure else ""
    return Step(
        "Look for use by others",
        f"{begin}Compare its usage in the console with what your services did: other hours, other voices, credits that "
        "nobody explains.",
    )


def _histories(exposures: Sequence[Exposure], head: Container[str] | None) -> Iterator[Step]:
    is_told = False
    for exposure in exposures:
        yield _history(exposure, head, is_told=is_told)
        is_told = is_told or not exposure.is_local


def _history(exposure: Exposure, head: Container[str] | None, *, is_told: bool) -> Step:
    """What to do about a history; `is_told` tells that another's step says already what rewriting does and doesn't."""
    paths = tuple(dict.fromkeys(change.path for change in (exposure.first, *exposure.changes)))
    named = tuple(map(place_of, (exposure.first, *exposure.changes)))
    git = git_in(exposure.top)
    refs = refs_of(exposure, 3)
    where = f"In {exposure.repository} it" if exposure.repository else "It"
    since = f", at or before {exposure.first.commit.short}, where this clone begins" if exposure.is_at_boundary else ""
    told = f"{where} was committed in {listing(named, _MOST_PATHS)}{since}, and is {refs}."
    if exposure.is_local:
        return Step(
            f"Then drop it from {exposure.repository or 'this clone'}",
            f"{told} Nobody else has that, unless it was pushed or copied before. The commands take away all that is "
            "in there: look whether you need it (`git stash show -p`, `git reflog`). Then scan again.",
            dropping(exposure.refs, exposure.top),
        )
    general = [
        "A revoked key harms nobody there, and no rewriting reaches clones, forks, caches and pull requests.",
        "To rewrite all the same, take a fresh clone, push all refs by force, and let everybody clone anew.",
    ]
    details = [told] if is_told else [told, *general]
    files = tuple(path for path in paths if path not in MESSAGES)
    # To drop a file from the history drops it from today's tree, too.
    gone = () if head is None else tuple(path for path in files if path not in head)
    commands = []
    if gone:
        details.append("--invert-paths takes files that no longer exist out of every commit.")
        commands.append(f"{git} filter-repo --invert-paths {' '.join(quoted(f'--path={path}') for path in gone)}")
    replaced = [("files that live on", "text")] if len(gone) < len(files) else []
    replaced += [("messages", "message")] if len(files) < len(paths) else []
    if replaced:
        details.append(
            f"In {' and in '.join(what for what, _ in replaced)} replace the key: write `the old key==>REMOVED` into "
            "../replacements.txt, and delete that afterwards."
        )
        options = " ".join(f"--replace-{option} ../replacements.txt" for _, option in replaced)
        commands.append(f"{git} filter-repo {options}")
    title = f"Decide about that of {exposure.repository}, too" if is_told else "Only then decide about the history"
    return Step(title, " ".join(details), tuple(commands))


def _prevent() -> Step:
    return Step(
        "Keep it from coming back",
        "Add the hook sup-lint to pre-commit, and `sup-lint check` to CI.",
        ("pre-commit install && sup-lint scan",),
    )


def _names(services: Iterable[Service]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(service.name for service in services))


def _uses_workflows(record: KeyRecord, services: Iterable[Service]) -> bool:
    paths = [*(place.path for place in record.places), *(service.path for service in services), *record.in_use]
    return any(_WORKFLOWS in path for path in paths)
