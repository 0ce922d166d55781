"""Inventories to report, as a scan would fill them."""

from sup_lint.engine.checklist import Facts, checklist
from sup_lint.engine.runbook import runbooks
from sup_lint.model.finding import Checklist, Confidence, Excerpt, Finding
from sup_lint.model.inventory import (
    Change,
    Commit,
    Direction,
    Exposure,
    HistoryFacts,
    Inventory,
    KeyPlace,
    KeyRecord,
    RepositoryRecord,
    Service,
)
from sup_lint.model.masked_key import MaskedKey
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity

_FAMILIES = {"1": Checklist.SOURCE, "2": Checklist.CLIENT, "3": Checklist.SOURCE}
_FAMILIES |= {"4": Checklist.ROTATION, "5": Checklist.SCOPE, "0": Checklist.HYGIENE}
SEEN = Facts(uses_supertone=14, client_files=3, has_history=True)


def key(number: int) -> MaskedKey:
    """The masked key number `number`."""
    return MaskedKey(f"{number + 0x3F:02x}…", f"{number * 7919 + 4660:04x}{number:012x}")


def finding(code: str, rule: str, path: str, line: int = 4, **fields: object) -> Finding:
    """A finding whose item follows from its code."""
    values: dict[str, object] = {
        "code": code,
        "rule": rule,
        "severity": Severity.ERROR,
        "confidence": Confidence.HIGH,
        "message": "A Supertone API key stands here; whoever reads the repository can use the account.",
        "path": path,
        "region": Region(line, 12, line, 20),
        "checklist": _FAMILIES[code[3]],
        "help": "Revoke the key, then read the new one from the environment.",
        "key": key(0),
        "excerpt": Excerpt(line - 1, ("import os", 'API_KEY = "3f••••••"', "")),
    }
    return Finding(**(values | fields))  # type: ignore[arg-type]


def change(direction: Direction, path: str, day: str, number: int = 1) -> Change:
    """A change at noon in Seoul of a day such as `2026-03-01`."""
    return Change(Commit(f"{number * 0x1F3D5B79:040x}"[::-1], f"{day}T12:00:00+09:00"), path, direction)


def exposure(*changes: Change, in_head: bool = False, refs: tuple[str, ...] = ("main",), count: int = 0) -> Exposure:
    """Where a key has been: the first change brought it in."""
    told = Exposure(changes[0], changes, in_head, refs, count or len(refs), len(changes) + 1)
    return told._replace(is_local=bool(refs) and all(ref.startswith(("stash@{", "HEAD@{")) for ref in refs))


def place(path: str, line: int = 4, code: str = "SUP101") -> KeyPlace:
    """A place in the tree."""
    return KeyPlace(path, Region(line, 12, line, 46), code)


_ADDED, _REMOVED = Direction.ADDED, Direction.REMOVED
IN_TREE = KeyRecord(
    key(0),
    places=(place("app/tts.py"), place("src/settings.js", 1, "SUP201")),
    exposure=exposure(
        change(_ADDED, "config/settings.py", "2025-11-03", 1),
        change(_REMOVED, "config/settings.py", "2026-01-20", 2),
        change(_ADDED, "app/tts.py", "2026-01-20", 2),
        change(_ADDED, "src/settings.js", "2026-03-02", 3),
        in_head=True,
        refs=("main", "release/1.2", "v1.0", "v1.1"),
        count=9,
    ),
    in_use=(".env", "$PROD_KEY"),
    services=("api", "worker"),
)
IN_HISTORY = KeyRecord(
    key(1),
    exposure=exposure(
        change(_ADDED, "deploy/my secrets.env", "2025-08-14", 4),
        change(_REMOVED, "deploy/my secrets.env", "2025-09-01", 5),
        refs=("origin/old", "stash@{0}"),
    ),
)
SHIPPED = KeyRecord(key(2), places=(place("web/src/App.jsx", 9, "SUP201"),))
ACCEPTED = KeyRecord(
    key(3), exposure=exposure(change(_ADDED, "notes.md", "2024-06-01", 6)), is_accepted=True, is_proven=False
)
SERVICES = (
    Service("api", "compose.yaml", "the variable SUPERTONE_API_KEY", key(0)),
    Service("worker", "compose.yaml", "the variable SUPERTONE_API_KEY", key(0)),
    Service("narrator", "k8s/narrator.yaml", "the secret tts/api-key"),
)
FINDINGS = (
    finding("SUP101", "hardcoded-key", "app/tts.py"),
    finding("SUP201", "key-in-client-code", "src/settings.js", 1, excerpt=Excerpt(1, ('export const K = "3f••";',))),
    finding("SUP201", "key-in-client-code", "web/src/App.jsx", 9, key=key(2)),
    finding("SUP301", "key-in-log", "app/log.py", 7, key=None),
    finding("SUP105", "key-in-history", "deploy/my secrets.env", key=key(1), commit="9b7d5b3f1", excerpt=None),
    finding("SUP401", "exposed-key-in-use", "app/tts.py"),
    finding("SUP501", "key-shared-by-services", "compose.yaml", 12, severity=Severity.WARNING),
    finding("SUP001", "unused-suppression", "app/old.py", 3, severity=Severity.WARNING, key=None),
)


def report(*findings: Finding, facts: Facts = SEEN, **fields: object) -> Report:
    """A scan's report with its inventory; `fields` are those of the inventory."""
    repository = RepositoryRecord("narration", HistoryFacts(5000, 14210, 88_000_000, 23))
    inventory = Inventory((repository,))._replace(**fields)  # type: ignore[arg-type]
    bare = Report(findings, files=812, inventory=inventory)
    told = inventory._replace(
        checklist=checklist(bare, facts),
        runbooks=runbooks(inventory.keys, inventory.services, {"app/tts.py", "src/settings.js"}),
    )
    return bare._replace(inventory=told)


def full_report() -> Report:
    """A report with something of everything."""
    told = report(*FINDINGS, keys=(IN_TREE, SHIPPED, IN_HISTORY, ACCEPTED), services=SERVICES)
    return told._replace(suppressed=2, baselined=1, failures=(Failure("broken.py", "is nested too deeply"),))
