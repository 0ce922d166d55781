"""How to rotate an exposed key: the steps in their order, with what to type."""

import shlex
from collections.abc import Container, Iterable, Iterator, Sequence

from sup_lint.engine.wording import count, listing
from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.model.inventory import Exposure, KeyRecord, Runbook, Service, Step

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
    own = [service for service in services if service.name in record.services or service.key == record.key]
    switch = [_issue(), _place(record, own), *_change(record), *_deploy(record, own)]
    steps = [*switch, _revoke(record, is_first=False)] if _serves(record, own) else [_revoke(record), *switch]
    if _is_published(record):
        steps.append(_replace_clients())
    steps.append(_look_for_others(record))
    steps += [_history(exposure, head) for exposure in record.all_exposures]
    steps.append(_prevent())
    return Runbook(record.key, tuple(steps))


def _serves(record: KeyRecord, services: Sequence[Service]) -> bool:
    """Whether a service of one's own would stop without the key; code that has it written in needs it, too."""
    in_code = any(not place.code.startswith(_CLIENT_RULES) for place in record.places)
    return bool(record.in_use or services or record.services or in_code)


def _is_published(record: KeyRecord) -> bool:
    return any(place.code.startswith(_CLIENT_RULES) for place in record.places)


def _revoke(record: KeyRecord, *, is_first: bool = True) -> Step:
    where = f"Revoke the key that begins with {record.key.preview.removesuffix('…')} at {CONSOLE} (API Keys)"
    if not is_first:
        return Step(
            f"{where}, within minutes of the switch",
            "Until then everyone who has it uses your account. If the steps before take longer than a quarter of an "
            "hour, revoke it now and let the service stop.",
        )
    if _is_published(record):
        return Step(
            f"{where}, now",
            "Everyone who has the page or the app has the key. Shipped clients cannot be switched: they stop working "
            "until they are replaced, and waiting only lets others go on.",
        )
    return Step(
        f"{where}, now",
        "Nothing that was scanned uses it any more, so nothing stops. If a service that was not scanned answers 401 "
        "afterwards, it gets the new key.",
    )


def _issue() -> Step:
    return Step(
        f"Issue a new key at {CONSOLE} (API Keys, Create new key)",
        "It is shown once: copy it straight to where it will be kept. An account can hold three active keys; where "
        "there are three, revoke one that nothing uses.",
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
        details.append(f"The place for it is the variable {VARIABLE} of each service, out of a secret manager.")
    details.append("One key for each service, so that each can be revoked alone.")
    commands = []
    if _uses_workflows(record, services):
        commands.append(f"gh secret set {VARIABLE}")
    if any(use.rpartition("/")[2].startswith(".env") for use in record.in_use):
        commands += [
            f"git check-ignore {quoted(use)} || echo {quoted(use.rpartition('/')[2])} >> .gitignore"
            for use in record.in_use
            if use.rpartition("/")[2].startswith(".env")
        ]
    title = "Put the new key where services read it, not into a file that git keeps"
    return Step(title, " ".join(details), tuple(commands))


def _change(record: KeyRecord) -> Iterator[Step]:
    if not record.places:
        return
    places = [f"{place.path}:{place.region.line}" for place in record.places]
    clients = [place.path for place in record.places if place.code.startswith(_CLIENT_RULES)]
    details = [f"It stands in {listing(places, _MOST_PATHS)}."]
    if clients:
        details.append(
            f"What is shipped to clients ({listing(clients)}) must hold no key at all: let it call a server of yours."
        )
    if len(clients) < len(record.places):
        details.append(f"Elsewhere read {VARIABLE} from the environment.")
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
    since = record.exposure.first.commit.date[:10] if record.exposure else ""
    begin = f"since {since}, when it was first committed" if since else "for the time that the key was readable"
    return Step(
        "Look for use by others",
        f"In the console compare the usage of this key with what your services did, {begin}: other voices, other "
        "hours, credits that nobody explains. Who could read the repository, and was it ever public? Keep what you "
        "find before logs expire.",
    )


def _history(exposure: Exposure, head: Container[str] | None) -> Step:
    paths = tuple(dict.fromkeys(change.path for change in (exposure.first, *exposure.changes)))
    more = exposure.ref_count - len(exposure.refs)
    refs = f"{listing(exposure.refs, 6) or 'no branch any more'}{f' and {more:,} more refs' if more > 0 else ''}"
    rewriting = (
        "Rewriting is optional: a revoked key in the history harms nobody, and no rewrite calls back clones, forks, "
        "caches, mirrors and pull requests, so it never stands in for revoking."
    )
    advice = (
        "If you must, do it in a fresh clone, push all refs by force, let everybody clone anew, and ask the host's "
        "support to drop cached views and pull requests."
    )
    where = f"In {exposure.repository} it" if exposure.repository else "It"
    details = [f"{where} was committed in {listing(paths, _MOST_PATHS)}, and is on {refs}.", rewriting, advice]
    # To drop a file from the history drops it from today's tree, too.
    gone = () if head is None else tuple(path for path in paths if path not in head)
    commands = []
    if gone:
        details.append("The command with --invert-paths takes files that no longer exist out of every commit.")
        commands.append(f"git filter-repo --invert-paths {' '.join(quoted(f'--path={path}') for path in gone)}")
    if len(gone) < len(paths):
        details.append(
            "In files that live on only the key is replaced: write `the old key==>REMOVED` into replacements.txt, "
            "outside the repository, and delete that afterwards."
        )
        commands.append("git filter-repo --replace-text ../replacements.txt")
    return Step("Only then decide about the history", " ".join(details), tuple(commands))


def _prevent() -> Step:
    return Step(
        "Keep it from coming back",
        "Add the hook sup-lint to .pre-commit-config.yaml and `sup-lint check` to CI; then scan again.",
        ("pre-commit install", "sup-lint scan"),
    )


def _names(services: Iterable[Service]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(service.name for service in services))


def _uses_workflows(record: KeyRecord, services: Iterable[Service]) -> bool:
    paths = [*(place.path for place in record.places), *(service.path for service in services), *record.in_use]
    return any(_WORKFLOWS in path for path in paths)


def quoted(word: str) -> str:
    """`word` as a shell takes it, on one line: with control characters as `$'…'`, which bash and zsh understand."""
    if word.isprintable():
        return shlex.quote(word)
    escaped = "".join(
        character if character.isprintable() and character not in "'\\" else _octal(character) for character in word
    )
    return f"$'{escaped}'"


def _octal(character: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
