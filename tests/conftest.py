"""Fixtures for tests of several folders, and what spares all of them time."""

import gc
import os

from tests.consumer import consumer, hook_repository, shared

# A place where no cache can be: no test leaves a verdict behind, or is given one.
os.environ["SUP_LINT_CACHE_DIR"] = os.devnull

__all__ = ["consumer", "hook_repository", "shared"]


def pytest_collection_finish() -> None:
    """The thousands of tests that were collected live to the end: looking for garbage among them takes time."""
    gc.collect()
    gc.freeze()
