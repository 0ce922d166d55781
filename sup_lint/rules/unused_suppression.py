"""An ignore comment, or an entry of a baseline, that hides nothing."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.region import Region
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.suppression import Suppressions
    from sup_lint.model.baseline import StaleEntry


class UnusedSuppression(Rule):
    """## What it does

    Reports a `# sup-lint: ignore[…]` comment, or one rule named in it, that silences no finding; and an entry of the
    baseline that accepts more findings than there are.

    ## Why is this bad?

    It hides the next leak: a key that is pasted into that line later is silenced by a comment that was meant for
    another one, and one that comes back is accepted by an entry that was meant to go.

    ## What to do instead

    Delete the comment, or the name in its brackets. `sup-lint baseline prune` takes such entries out of the baseline.

    ## Known limits

    An entry is reported only by a run that would have seen its findings: its file was checked, or is gone from a
    project that was checked as a whole; a finding that other files lead to takes a check of the whole project, and a
    copy of a key one that knows the key. Names of rules that this run did not select are left alone, and so are documents, which show how to write such
    comments. `# pragma: allowlist secret` belongs to other tools,
    too, and is never reported.
    """

    code: ClassVar[str] = "SUP001"
    name: ClassVar[str] = "unused-suppression"
    severity: ClassVar[Severity] = Severity.WARNING
    checklist: ClassVar[Checklist] = Checklist.HYGIENE
    summary: ClassVar[str] = "an ignore comment or baseline entry that hides nothing"
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.SAFE,)
    valid: ClassVar[tuple[Example, ...]] = (
        'SUPERTONE_API_KEY = "«key»"  # sup-lint: ignore[hardcoded-key] -- revoked in March\n',
        '# sup-lint: ignore[SUP101] -- revoked in March\nSUPERTONE_API_KEY = "«key»"\n',
        'SUPERTONE_API_KEY = "«key»"  # sup-lint: ignore\n',
        'HELP = "write # sup-lint: ignore[hardcoded-key] above the line of the supertone key"\n',
        {"PKG-INFO": "Name: supertone-notes\n\nEnd its line with `# sup-lint: ignore[hardcoded-key] -- reason`.\n"},
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        'import os\nkey = os.environ["SUPERTONE_API_KEY"]  # [|sup-lint: ignore[hardcoded-key] -- was a literal|]\n',
        '# [|sup-lint: ignore[SUP101]|]\nSUPERTONE_VOICE_ID = "alto"\n',
        'SUPERTONE_API_KEY = "«key»"  # [|sup-lint: ignore[hardcoded-key, key-in-url]|]\n',
        'SUPERTONE_API_KEY = [|"«key»"|]  # [|sup-lint: ignore[hard-coded-key]|]\n',
    )

    def check_suppressions(self, file: "AnalysedFile", suppressions: "Suppressions") -> Iterator[Finding]:
        """Yield a finding for each ignore comment of `suppressions` with a name that silenced nothing."""
        if file.is_prose or not file.language:
            return  # it tells how such comments are written, as a package's METADATA does
        for suppression in suppressions.all:
            if suppression.is_pragma:
                continue
            judged = [
                rule
                for rule in suppression.rules
                if rule.lower() in suppressions.active or rule.lower() not in suppressions.known
            ]
            idle = [rule for rule in judged if rule.lower() not in suppression.used]
            if (suppression.used and not idle) or (suppression.rules and not idle):
                continue
            some = len(idle) < len(suppression.rules)
            named = ", ".join(f"`{rule}`" for rule in idle)
            unknown = [rule for rule in idle if rule.lower() not in suppressions.known]
            from sup_lint.analysis.fixes.texts.suppressions import suppression_fix

            yield self.finding(
                file,
                suppression.region,
                f"No rule is called {', '.join(f'`{rule}`' for rule in unknown)}, so nothing is silenced by it."
                if unknown
                else f"Nothing is silenced by {named if some else 'this ignore comment'}; the next leak on its line would be.",
                help_text=f"Delete {named} from the brackets." if some else "Delete the comment.",
                fix=suppression_fix(file, suppression, idle),
            )

    def check_baseline(self, file: "AnalysedFile", stale: "Sequence[StaleEntry]") -> Iterator[Finding]:
        """Yield a finding for each entry of the baseline that accepts more than there is."""
        from sup_lint.analysis.fixes.texts.suppressions import baseline_fix

        for each in stale:
            entry, line, found, is_gone = each
            accepted = f"`{entry.rule}` in {entry.path}"
            if is_gone:
                message = f"The baseline accepts {accepted}, a file that is gone; the same leak there would be hidden."
            elif found:
                message = (
                    f"The baseline accepts {entry.count} findings of {accepted}, where {found} "
                    f"{'is' if found == 1 else 'are'} left; the next one would be hidden."
                )
            else:
                message = (
                    f"The baseline accepts {accepted}, where it is not found any more; the next one would be hidden."
                )
            yield self.finding(
                file,
                Region(line, 1, line, len(file.lines.line_text(line)) + 1),
                message,
                help_text="Run `sup-lint baseline prune`, and commit the baseline.",
                is_code=True,
                fix=baseline_fix(file, each),
            )
