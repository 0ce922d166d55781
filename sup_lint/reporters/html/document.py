"""The HTML format: one self-contained file under the strictest policy that a page can set itself."""

import os
from collections.abc import Iterable
from typing import TextIO

from sup_lint import __version__
from sup_lint.model.inventory import Inventory
from sup_lint.model.report import Failure, Report
from sup_lint.reporters.html.checklist import checklist_section, repositories_of
from sup_lint.reporters.html.findings import findings_section
from sup_lint.reporters.html.keys import keys_section
from sup_lint.reporters.html.markup import Child, Markup, element, joined
from sup_lint.reporters.html.runbooks import runbooks_section
from sup_lint.reporters.html.services import services_section
from sup_lint.reporters.html.timeline import timeline_section
from sup_lint.reporters.summary import summary

# An id, a heading, and what is below it.
Section = tuple[str, str, Markup]


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - a page has its own
    """Write the page. Only ASCII leaves, so that it reads the same in whatever encoding it is stored."""
    page = _page(report)
    out.write(page.encode("ascii", "xmlcharrefreplace").decode("ascii"))


def _page(report: Report) -> str:
    # Of other characters the browser would see references in the style sheet and the script, and other hashes.
    style, script = _own_file("page.css"), _own_file("page.js")
    assert style.isascii()
    assert script.isascii()
    sections = [section for section in _sections(report) if section is not None]
    title = _title(report)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", title),
        Markup(f"<style>{style}</style>"),
    )
    body = element(
        "body",
        element("a", "Skip to the report", class_="skip", href="#report"),
        _header(report, title, sections),
        element("main", *(_section(section) for section in sections), id="report", tabindex=-1),
        _footer(),
        Markup(f"<script>{script}</script>"),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en').source}\n"


def _sections(report: Report) -> Iterable[Section | None]:
    inventory = report.inventory or Inventory()
    yield checklist_section(inventory, report.findings)
    yield findings_section(report.findings, inventory)
    yield keys_section(inventory)
    yield timeline_section(inventory.keys)
    yield services_section(inventory.services)
    yield runbooks_section(inventory.runbooks)
    yield _failures_section(report)


def _section(section: Section) -> Markup:
    name, heading, content = section
    return element(
        "section", element("h2", heading, id=f"{name}-heading"), content, id=name, aria_labelledby=f"{name}-heading"
    )


def _header(report: Report, title: str, sections: Iterable[Section]) -> Markup:
    links = [element("li", element("a", heading, href=f"#{name}")) for name, heading, _ in sections]
    return element(
        "header",
        element("h1", title),
        element("p", summary(report), class_="lead"),
        repositories_of(report.inventory) if report.inventory else None,
        element("nav", element("ul", *links), aria_label="Parts of the report"),
    )


def _title(report: Report) -> str:
    names = [repository.name for repository in report.inventory.repositories] if report.inventory else []
    if len(names) == 1:
        return f"Supertone API keys in {names[0]}"
    return f"Supertone API keys in {len(names):,} repositories" if names else "Supertone API keys"


def _failures_section(report: Report) -> Section | None:
    unscanned = report.inventory.unscanned if report.inventory is not None else ()
    files = [failure for failure in report.failures if failure.path not in unscanned]
    repositories = [failure for failure in report.failures if failure.path in unscanned]
    lists = [
        joined([element("p", lead), element("ul", *map(_failure, failures))])
        for lead, failures in (
            ("These repositories were not scanned at all.", repositories),
            ("These files were read as text where possible; a key in them may have been missed.", files),
        )
        if failures
    ]
    return ("failures", "Not checked in full", joined(lists)) if lists else None


def _failure(failure: Failure) -> Markup:
    return element("li", element("code", failure.path), ": ", failure.reason)


def _footer() -> Markup:
    from datetime import UTC, datetime

    # So that the same scan gives the same page to those who ask for it, as reproducible builds have agreed.
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_given = epoch.isdecimal() and len(epoch) <= len("9999999999")
    moment = datetime.fromtimestamp(int(epoch), UTC) if is_given else datetime.now(UTC)
    when: Child = element("time", f"{moment:%Y-%m-%d %H:%M} UTC", datetime=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    return element(
        "footer",
        element(
            "p",
            f"Written by sup-lint {__version__} on ",
            when,
            ". It holds no key: two characters of each, and a "
            "fingerprint that tells keys apart. It still says where keys are: share it with care.",
        ),
    )


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, sent or embedded, and nothing runs but the page's own script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(content: str) -> str:
    import base64
    import hashlib

    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _own_file(name: str) -> str:
    from importlib.resources import files

    return files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
