"""Git repositories made at run time, with keys planted all over their history. Always the same for the same arguments."""

import os
import random
import subprocess
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from sup_lint.model.inventory import Change, Commit, Direction
from tests.keymaker import make_key

START = 1_600_000_000
HOUR = 3600
ZONE = "+0900"
AUTHOR = "Ji-woo Kim <jiwoo@example.com>"
FILES = 120
LINES = 40
WORDS = "voice text speech reader lesson player track queue reply chunk stream model style pitch speed".split()


class Planted(NamedTuple):
    """A key that was planted: where it came and went, the oldest change first, and the references that reach it.

    `versions` are the file versions that hold it.
    """

    name: str
    key: str
    changes: tuple[Change, ...]
    refs: tuple[str, ...]
    in_head: bool
    versions: int

    @property
    def first(self) -> Change:
        """The change that brought it in."""
        return self.changes[0]


class Generated(NamedTuple):
    """A repository that was made: where its work tree is, how many commits it has, and the keys in it by name."""

    path: Path
    commits: int
    planted: Mapping[str, Planted]


def run_git(path: Path, *arguments: str, data: bytes | None = None, at: int = START) -> str:
    """Run git in a folder, without anyone's settings and at a fixed time, and give what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "a", f"GIT_{who}_EMAIL": "a@example.com", f"GIT_{who}_DATE": f"{at} {ZONE}"}
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", "-C", str(path), *arguments],
        input=data,
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "surrogateescape")


class Stream:
    """Commands for `git fast-import`."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._last = 0
        self._times: dict[int, int] = {}
        self._parents: dict[int, tuple[int, ...]] = {}
        self._now = START

    def blob(self, data: bytes) -> int:
        """Add a blob, and give its mark."""
        self._last += 1
        self._pieces.append(b"blob\nmark :%d\ndata %d\n%b\n" % (self._last, len(data), data))
        return self._last

    def commit(
        self,
        ref: str,
        parents: tuple[int, ...],
        files: Mapping[str, int | None],
        message: str = "Work",
    ) -> int:
        """Add a commit that changes files to blobs, given by their marks, or deletes them; and give its mark."""
        self._last += 1
        self._now += HOUR
        self._times[self._last] = self._now
        self._parents[self._last] = parents
        who = f"{AUTHOR} {self._now} {ZONE}"
        lines = [f"commit {ref}", f"mark :{self._last}", f"author {who}", f"committer {who}"]
        lines += [f"data {len(message.encode())}", message]
        lines += [f"{word} :{parent}" for word, parent in zip(["from"] + ["merge"] * 9, parents, strict=False)]
        lines += [f"D {path}" if mark is None else f"M 100644 :{mark} {path}" for path, mark in files.items()]
        self._pieces.append("\n".join([*lines, "", ""]).encode())
        return self._last

    def ref(self, name: str, commit: int) -> None:
        """Point a reference at a commit."""
        self._pieces.append(f"reset {name}\nfrom :{commit}\n\n".encode())

    def tag(self, name: str, commit: int, message: str) -> None:
        """Add an annotated tag."""
        text = f"tag {name}\nfrom :{commit}\ntagger {AUTHOR} {self._now} {ZONE}\ndata {len(message)}\n{message}\n"
        self._pieces.append(text.encode())

    def ancestors(self, commit: int) -> set[int]:
        """A commit and all before it, by their marks."""
        found: set[int] = set()
        waiting = [commit]
        while waiting:
            mark = waiting.pop()
            if mark not in found:
                found.add(mark)
                waiting += self._parents[mark]
        return found

    def run(self, path: Path) -> Callable[[int], Commit]:
        """Import everything into the repository at `path`; give what tells a mark's commit."""
        marks = path / "marks"
        run_git(path, "fast-import", "--quiet", f"--export-marks={marks}", data=b"".join(self._pieces))
        lines = [line.split() for line in marks.read_text().splitlines()]
        marks.unlink()
        names = {int(mark[1:]): name for mark, name in lines}

        def commit(mark: int) -> Commit:
            zone = timezone(timedelta(hours=9))
            return Commit(names[mark], datetime.fromtimestamp(self._times[mark], zone).isoformat())

        return commit


