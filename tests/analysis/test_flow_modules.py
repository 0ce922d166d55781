"""Values across modules: imports in all forms, packages, re-exports, circles."""

from pathlib import Path

import pytest

from tests.analysis.flows import Case

CASES = {
    "import": Case({"config.py": "K = 'x'\n", "main.py": "import config\nsink(config.K)\n"}, ["x"]),
    "from import": Case({"config.py": "K = 'x'\n", "main.py": "from config import K\nsink(K)\n"}, ["x"]),
    "alias": Case({"config.py": "K = 'x'\n", "main.py": "from config import K as k\nsink(k)\n"}, ["x"]),
    "module alias": Case({"config.py": "K = 'x'\n", "main.py": "import config as c\nsink(c.K)\n"}, ["x"]),
    "in a package": Case(
        {"a/__init__.py": "", "a/config.py": "K = 'x'\n", "main.py": "from a.config import K\nsink(K)\n"}, ["x"]
    ),
    "dotted": Case(
        {"a/__init__.py": "", "a/config.py": "K = 'x'\n", "main.py": "import a.config\nsink(a.config.K)\n"}, ["x"]
    ),
    "dotted alias": Case(
        {"a/__init__.py": "", "a/config.py": "K = 'x'\n", "main.py": "import a.config as c\nsink(c.K)\n"}, ["x"]
    ),
    "submodule": Case(
        {"a/__init__.py": "", "a/config.py": "K = 'x'\n", "main.py": "from a import config\nsink(config.K)\n"}, ["x"]
    ),
    "namespace package": Case({"a/config.py": "K = 'x'\n", "main.py": "from a import config\nsink(config.K)\n"}, ["x"]),
    "namespace package dotted": Case(
        {"a/config.py": "K = 'x'\n", "main.py": "import a.config\nsink(a.config.K)\n"}, ["x"]
    ),
    "re-export": Case(
        {
            "a/__init__.py": "from .config import K\n",
            "a/config.py": "K = 'x'\n",
            "main.py": "from a import K\nsink(K)\n",
        },
        ["x"],
    ),
    "re-export alias": Case(
        {
            "a/__init__.py": "from .config import K as L\n",
            "a/config.py": "K = 'x'\n",
            "main.py": "from a import L as M\nsink(M)\n",
        },
        ["x"],
    ),
    "re-export module": Case(
        {
            "a/__init__.py": "from . import config\n",
            "a/config.py": "K = 'x'\n",
            "main.py": "import a\nsink(a.config.K)\n",
        },
        ["x"],
    ),
    "two re-exports": Case(
        {
            "a/__init__.py": "from .b import K\n",
            "a/b/__init__.py": "from ..c import K\n",
            "a/c.py": "K = 'x'\n",
            "main.py": "from a import K\nsink(K)\n",
        },
        ["x"],
    ),
    "star": Case({"config.py": "K = 'x'\n", "main.py": "from config import *\nsink(K)\n"}, ["x"]),
    "star re-export": Case(
        {
            "a/__init__.py": "from .config import *\n",
            "a/config.py": "K = 'x'\n",
            "main.py": "from a import K\nsink(K)\n",
        },
        ["x"],
    ),
    "star of a star": Case(
        {"a.py": "from b import *\n", "b.py": "K = 'x'\n", "main.py": "from a import *\nsink(K)\n"}, ["x"]
    ),
    "cycle": Case({"a.py": "import main\nK = main.L\n", "main.py": "L = 'x'\nimport a\nsink(a.K)\n"}, ["x"]),
    "cycle of stars": Case(
        {"a.py": "from b import *\n", "b.py": "from a import *\nK = 'x'\n", "main.py": "from a import K\nsink(K)\n"},
        ["x"],
    ),
    "cycle without end": Case(
        {"a.py": "from b import K\n", "b.py": "from a import K\n", "main.py": "from a import K\nsink(K)\n"}, []
    ),
    "src layout": Case({"src/config.py": "K = 'x'\n", "main.py": "from config import K\nsink(K)\n"}, ["x"]),
    "mapping of another module": Case(
        {"settings.py": "TTS = {'key': 'x'}\n", "main.py": "import settings\nsink(settings.TTS['key'])\n"}, ["x"]
    ),
    "function of another module": Case(
        {"lib.py": "def f(a):\n    return a + 'y'\n", "main.py": "from lib import f\nsink(f('x'))\n"},
        ["xy"],
        ["'x'", "'y'"],
    ),
    "class of another module": Case(
        {
            "lib.py": "class C:\n    def __init__(self, a):\n        self.a = a\n",
            "main.py": "from lib import C\nsink(C('x').a)\n",
        },
        ["x"],
    ),
    "object of another module": Case(
        {"lib.py": "class C:\n    a = 'x'\nc = C()\n", "main.py": "from lib import c\nsink(c.a)\n"}, ["x"]
    ),
    "base of another module": Case(
        {"lib.py": "class B:\n    a = 'x'\n", "main.py": "import lib\nclass C(lib.B):\n    pass\nsink(C().a)\n"}, ["x"]
    ),
    "written in another module": Case(
        {
            "config.py": "K = None\n",
            "setup.py": "import config\nconfig.K = 'x'\n",
            "main.py": "import setup\nimport config\nsink(config.K)\n",
        },
        ["x", None],
        loaded=["setup.py"],
    ),
    "written here": Case(
        {"config.py": "K = None\n", "main.py": "import config\nconfig.K = 'x'\nsink(config.K)\n"}, ["x", None]
    ),
    "conditional import": Case(
        {
            "a.py": "K = 'x'\n",
            "b.py": "K = 'y'\n",
            "main.py": "try:\n    from a import K\nexcept ImportError:\n    from b import K\nsink(K)\n",
        },
        ["x", "y"],
    ),
    "import in a function": Case(
        {"config.py": "K = 'x'\n", "main.py": "def f():\n    from config import K\n    sink(K)\n"}, ["x"]
    ),
    "importlib": Case(
        {"config.py": "K = 'x'\n", "main.py": "import importlib\nc = importlib.import_module('config')\nsink(c.K)\n"},
        ["x"],
    ),
    "dunder import": Case({"config.py": "K = 'x'\n", "main.py": "sink(__import__('config').K)\n"}, ["x"]),
    "getattr of a module": Case(
        {"config.py": "K = 'x'\n", "main.py": "import config\nsink(getattr(config, 'K'))\n"}, ["x"]
    ),
    "module getattr": Case(
        {"config.py": "def __getattr__(name):\n    return 'x'\n", "main.py": "import config\nsink(config.K)\n"}, ["x"]
    ),
    "outside": Case({"main.py": "from requests import K\nsink(K)\n"}, []),
    "broken module": Case({"config.py": "K = 'x\n", "main.py": "from config import K\nsink(K)\n"}, []),
    "stub": Case({"config.pyi": "K: str = 'x'\n", "main.py": "from config import K\nsink(K)\n"}, ["x"]),
}


@pytest.mark.parametrize("name", CASES)
def test_an_import_brings(name: str, tmp_path: Path) -> None:
    CASES[name].check(tmp_path)
