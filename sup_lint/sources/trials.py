"""Which files are tests, by where they lie and what they are called."""

import re

_TEST = re.compile(
    r"(?:^|/)(?:__tests__|__mocks__|tests?|e2e|cypress|playwright|specs?)/"
    r"|(?:^|/)(?:test_[^/]{0,200}|[^/]{1,200}_test|conftest)\.py$"
    r"|[^/]\.(?:test|spec|cy|e2e|e2e-spec|mock|bench)\.(?:[jt]sx?|[mc][jt]s)$"
    r"|(?:^|/)\w{1,200}(?:Test|Tests|Spec)\.(?:kt|java|swift|cs|php)$|_test\.(?:go|dart|rb)$"
)


def is_test(path: str) -> bool:
    """Whether the file at a posix path, relative to its project, belongs to the tests."""
    return _TEST.search(path) is not None
