"""Fixtures for tests of several folders."""

from tests.consumer import consumer, hook_repository, shared

__all__ = ["consumer", "hook_repository", "shared"]
