"""The harness: for each part of sup-lint that takes in what others wrote, a function that feeds it any bytes."""

from collections.abc import Callable
from functools import partial

from tests.fuzz import analysis, formats, repositories, texts

Target = Callable[[bytes], None]

TARGETS: dict[str, Target] = {
    **{name: partial(analysis.check, names) for name, names in analysis.NAMES.items()},
    "projects": analysis.check_project,
    "bundles": analysis.check_delivered,
    "decoding": texts.decoding,
    "known-keys": texts.known_keys,
    "detector": texts.detector,
    "patterns": texts.patterns,
    "archives": formats.archives,
    "source-maps": formats.source_maps,
    "settings-files": formats.settings_files,
    "baselines": formats.baselines,
    "reporters": formats.reporters,
    "git": repositories.git,
}
"""What is fuzzed, by name; each raises for whatever breaks a law, and for nothing else."""
