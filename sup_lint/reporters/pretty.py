"""The pretty format, for people: what is wrong, where, why it matters, what to type now."""

from collections.abc import Iterator
from typing import TextIO

from sup_lint.model.finding import Finding
from sup_lint.model.report import Report
from sup_lint.model.severity import Severity
from sup_lint.reporters.excerpt import draw as draw_excerpt
from sup_lint.reporters.excerpt import gutter_of, shown_lines
from sup_lint.reporters.glyphs import cells, visible
from sup_lint.reporters.paint import Line, write
from sup_lint.reporters.prose import fix_in_words, wrap
from sup_lint.sources.language import comment_in, language_of

_INDENT = "  "


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:
    """Write every finding as a small page, then how to go on, and at the end what a scan knows besides."""
    write(_lines(report, width), out, color=color)
    if report.inventory is not None:
        from sup_lint.reporters.inventory import draw
        from sup_lint.reporters.page import page_of

        if any(finding.severity is Severity.ERROR for finding in report.findings):
            write([[]], out, color=color)
        write(draw(report.inventory, page_of(out, width)), out, color=color)


def _lines(report: Report, width: int) -> Iterator[Line]:
    for finding in report.findings:
        yield from _finding(finding, width)
        yield []
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    if errors:
        label = "False alarm? "
        first, *rest = wrap(_advice(errors[0]), width - len(label))
        yield [("help", label.rstrip()), ("", f" {first}")]
        yield from ([("", " " * len(label) + text)] for text in rest)
        yield [("help", "Read more:"), ("", f"   sup-lint explain {errors[0].rule}")]


def _advice(finding: Finding) -> str:
    if finding.commit:
        from sup_lint.model.inventory import MESSAGES

        if finding.path in MESSAGES:
            return "Accept it with `sup-lint baseline write --history`."
        # A comment in a commit can't be written any more.
        return "Accept it with `sup-lint baseline write --history`, or name the file in `per-file-ignores`."
    if finding.needs_history:
        return "Accept it with `sup-lint baseline write --history`."
    comment = comment_in(language_of(finding.path) or "", f"sup-lint: ignore[{finding.rule}] -- reason")
    if comment and finding.takes_comment:
        return f"End its line with `{comment}`."
    return "Name the file in `per-file-ignores`."


def _finding(finding: Finding, width: int) -> Iterator[Line]:
    style = finding.severity.value
    yield [(style, style), ("strong", f": {finding.rule} "), ("", f"[{finding.code}]")]
    for text in wrap(finding.message, width - len(_INDENT)):
        yield [("", _INDENT + text)]
    gutter = _gutter(finding)
    region = finding.region
    yield [("place", f" {'':{gutter}}--> "), ("", _place(finding))]
    if finding.excerpt:
        yield from draw_excerpt(finding.excerpt, region, gutter=gutter, width=width, mark="^", style=style)
    yield from _related(finding, gutter, width)
    if finding.help:
        yield from _remark("help: ", finding.help, gutter, width)
    if finding.fix is not None:
        yield from _remark("fix: ", fix_in_words(finding.fix), gutter, width)


def _remark(label: str, text: str, gutter: int, width: int) -> Iterator[Line]:
    """A labelled sentence below the excerpts."""
    lead = f" {'':{gutter}} = "
    margin = " " * (len(lead) + len(label))
    first, *rest = wrap(text, width - len(margin)) or [""]
    yield [("place", lead), ("help", label), ("", first)]
    yield from ([("", margin + text)] for text in rest)


def _place(finding: Finding) -> str:
    place, commit = f"{finding.region.line}:{finding.region.column}", visible((finding.commit or "")[:10])
    if not commit:
        return f"{visible(finding.path)}:{place}"
    from sup_lint.model.inventory import MESSAGE

    if finding.path == MESSAGE:
        return f"{place} in the message of commit {commit}"
    return f"{visible(finding.path)}:{place} in commit {commit}"


def _related(finding: Finding, gutter: int, width: int) -> Iterator[Line]:
    for related in finding.related:
        lead = f" {'':{gutter}}::: "
        place = f"{visible(related.path)}:{related.region.line}:{related.region.column}"
        message = visible(related.message)
        if len(lead) + cells(place) + 1 + cells(message) <= width:
            yield [("place", lead), ("", f"{place} {message}")]
        else:
            yield [("place", lead), ("", place)]
            yield from ([("", " " * len(lead) + text)] for text in wrap(message, width - len(lead)))
        if related.excerpt:
            yield from draw_excerpt(
                related.excerpt, related.region, gutter=gutter, width=width, mark="-", style="related"
            )


def _gutter(finding: Finding) -> int:
    """One width for all line numbers of a finding, so that its bars stand below each other."""
    excerpts = [(finding.excerpt, finding.region)]
    excerpts += [(related.excerpt, related.region) for related in finding.related]
    return gutter_of([number for excerpt, region in excerpts if excerpt for number in shown_lines(excerpt, region)])
