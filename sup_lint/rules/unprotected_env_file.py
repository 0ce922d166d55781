"""A file made for keys that git keeps, or would add."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.region import Region
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Reach, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class UnprotectedEnvFile(Rule):
    """## What it does

    Reports a dotenv file, or another file that is made to hold keys (`secrets.toml`, `supertone_api_key.txt`,
    `*.tfvars`), with a real Supertone key in it, that git tracks, or that the next `git add .` takes along because
    nothing ignores it. The key itself is told by key-in-config (SUP102); this one is about the file.

    ## Why is this bad?

    These files are the right place for a key as long as they stay on the machine. One commit hands them to everyone who
    clones the repository, for good.

    ## What to do instead

    Ignore the file (`echo .env >> .gitignore`), take it out of git if it is in there (`git rm --cached .env`), and
    commit a `.env.example` with a placeholder in its stead. A key that was committed has to be revoked: deleting the
    file does not take it out of the history.

    ## Known limits

    Nothing is said outside of a git repository. A file that is encrypted in git by a filter (git-crypt, transcrypt) is
    in clear on the disk: list it under `exclude`.
    """

    code: ClassVar[str] = "SUP103"
    name: ClassVar[str] = "unprotected-env-file"
    severity: ClassVar[Severity] = Severity.WARNING
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    reach: ClassVar[Reach] = Reach.GIT
    summary: ClassVar[str] = (
        "a dotenv or key file with a real key that git tracks, or would add because nothing ignores it"
    )
    cwe: ClassVar[tuple[int, ...]] = (522,)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.SAFE,)
    covers_documents: ClassVar[bool] = True  # supertone_api_key.txt is one
    valid: ClassVar[tuple[Example, ...]] = (
        # No repository: nothing is known of git.
        {".env": "SUPERTONE_VOICE_ID=20160a4c5ba38967330c84\n"},
    )
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield one finding on a file made for keys that holds one and is no secret to git."""
        from sup_lint.analysis.fixes.settings.dotenv import ignoring_fix
        from sup_lint.analysis.key_files import git_status, is_key_file
        from sup_lint.analysis.literal_keys import literal_keys
        from sup_lint.analysis.publishing.definitions import is_published
        from sup_lint.sources.work_tree import Status

        if not is_key_file(file):
            return
        # A published variable is told at its name, and everyone has its value anyway.
        keys = [
            literal for literal in literal_keys(file, project) if literal.certain and not is_published(literal, project)
        ]
        status = git_status(file) if keys else None
        if status is Status.TRACKED:
            message = f"git tracks {file.path}, a file made for keys, with a Supertone API key in it."
            remedy = (
                "Revoke the key and issue a new one, since every clone has this one; then take the file out of git and "
                f"keep it out{_untracking(file)}"
            )
        elif status is Status.NEW:
            message = (
                f"Nothing keeps git from adding {file.path}, a file made for keys, with a Supertone API key in it: the "
                "next `git add .` takes it along."
            )
            remedy = f"Ignore it before it is committed: {_ignoring(file)}"
        else:
            return
        first = min(keys, key=lambda literal: literal.region)
        variables = [literal.name for literal in keys]
        yield self.finding(
            file,
            _before(first.region, file),
            message,
            help_text=remedy,
            key=first.value,
            is_code=True,
            fix=ignoring_fix(file, variables, project),
        )


def _before(region: Region, file: "AnalysedFile") -> Region:
    """What stands before a value in its line: the value itself is key-in-config's."""
    text = file.lines.line_text(region.line)
    start = min(len(text) - len(text.lstrip()) + 1, region.column)
    return Region(region.line, start, region.line, region.column)


def _untracking(file: "AnalysedFile") -> str:
    """The commands that take a file out of git and keep it out, with where to type them if that isn't here."""
    from sup_lint.sources.files import in_tree
    from sup_lint.sources.git.commands import git_in, ignoring, quoted, typed
    from sup_lint.sources.work_tree import top_of

    place = os.path.abspath(file.host.path)
    top = top_of(place)
    if top is None:
        # A bare repository, or a clone that is gone when this is read.
        mounted = in_tree(place)
        name = mounted[1] if mounted is not None else file.path
        return f", in a work tree of it: git rm --cached {quoted(name)} && {ignoring(_name(name), '')}"
    folder = typed(top)
    real = os.path.join(os.path.realpath(os.path.dirname(place)), os.path.basename(place))
    name = os.path.relpath(real, top).replace(os.sep, "/")
    return f": {git_in(folder)} rm --cached {quoted(name)} && {ignoring(_name(name), folder)}"


def _ignoring(file: "AnalysedFile") -> str:
    from sup_lint.sources.git.commands import ignoring, typed
    from sup_lint.sources.work_tree import top_of

    top = top_of(os.path.abspath(file.host.path))
    return ignoring(_name(file.path), typed(top) if top is not None else "")


def _name(path: str) -> str:
    return path.rpartition("/")[2]
