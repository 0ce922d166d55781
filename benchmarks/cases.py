"""What is compared: the cases. The first contestant of each is the others' measure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contestants import FOUND_OR_NOT, IMPORT_CLICK, NEEDLES, at_hook, historians, installed, over_folder, over_modules
from copies import proven_keys, settings_with, write_log, write_small_files
from corpora import make_repository, minified_bundle, source_map, suspect_module, write_clean_files, write_tree
from histories import clone_own, write_history
from measuring import Contestant

SETTINGS = "settings.env"


@dataclass(frozen=True, slots=True)
class Field:
    """A prepared directory with those who are there to run in it, and the names of those who are not.

    `planted` are the files with a key that is to be found, or None where nobody is asked for them.
    """

    title: str
    contestants: tuple[Contestant, ...]
    absent: tuple[str, ...]
    planted: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Ground:
    """An empty directory to prepare, the environment for git there, and whether to keep the case small.

    `peers` is the folder that the peers are installed in, if there is one.
    """

    directory: Path
    environment: Mapping[str, str]
    quick: bool
    peers: Path | None


@dataclass(frozen=True, slots=True)
class Case:
    """A case by its name, how often it is run unless told otherwise, and what prepares it."""

    name: str
    runs: int
    prepare: Callable[[Ground], Field]


def field_of(
    title: str, wanted: Sequence[Contestant], peers: Path | None, planted: Sequence[str] | None = None
) -> Field:
    """Find each contestant's program; a command that is already a path stays as it is."""
    present = []
    absent = []
    for contestant in wanted:
        program = installed(contestant.command[0], peers)
        if program is None:
            absent.append(contestant.command[0])
        else:
            present.append(replace(contestant, command=(program, *contestant.command[1:])))
    return Field(title, tuple(present), tuple(dict.fromkeys(absent)), None if planted is None else tuple(planted))


def start_up(ground: Ground) -> Field:
    """What Python and click cost before sup-lint does anything."""
    version = Contestant("sup-lint --version", ("sup-lint", "--version"))
    return field_of("start-up", (IMPORT_CLICK, version), ground.peers)


def clean_files(ground: Ground) -> Field:
    """The usual commit: a few files, none of which speaks to the API."""
    names = write_clean_files(ground.directory, 10)
    make_repository(ground.directory, ground.environment)
    checkers = at_hook(names, exit_code=0, peers=ground.peers)
    return field_of("hook on 10 clean files", checkers, ground.peers, ())


def suspect_file(ground: Ground) -> Field:
    """The commit that matters: a file that has to be parsed."""
    text = suspect_module(500, seed=1, leak=True)
    (ground.directory / "speech.py").write_text(text, encoding="utf-8")
    make_repository(ground.directory, ground.environment)
    checkers = at_hook(["speech.py"], exit_code=1, peers=ground.peers)
    return field_of("hook on one suspect file of 500 lines", checkers, ground.peers, ["speech.py"])


def whole_tree(ground: Ground) -> Field:
    """A whole repository, against the fastest way to look for two words in it."""
    description, planted = write_tree(ground.directory, 1_000 if ground.quick else 10_000, ground.environment)
    contestants = (
        Contestant("sup-lint check", ("sup-lint", "check", "--no-cache", "."), (1,)),
        Contestant("git grep", ("git", "grep", "-ilF", *NEEDLES), reports=False),
        *over_modules("."),
        *over_folder(".", peers=ground.peers),
    )
    return field_of(f"whole tree: {description}", contestants, ground.peers, planted)


