"""Fixtures for tests of several folders, and what spares all of them time."""

import gc

from tests.consumer import consumer, hook_repository, shared

__all__ = ["consumer", "hook_repository", "shared"]


def pytest_collection_finish() -> None:
    """The thousands of tests that were collected live to the end: looking for garbage among them takes time."""
    gc.collect()
    gc.freeze()
