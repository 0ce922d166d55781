"""Whether the editor's process is still there: a server whose editor has crashed may never see its input end."""

import os


def is_running(process: int) -> bool:
    """Whether there is a process with this id; where the system can't be asked without harm, there is."""
    if os.name != "posix" or process <= 0:
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):  # another user's; no id at all
        return True
    return True
