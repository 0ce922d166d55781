"""The keys that a repository's history holds, and the versions of files that hold them."""

import os
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.engine.known_keys import KeySearch, KnownKey
from sup_lint.engine.scan.candidates import Candidates
from sup_lint.engine.scan.importers import Importers
from sup_lint.engine.scan.parallel import spread
from sup_lint.engine.scan.versions import Sighting, Version, in_message
from sup_lint.keys.needles import is_suspect
from sup_lint.model.inventory import HistoryFacts
from sup_lint.sources.git.history import Message
from sup_lint.sources.git.objects import Objects
from sup_lint.sources.git.reading import read_history
from sup_lint.sources.ignore import Exclusion
from sup_lint.sources.language import may_be_read
from sup_lint.sources.reading import to_gate

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.sources.git.repository import Repository

Progress = Callable[[int, int, str], None]
# An account has three keys: thousands of them are somebody's test data.
_MOST_KEYS = 1_000


class Held(NamedTuple):
    """What the history knows of a key: the versions of files (hex), and the messages that hold it.

    `is_proven` tells that the place of one of them leaves no doubt.
    """

    is_proven: bool
    blobs: set[str]
    messages: list[Message]


class HistorySearch:
    """Looks for keys in a history in two steps: which values are keys, and which versions hold them."""

    def __init__(self, repository: "Repository", config: "Config", jobs: int, on_progress: Progress | None) -> None:
        """Read the history's commits. Raises GitError."""
        self.repository = repository
        self.history = read_history(repository, on_progress)
        self._config = config
        self._jobs = jobs
        self._on_progress = on_progress
        self._excluded = Exclusion(config.exclude)
        self._top = repository.top or repository.git_dir
        self._sightings: list[Sighting] = []
        self._in_messages: list[tuple[Message, Sighting]] = []
        self._importers = Importers(repository, config.root)
        self._dates: dict[str, str] = {}
        self._size = 0

    def facts(self) -> HistoryFacts:
        """How much there is to look at."""
        history = self.history
        return HistoryFacts(
            len(history.commits),
            history.versions(),
            self._size,
            history.ref_count,
            history.is_shallow,
            history.is_partial or history.is_damaged,
        )

    def at_head(self, paths: Collection[str]) -> frozenset[str]:
        """Those of the paths at which HEAD has a file; all of them if there is no HEAD. Raises GitError.

        What is not among them may be erased from the history: where nothing is known, a path is taken as there.
        """
        head = self.repository.head
        if head is None:
            return frozenset(paths)
        with Objects(self.repository.plain_git) as objects:
            return frozenset(path for path in paths if self._is_at(head, path, objects))

    def _is_at(self, head: str, path: str, objects: Objects) -> bool:
        if "\n" not in path:
            return objects.find(f"{head}:{path}") is not None
        # Objects are asked for one a line.
        git = self.repository.plain_git
        return bool(git.run("--literal-pathspecs", "ls-tree", "-z", "--full-tree", head, "--", path))

    def discover(self) -> None:
        """Find the values that versions of files, and messages of commits, show to be keys. Raises GitError."""
        self._look_at(self._suspects())
        self._look_at(self._importers.versions(self.history))
        self._look_at_messages()

    def proven(self) -> list[KnownKey]:
        """The keys that were discovered where their place leaves no doubt."""
        found: dict[str, KnownKey] = {}
        for sighting in self._all():
            if sighting.is_proof and sighting.value not in found:
                where = f"that commit {sighting.version.commit[:10]} holds in {sighting.path}"
                found[sighting.value] = KnownKey(sighting.value, where)
        return list(found.values())[:_MOST_KEYS]

    def find(self, known: Mapping[str, bool]) -> dict[str, Held]:
        """Every version that holds one of the discovered keys, or of the `known` ones from elsewhere.

        The latter are keys in clear, and whether they are proven. Raises GitError.
        """
        proven = dict(known.items())
        for sighting in self._all():
            if sighting.value in proven or len(proven) < _MOST_KEYS:
                proven[sighting.value] = proven.get(sighting.value, False) or sighting.is_proof
        found = {value: Held(is_proven, set(), []) for value, is_proven in proven.items()}
        paths: dict[str, set[str]] = {}
        for sighting in self._sightings:
            if sighting.value in found:
                found[sighting.value].blobs.add(sighting.blob)
                paths.setdefault(sighting.value, set()).add(sighting.path)
        for message, sighting in self._in_messages:
            if sighting.value in found and message not in found[sighting.value].messages:
                found[sighting.value].messages.append(message)
        self._search(found, paths)
        return {value: held for value, held in found.items() if held.blobs or held.messages}

    def _all(self) -> list[Sighting]:
        return [*self._sightings, *(sighting for _, sighting in self._in_messages)]

    # --- which versions show a key to be one -----------------------------------------------------------------------

    def _suspects(self) -> list[Version]:
        """The versions that name Supertone and may hold a key that no other shows."""
        chosen: list[Version] = []
        candidates = Candidates()
        named = self.history.blobs_at(_names_supertone)
        for blob, data in self.history.blobs(self._on_progress):
            self._size += len(data)
            gate = to_gate(data)
            if blob not in named and not is_suspect(gate):
                continue
            commit, path = self.history.first(blob)
            if self._is_wanted(path):
                version = Version(blob, path, commit.id)
                self._dates[commit.id] = commit.date
                self._importers.take(version, data)
                if candidates.take(path, gate):
                    chosen.append(version)
        return chosen

    def _is_wanted(self, path: str) -> bool:
        """Whether a file is looked at for keys at all, as the settings have it, which stand where they stand now."""
        if not may_be_read(path):
            return False
        relative = os.path.relpath(os.path.join(self._top, path), self._config.root).replace(os.sep, "/")
        return relative.startswith("../") or not self._excluded.file(relative)

    def _look_at(self, versions: list[Version]) -> None:
        known = {(each.value, each.blob) for each in self._sightings}
        # In the order of time: what one version imports, the next one imports, too.
        ordered = sorted(
            versions, key=lambda version: (self._dates.get(version.commit, ""), version.commit, version.path)
        )
        for sighting in spread(self.repository, ordered, self._config, self._jobs, self._on_progress):
            if (sighting.value, sighting.blob) not in known:
                known.add((sighting.value, sighting.blob))
                self._sightings.append(sighting)

    def _look_at_messages(self) -> None:
        for message in self.history.messages():
            if is_suspect(message.text.encode("utf-8", "surrogatepass")):
                self._in_messages += [(message, each) for each in in_message(message, self._config)]

    # --- which versions hold it --------------------------------------------------------------------------------------

    def _search(self, found: dict[str, Held], paths: Mapping[str, set[str]]) -> None:
        """Search every version and message for the keys: for unproven ones only where they were seen."""
        if not found:
            return
        search = KeySearch(KnownKey(value) for value in found)
        for blob, data in self.history.blobs(self._on_progress):
            for key in search.found_in(to_gate(data)):
                held = found[key.value]
                if held.is_proven or not paths.get(key.value, set()).isdisjoint(self.history.paths(blob)):
                    held.blobs.add(blob)
        for message in self.history.messages():
            for key in search.found_in(message.text.encode("utf-8", "surrogatepass")):
                held = found[key.value]
                if held.is_proven and message not in held.messages:
                    held.messages.append(message)


def _names_supertone(path: str) -> bool:
    return "supertone" in path.lower()
