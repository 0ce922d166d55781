"""The findings on known keys: which rule a copy belongs to, and what is said of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sup_lint.analysis.client.shipping import shipped_at
from sup_lint.analysis.key_files import is_kept_out_of_git
from sup_lint.engine.known_keys import KnownKey, KnownPlace, places
from sup_lint.keys.formats import is_key_shaped
from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.rule import Rule, related
from sup_lint.sources.language import is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sup_lint.analysis.client.shipping import Shipped
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.finding import Finding
    from sup_lint.model.region import Region

_WORDS = {
    "plain": "",
    "reversed": ", written backwards",
    "hex": ", as hexadecimal digits",
    "percent": ", percent-encoded",
    "base64": ", base64-encoded",
    "escaped": ", in escapes",
    "utf-16": ", in UTF-16",
    "split": ", cut into pieces",
}


# Shorter values may stand anywhere by chance.
_SHORTEST = 12


def proofs(literals: "Iterable[LiteralKey]") -> "Iterator[KnownKey]":
    """Yield the keys that literals prove to be keys: in a certain place, and in the shape of one."""
    for literal in literals:
        if is_proof(literal):
            proof = related(literal.file, literal.region, "the value is proven a key here", literal.value)
            yield KnownKey(literal.value, proof=proof)


def is_proof(literal: "LiteralKey") -> bool:
    """Whether a literal proves its value to be a key wherever else it stands."""
    return literal.certain and len(literal.value) >= _SHORTEST and is_key_shaped(literal.value)


def copies(
    file: "AnalysedFile", keys: "Sequence[KnownKey]", rules: "Sequence[Rule]", project: "Project"
) -> "Iterator[Finding]":
    """Yield a finding for every place of a file where one of the keys stands, in any encoding.

    What the rules have judged themselves, and waved through or told elsewhere, is left to them.
    """
    if is_kept_out_of_git(file):
        return
    by_name = {rule.name: rule for rule in rules}
    for key in keys:
        file.keep_secret(key.value)
        judged = _judged(file, key.value, project)
        for place in places(file, key.value):
            region = file.lines.region(place.start, place.end)
            if any(region.overlaps(each) for each in judged):
                continue
            why = shipped_at(file, region, project)
            name = "key-in-client-code" if why is not None else "hardcoded-key" if _is_source(file) else "key-in-config"
            if name in by_name:
                yield _finding(by_name[name], file, region, place, key, why, project)


def _is_source(file: "AnalysedFile") -> bool:
    return is_code(file.language) and not (file.built is not None and file.built.is_binary)


def _judged(file: "AnalysedFile", value: str, project: "Project") -> "list[Region]":
    """The places of the key that the rules are sure of, in the file and in what is embedded in it."""
    from sup_lint.analysis.literal_keys import literal_keys

    if file.built is not None and file.built.is_binary and project.delivered is None:
        return []  # no rule tells of a binary that isn't shipped
    return [
        literal.file.on_disk(literal.region)
        for each in (file, *project.within(file))
        for literal in literal_keys(each, project)
        if literal.value == value and literal.certain and literal.file.host is file
    ]


def _finding(
    rule: Rule,
    file: "AnalysedFile",
    region: "Region",
    place: KnownPlace,
    key: KnownKey,
    why: "Shipped | None",
    project: "Project",
) -> "Finding":
    whose = f"The key {key.given}" if key.given else "A Supertone API key"
    manner = _WORDS[place.encoding]
    proven = "" if key.given or key.proof is None else f" {key.proof.path} proves the value to be one."
    if project.delivered is not None:
        where, loss = "in what is shipped to clients", "Everyone who gets the package can take it."
    elif why is not None:
        where, loss = (
            "in a file that is shipped to clients",
            f"The file {why.reason}; everyone who {why.audience} can take it.",
        )
    else:
        where, loss = "in this file", "Everyone who can read the file or its history can use the account."
    message = f"{whose} stands {where}{manner}.{proven} {loss}"
    if why is not None:
        remedy = " for a server of yours; let the client call that server, and the server send the key"
    elif _is_source(file):
        remedy = f" and read it from {VARIABLE} in the environment"
    else:
        from sup_lint.analysis.carriers import carrier_of

        remedy = f"; then {carrier_of(file).remedy}"
    source = None
    if file.built is not None and not file.built.is_binary:
        from sup_lint.analysis.bundle.literals import original

        source = original(file, key.value, place.start, project)
    told = [related(*source, "the original, as the source map tells", key.value)] if source is not None else []
    if key.proof is not None:
        told.append(key.proof)
    fix = None
    if place.encoding == "plain" and why is None and project.delivered is None:
        from sup_lint.analysis.fixes.copied import copy_fix

        fix = copy_fix(file, key.value, place.start, project)
    found = rule.finding(
        file,
        region,
        message,
        help_text=f"Revoke the key at {CONSOLE} and issue a new one{remedy}.",
        key=key.value,
        related=tuple(told),
        fix=fix,
    )
    return replace(found, is_copy=True)
