"""What stands in the place of a key that nobody is to read there any more."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

BRACKETED = "<your-supertone-api-key>"
BARE = "your-supertone-api-key"
# For tests, which compare it with itself.
FOR_TESTS = "test-key"
# For what was recorded or printed.
REMOVED = "<removed>"
REDACTED = "REDACTED"
_MARKUP = frozenset({"xml", "html", "vue", "svelte", "astro", "tsx"})


def placeholder_in(file: "AnalysedFile") -> str:
    """The placeholder for a key, without the brackets where they would be taken for a tag."""
    return BARE if file.language in _MARKUP or file.host.language in _MARKUP else BRACKETED
