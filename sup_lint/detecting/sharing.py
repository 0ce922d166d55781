"""A baseline that detect-secrets itself can use with our detector, on every machine and with all of its lines seen."""

from collections.abc import Mapping
from typing import Any

from sup_lint.detecting.baseline import detector_entry
from sup_lint.detecting.filters import DEFAULT, HIDING
from sup_lint.detecting.layout import DETECTOR

# What the hook of detect-secrets has to be told, beside the baseline.
HOOK_LINES = """\
      - id: detect-secrets
        args:
          - --baseline={baseline}
          - --disable-filter=detect_secrets.filters.heuristic.is_non_text_file
        additional_dependencies: [sup-lint]
        require_serial: true"""


def shared(content: Mapping[str, Any]) -> dict[str, Any]:
    """A baseline's content with our detector in it under a path that holds everywhere, and no filter that hides keys.

    Results and all else stay; content that is so already is given back as it is.
    """
    plugins = [dict(entry) for entry in content.get("plugins_used", ()) if entry.get("name") != DETECTOR]
    plugins = sorted([*plugins, detector_entry()], key=lambda entry: str(entry.get("name", "")).lower())
    filters = content.get("filters_used", [{"path": path} for path in DEFAULT])
    return {
        **content,
        "plugins_used": plugins,
        "filters_used": [dict(entry) for entry in filters if entry.get("path") not in HIDING],
    }
