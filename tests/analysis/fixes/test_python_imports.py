"""Where the import goes that a fix needs, and when none is needed."""

from pathlib import Path

import pytest

from tests.analysis.fixes.fixing import fixed

KEY = 'SUPERTONE_API_KEY = "«key»"\n'
READ = 'SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]\n'

ADDED = {
    "nothing": ("", "import os\n\n"),
    "comment on the key": ("# The key of Anna.\n", "import os\n\n# The key of Anna.\n"),
    "shebang": ("#!/usr/bin/env python\n", "#!/usr/bin/env python\nimport os\n\n"),
    "shebang and comment": ("#!/usr/bin/env python\n# Anna's\n", "#!/usr/bin/env python\nimport os\n\n# Anna's\n"),
    "coding": ("# -*- coding: utf-8 -*-\n", "# -*- coding: utf-8 -*-\nimport os\n\n"),
    "licence": ("# Copyright Us\n# SPDX: MIT\n", "# Copyright Us\n# SPDX: MIT\n\nimport os\n\n"),
    "licence and comment": ("# Copyright Us\n\n# Anna's\n", "# Copyright Us\n\nimport os\n\n# Anna's\n"),
    "script metadata": (
        '# /// script\n# dependencies = ["supertone"]\n# ///\nimport supertone\n',
        '# /// script\n# dependencies = ["supertone"]\n# ///\n\nimport os\n\nimport supertone\n',
    ),
    "docstring": ('"""Doc."""\n', '"""Doc."""\n\nimport os\n\n'),
    "docstring and blank": ('"""Doc."""\n\n', '"""Doc."""\n\nimport os\n\n'),
    "long docstring": ('"""Doc.\n\nMore.\n"""\n\n', '"""Doc.\n\nMore.\n"""\n\nimport os\n\n'),
    "joined docstring": ('"Doc. " "More."\n\n', '"Doc. " "More."\n\nimport os\n\n'),
    "docstring and import in a line": ('"""Doc."""; import abc\n', '"""Doc."""; import os; import abc\n'),
    "future": (
        "from __future__ import annotations\n\n",
        "from __future__ import annotations\n\nimport os\n\n",
    ),
    "future and third party": (
        "from __future__ import annotations\nimport requests\n",
        "from __future__ import annotations\n\nimport os\n\nimport requests\n",
    ),
    "sorted in": ("import json\nimport sys\n\n", "import json\nimport os\nimport sys\n\n"),
    "last": ("import json\nimport abc\n\n", "import json\nimport abc\nimport os\n\n"),
    "before those from": ("from typing import Any\n\n", "import os\nfrom typing import Any\n\n"),
    "continued": ("import abc, \\\n    ast\n\n", "import abc, \\\n    ast\nimport os\n\n"),
    "in parentheses": (
        "import abc\nfrom typing import (\n    Any,\n)\n\n",
        "import abc\nimport os\nfrom typing import (\n    Any,\n)\n\n",
    ),
    "third party": ("import requests\n\n", "import os\n\nimport requests\n\n"),
    "third party, headed": ("# others\nimport requests\n\n", "import os\n\n# others\nimport requests\n\n"),
    "third party behind the docstring": (
        '"""Doc."""\nimport requests\n',
        '"""Doc."""\n\nimport os\n\nimport requests\n',
    ),
    "own package": ("from . import x\n\n", "import os\n\nfrom . import x\n\n"),
    "semicolons": ("import abc; x = 1\n", "import os\nimport abc; x = 1\n"),
    "statements first": ("x = 1\nimport abc\n", "import os\n\nx = 1\nimport abc\n"),
    "for type checkers": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\n",
        "import os\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\n",
    ),
    "tried": (
        "try:\n    import ujson as json\nexcept ImportError:\n    import json\n",
        "import os\n\ntry:\n    import ujson as json\nexcept ImportError:\n    import json\n",
    ),
    "in a function": ("def f():\n    import os\n", "import os\n\n\ndef f():\n    import os\n"),
    "in a branch": ("if x:\n    import os\n", "import os\n\nif x:\n    import os\n"),
    "everything": ("from os import *\n", "import os\nfrom os import *\n"),
    "decorated": ("@d\ndef f(): pass\n", "import os\n\n\n@d\ndef f(): pass\n"),
    "form feed": ("\fimport sys\n", "\fimport os\nimport sys\n"),
    "Windows": ("import json\r\nimport sys\r\n", "import json\r\nimport os\r\nimport sys\r\n"),
}
PRESENT = {
    "module": ("import os\n", "os.environ"),
    "another name": ("import os as _os\n", "_os.environ"),
    "submodule": ("import os.path\n", "os.environ"),
    "among others": ("import abc, os, sys\n", "os.environ"),
    "mapping": ("from os import environ\n", "environ"),
    "mapping by another name": ("from os import path, environ as env\n", "env"),
    "tried": ("try:\n    import os\nexcept ImportError:\n    pass\n", "os.environ"),
}
SHADOWED = {
    "variable": ('import abc\nos = "linux"\n', 'import abc\nfrom os import environ\nos = "linux"\n'),
    "optional": (
        "try:\n    import os\nexcept ImportError:\n    os = None\n",
        "from os import environ\n\ntry:\n    import os\nexcept ImportError:\n    os = None\n",
    ),
}


@pytest.mark.parametrize("name", ADDED)
def test_import_is_added(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before, after = ADDED[name]
    assert fixed({"a.py": before + KEY}, tmp_path) == {"a.py": after + READ}


@pytest.mark.parametrize("name", PRESENT)
def test_import_is_used(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before, mapping = PRESENT[name]
    assert fixed({"a.py": before + KEY}, tmp_path) == {"a.py": before + READ.replace("os.environ", mapping)}


@pytest.mark.parametrize("name", SHADOWED)
def test_import_under_another_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before, after = SHADOWED[name]
    assert fixed({"a.py": before + KEY}, tmp_path) == {"a.py": after + READ.replace("os.environ", "environ")}


def test_name_is_bound_where_the_line_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert fixed({"a.py": f"{KEY}import os\n"}, tmp_path) == {"a.py": f"import os\n\n{READ}import os\n"}


def test_parameter_shadows_the_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = 'import os\n\ndef f(os):\n    supertone_key = "«key»"\n'
    after = 'import os\nfrom os import environ\n\ndef f(os):\n    supertone_key = environ["SUPERTONE_API_KEY"]\n'
    assert fixed({"a.py": before}, tmp_path) == {"a.py": after}


def test_import_within_the_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = 'def f():\n\timport os\n\tsupertone_key = "«key»"\n'
    assert fixed({"a.py": before}, tmp_path) == {"a.py": before.replace('"«key»"', 'os.environ["SUPERTONE_API_KEY"]')}


def test_several_keys_need_one_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = '"""Doc."""\n\nheaders = {"x-sup-api-key": "«key»"}\n\n\ndef f(supertone_key="«key»"): pass\n'
    after = '"""Doc."""\n\nimport os\n\n' + before.partition("\n\n")[2]
    read = 'os.environ["SUPERTONE_API_KEY"]'
    assert fixed({"a.py": before}, tmp_path) == {"a.py": after.replace('"«key»"', read)}


def test_last_line_without_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert fixed({"a.py": KEY.rstrip()}, tmp_path) == {"a.py": f"import os\n\n{READ.rstrip()}"}
