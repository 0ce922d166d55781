"""Whatever stands around a key, its fix changes nothing but the key and, at most, one line of import."""

import os
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.fixes.fixing import KEYS, applied, filled, fixes

READ = 'os.environ["SUPERTONE_API_KEY"]'
LEAKS = [
    ('SUPERTONE_API_KEY = "«key»"', f"SUPERTONE_API_KEY = {READ}"),
    ('headers = {  "x-sup-api-key" : "«key»" , }', f'headers = {{  "x-sup-api-key" : {READ} , }}'),
    ('def f(supertone_api_key  =  "«key»"): pass', f"def f(supertone_api_key  =  {READ}): pass"),
    ('class A: supertone_api_key = "«key»"', f"class A: supertone_api_key = {READ}"),
    ("h = 'x-sup-api-key: «key» — ü {}'", f"h = f'x-sup-api-key: {{{READ}}} — ü {{{{}}}}'"),
    ('ü = 1 ; supertone_key = ( "«key»" )', f"ü = 1 ; supertone_key = ( {READ} )"),
]
OPENINGS = ["", "#!/usr/bin/env python\n", "# -*- coding: utf-8 -*-\n", "# Copyright — ü\n", "\f", "\n\n"]
DOCSTRINGS = ["", '"""Doc."""\n', "'''Doc — ü.\n\nMore.\n'''\n", "r'Doc' ;\n"]
FUTURES = ["", "from __future__ import annotations\n", "from __future__ import annotations; import re\n"]
LINES = [
    "\n",
    "   \n",
    "# a remark — ü\n",
    "import json\n",
    "import   sys , abc  # both\n",
    "from typing import (\n  Any ,\n)\n",
    "import os\n",
    "import os as _os\n",
    "import string; import re\n",
    "try:\n\timport ujson\nexcept ImportError:\n\tujson = None\n",
    "x = '''\n  \"a\"   \n'''\n",
    "def g():\n\treturn 'ä'\n",
    "if True:\n  x = 1 \\\n    + 2\n",
    "\f\n",
]
lines = st.lists(st.sampled_from(LINES), max_size=5).map("".join)


@settings(max_examples=60, deadline=None)
@given(
    opening=st.sampled_from(OPENINGS),
    docstring=st.sampled_from(DOCSTRINGS),
    future=st.sampled_from(FUTURES),
    before=lines,
    leak=st.sampled_from(LEAKS),
    indent=st.sampled_from(["", "  ", "\t"]),
    remark=st.sampled_from(["", "  # ü", "   "]),
    behind=lines,
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_all_else_stays(
    opening: str,
    docstring: str,
    future: str,
    before: str,
    leak: tuple[str, str],
    indent: str,
    remark: str,
    behind: str,
    ends: str,
) -> None:
    head = opening + docstring + future + before + ("if True:\n" if indent else "")
    source = filled(f"{head}{indent}{leak[0]}{remark}\n{behind}").replace("\n", ends)
    with tempfile.TemporaryDirectory() as folder:
        made = fixes({"a.py": source}, Path(folder))
    after = applied(source, "a.py", made)
    assert KEYS[""] not in after
    imports = {each.text for fix in made if fix for each in fix.edits if "import" in each.text}
    assert len(imports) <= 1
    unchanged = after
    for text in imports:
        unchanged = after.replace(text.replace("\n", ends), "", 1)
    expected = f"{head}{indent}{leak[1]}{remark}\n{behind}".replace("\n", ends)
    assert unchanged.replace("_os.environ", "os.environ") == expected
    with mock.patch.dict(os.environ, {"SUPERTONE_API_KEY": KEYS[""]}):
        assert _values(after) == _values(source)


def _values(source: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(compile(source, "a.py", "exec"), names)
    return {name: value for name, value in names.items() if isinstance(value, str | dict | int)}