class Noise:
    """Files that change from commit to commit and hold no key."""

    def __init__(self, seed: int, size: int) -> None:
        """Take the `size` of a file in bytes, about."""
        self._chance = random.Random(seed)
        count = max(1, size // LINES)
        self._files = {self._path(number): [self._line() for _ in range(count)] for number in range(FILES)}
        self._names = list(self._files)

    def next(self) -> tuple[str, bytes]:
        """Change a line of a file, and give its path and bytes."""
        path = self._chance.choice(self._names)
        lines = self._files[path]
        lines[self._chance.randrange(len(lines))] = self._line()
        return path, "".join(lines).encode()

    def _path(self, number: int) -> str:
        return f"{WORDS[number % 7]}/{WORDS[number // 7 % len(WORDS)]}_{number}.py"

    def _line(self) -> str:
        left, right = self._chance.choices(WORDS, k=2)
        return f"{left}_{right} = {left}({self._chance.getrandbits(48)}, {right})\n"


def source(key: str, remark: str = "") -> bytes:
    """A module that embeds a key."""
    return f'from supertone import Supertone\n\nclient = Supertone(api_key="{key}"){remark}\n'.encode()


CURED = b'import os\nfrom supertone import Supertone\n\nclient = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])\n'


class _Plants:
    """The keys, and where each came and went while the repository is made."""

    NAMES = ("removed", "renamed", "head", "one commit", "merged away", "deleted branch", "stash", "tag")

    def __init__(self, seed: int) -> None:
        self.keys = {name: make_key(seed * 100 + number) for number, name in enumerate(self.NAMES)}
        self.changes: dict[str, list[tuple[int, str, Direction]]] = {name: [] for name in self.NAMES}

    def happen(self, stream: Stream, ref: str, parents: tuple[int, ...], event: "_Event", message: str = "Work") -> int:
        """Make a commit out of an event."""
        files = {path: None if data is None else stream.blob(data) for path, data in event.files.items()}
        commit = stream.commit(ref, parents, files, message)
        self.changes[event.name] += [(commit, path, Direction.ADDED) for path in event.added]
        self.changes[event.name] += [(commit, path, Direction.REMOVED) for path in event.removed]
        return commit


class _Event(NamedTuple):
    """What happens to a key's files (None: deleted) when so many thousandths of the commits are made."""

    when: int
    name: str
    files: dict[str, bytes | None]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def _timetable(keys: Mapping[str, str]) -> list[_Event]:
    app, old, new, newest = "app/speech.py", "services/old.py", "services/new.py", "lib/newest.py"
    settings, environment = "config/settings.py", "deploy/.env.production"
    moved = source(keys["renamed"])
    return [
        _Event(100, "removed", {app: source(keys["removed"])}, added=(app,)),
        _Event(200, "renamed", {old: moved}, added=(old,)),
        _Event(300, "renamed", {old: None, new: moved}, added=(new,), removed=(old,)),
        _Event(400, "removed", {app: CURED}, removed=(app,)),
        _Event(450, "renamed", {new: None, newest: moved}, added=(newest,), removed=(new,)),
        _Event(500, "head", {settings: source(keys["head"])}, added=(settings,)),
        _Event(520, "head", {settings: source(keys["head"], "  # the new one")}),
        _Event(550, "one commit", {environment: f"SUPERTONE_API_KEY={keys['one commit']}\n".encode()}, (environment,)),
        _Event(550, "one commit", {environment: None}, removed=(environment,)),
        _Event(600, "renamed", {newest: None}, removed=(newest,)),
    ]


def generate(
    path: Path, commits: int = 300, *, seed: int = 1, megabytes: float | None = None, options: tuple[str, ...] = ()
) -> Generated:
    """Make a repository of so many `commits` (100 or more) at `path`, with every fifth of them on a side branch.

    `megabytes` is the size of all file versions together, about; `options` go to `git init`. The work tree is left
    empty: `git reset --hard` fills it.
    """
    assert commits >= 100
    path.mkdir(parents=True, exist_ok=True)
    run_git(path, "init", "--quiet", "--initial-branch=main", *options)
    stream = Stream()
    noise = Noise(seed, LINES * LINES if megabytes is None else int(megabytes * 1e6 / commits))
    plants = _Plants(seed)
    main = _main(stream, noise, plants, commits - 7)
    tips = _around(stream, plants, main)
    commit = stream.run(path)
    _set_aside(path, commit, tips)
    reached = {name: stream.ancestors(tip) for name, tip in tips.items()}
    return Generated(path, commits, {name: _planted(name, plants, commit, reached) for name in plants.NAMES})


def _main(stream: Stream, noise: Noise, plants: _Plants, count: int) -> list[int]:
    """Make the main branch out of `count` commits, those of its side branches included; give its own commits."""
    due = _timetable(plants.keys)
    main: list[int] = []
    side: list[int] = []
    on_side: dict[str, int | None] = {}
    for number in range(count):
        if number % 20 in {12, 13, 15, 16} and number // 20 * 20 + 18 < count:
            path, data = noise.next()
            on_side[path] = stream.blob(data)
            side.append(stream.commit("refs/heads/side", tuple(side[-1:] or main[-1:]), {path: on_side[path]}))
        elif side and number % 20 == 18:
            path, data = noise.next()
            files = {**on_side, path: stream.blob(data)}
            main.append(stream.commit("refs/heads/main", (main[-1], side[-1]), files, "Merge branch 'side'"))
            side, on_side = [], {}
        elif due and number * 1000 >= due[0].when * count:
            main.append(plants.happen(stream, "refs/heads/main", tuple(main[-1:]), due.pop(0)))
        else:
            path, data = noise.next()
            main.append(
                stream.commit("refs/heads/main", tuple(main[-1:]), {path: stream.blob(data)}, f"Work on {path}")
            )
    assert not due
    return main


def _around(stream: Stream, plants: _Plants, main: list[int]) -> dict[str, int]:
    """Make what lies beside the main branch; give the marks of all references, in the order in which they are told."""
    keys = plants.keys
    trace, trial, draft, early = "debug/trace.py", "try/trial.py", "notes/draft.py", "release/early.py"
    # A side branch that brought a key, and a merge that took nothing of it.
    brought = _Event(0, "merged away", {trace: source(keys["merged away"])}, added=(trace,))
    side = plants.happen(stream, "refs/heads/side", (main[-5],), brought)
    taken = _Event(0, "merged away", {trace: None}, removed=(trace,))
    main.append(plants.happen(stream, "refs/heads/main", (main[-1], side), taken, "Merge branch 'side'"))
    event = _Event(0, "deleted branch", {trial: source(keys["deleted branch"])}, added=(trial,))
    deleted = plants.happen(stream, "refs/heads/deleted", (main[len(main) * 7 // 10],), event)
    event = _Event(0, "tag", {early: source(keys["tag"])}, added=(early,))
    tagged = plants.happen(stream, "refs/heads/tagged", (main[len(main) * 8 // 10],), event)
    stream.tag("v0.9.0", tagged, "The early one")
    stream.ref("refs/tags/v1.0", main[-3])
    stream.ref("refs/remotes/origin/main", main[len(main) // 2])
    index = stream.commit("refs/heads/index", (main[-1],), {}, "index on main: Work")
    event = _Event(0, "stash", {draft: source(keys["stash"])}, added=(draft,))
    older = plants.happen(stream, "refs/heads/older", (main[-1], index), event, "WIP on main: Work")
    newer = stream.commit("refs/heads/newer", (main[-1], index), {draft: stream.blob(CURED)}, "WIP on main: Work")
    return {
        "main": main[-1],
        "side": side,
        "v0.9.0": tagged,
        "v1.0": main[-3],
        "origin/main": main[len(main) // 2],
        "stash@{0}": newer,
        "stash@{1}": older,
        "HEAD@{1}": deleted,
    }


def _set_aside(path: Path, commit: Callable[[int], Commit], tips: Mapping[str, int]) -> None:
    """Leave some commits to the stash and to HEAD's reflog, as deleting their branches does."""
    main, deleted = commit(tips["main"]).id, commit(tips["HEAD@{1}"]).id
    for name in ("stash@{1}", "stash@{0}"):
        run_git(path, "update-ref", "--create-reflog", "-m", "WIP on main: Work", "refs/stash", commit(tips[name]).id)
    log = path / ".git" / "logs" / "HEAD"
    if log.parent.is_dir():
        who = f"{AUTHOR} {START} {ZONE}"
        lines = (
            f"{main} {deleted} {who}\tcheckout: moving from main to deleted",
            f"{deleted} {main} {who}\tcheckout: back",
        )
        log.write_text("".join(f"{line}\n" for line in lines))
    refs = "".join(f"delete refs/heads/{name}\n" for name in ("deleted", "tagged", "index", "older", "newer"))
    run_git(path, "update-ref", "--stdin", data=refs.encode())


def _planted(name: str, plants: _Plants, commit: Callable[[int], Commit], reached: Mapping[str, set[int]]) -> Planted:
    added = {mark for mark, _, direction in plants.changes[name] if direction is Direction.ADDED}
    refs = [ref for ref, marks in reached.items() if marks & added]
    return Planted(
        name,
        plants.keys[name],
        tuple(Change(commit(mark), path, direction) for mark, path, direction in plants.changes[name]),
        tuple(ref for ref in refs if ref != "HEAD@{1}" or name == "deleted branch"),
        in_head=name == "head",
        versions=2 if name == "head" else 1,
    )