def bundle(ground: Ground) -> Field:
    """Built output: ten million characters on one line, alone and with a map of thirty million."""
    leak = minified_bundle(10_000_000, seed=1, leak=True)
    for folder, text in (("clean", minified_bundle(10_000_000, seed=1, leak=False)), ("leak", leak), ("mapped", leak)):
        (ground.directory / folder).mkdir()
        (ground.directory / folder / "index.js").write_text(text, encoding="utf-8")
    mapped = ground.directory / "mapped"
    (mapped / "index.js.map").write_text(source_map(30_000_000, seed=2), encoding="utf-8")
    # detect-secrets lets git name the files, and sees none where there is no repository.
    make_repository(ground.directory, ground.environment)
    alone = ("sup-lint", "bundle", "--isolated")
    contestants = (
        Contestant("sup-lint bundle (leak)", (*alone, "leak"), (1,)),
        Contestant("sup-lint bundle (clean)", (*alone, "clean"), reports=False),
        Contestant("sup-lint bundle (with map)", (*alone, "mapped"), (1,), reports=False),
        Contestant("sup-lint check (leak)", ("sup-lint", "check", "--isolated", "--no-cache", "leak"), (1,)),
        Contestant("grep", ("grep", "-rilF", *NEEDLES, "leak"), FOUND_OR_NOT, reports=False),
        *over_folder("leak", peers=ground.peers),
    )
    title = "a minified bundle of 10 MB, and its source map of 30 MB"
    return field_of(title, contestants, ground.peers, ["leak/index.js"])


def searchers(keys: Sequence[str], place: str) -> tuple[Contestant, ...]:
    """Who looks for three keys below `place`: grep for the keys as they are, sup-lint also for all they may look like.

    sup-lint once without a key, once with the keys given, which must find their copies and nothing else, and once with
    a settings file that proves them.
    """
    needles = [part for key in keys for part in ("-e", key)]
    check = ("sup-lint", "check", "--isolated")
    return (
        Contestant("grep -rcF", ("grep", "-rcF", *needles, place)),
        Contestant("git grep -F", ("git", "grep", "-lF", *needles, "--", place)),
        Contestant("sup-lint check, no key", (*check, place)),
        Contestant("sup-lint check, keys given", (*check, "--known-keys-from", SETTINGS, place), (1,)),
        Contestant("sup-lint check, proven", (*check, SETTINGS, place), (1,)),
        Contestant("gitleaks dir", ("gitleaks", "dir", "--no-banner", place), FOUND_OR_NOT),
    )


def long_log(ground: Ground) -> Field:
    """A log of 100 MB, in which three known keys are searched for in every encoding."""
    keys = proven_keys(seed=3)
    (ground.directory / SETTINGS).write_text(settings_with(keys), encoding="utf-8")
    (ground.directory / "logs").mkdir()
    size = 10_000_000 if ground.quick else 100_000_000
    description = write_log(ground.directory / "logs" / "service.log", size, keys, seed=4)
    make_repository(ground.directory, ground.environment)
    return field_of(f"three known keys in a log: {description}", searchers(keys, "logs"), ground.peers)


def small_files(ground: Ground) -> Field:
    """Fifty thousand small files, in which three known keys are searched for in every encoding."""
    keys = proven_keys(seed=5)
    (ground.directory / SETTINGS).write_text(settings_with(keys), encoding="utf-8")
    (ground.directory / "pages").mkdir()
    count = 5_000 if ground.quick else 50_000
    description = write_small_files(ground.directory / "pages", count, keys, seed=6)
    make_repository(ground.directory, ground.environment)
    return field_of(f"three known keys in small files: {description}", searchers(keys, "pages"), ground.peers)


def history(ground: Ground) -> Field:
    """A history of 5 000 commits with keys planted in it."""
    commits, megabytes = (500, 20) if ground.quick else (5_000, 200)
    where = ground.directory / "planted"
    planted = write_history(where, ground.environment, commits=commits, megabytes=megabytes)
    title = f"A history of {commits:,} commits, {megabytes} MB of file versions"
    return field_of(title, historians("planted"), ground.peers, planted)


def own_history(ground: Ground) -> Field:
    """The history of this project, in which every file names what sup-lint looks for."""
    contestants = historians("own") if clone_own(ground.directory / "own", ground.environment) else ()
    return field_of("The history of this project", contestants, ground.peers)


CASES = (
    Case("start-up", 20, start_up),
    Case("clean-files", 10, clean_files),
    Case("suspect-file", 10, suspect_file),
    Case("tree", 5, whole_tree),
    Case("bundle", 5, bundle),
    Case("log", 5, long_log),
    Case("small-files", 5, small_files),
    Case("history", 5, history),
    Case("own-history", 3, own_history),
)
