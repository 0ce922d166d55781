"""Values through classes and objects: attributes, fields, properties, inheritance, setattr."""

from pathlib import Path

import pytest

from tests.analysis.flows import Case

CASES = {
    "self attribute": Case(
        "class C:\n    def __init__(self):\n        self.a = 'x'\n    def f(self):\n        sink(self.a)\n", ["x"]
    ),
    "constructor argument": Case("class C:\n    def __init__(self, a):\n        self.a = a\nsink(C('x').a)\n", ["x"]),
    "two objects": Case(
        "class C:\n    def __init__(self, a):\n        self.a = a\nb = C('x')\nc = C('y')\nsink(b.a)\n", ["x"]
    ),
    "self of any caller": Case(
        (
            "class C:\n    def __init__(self, a):\n        self.a = a\n    def f(self):\n        sink(self.a)\n"
            "C('x')\nC(a='y')\n"
        ),
        ["x", "y"],
    ),
    "class attribute": Case("class C:\n    a = 'x'\nsink(C.a)\n", ["x"]),
    "class attribute of an object": Case("class C:\n    a = 'x'\nsink(C().a)\n", ["x"]),
    "class attribute of self": Case("class C:\n    a = 'x'\n    def f(self):\n        sink(self.a)\n", ["x"]),
    "class attribute of cls": Case(
        "class C:\n    a = 'x'\n    @classmethod\n    def f(cls):\n        sink(cls.a)\n", ["x"]
    ),
    "written from outside": Case("class C:\n    pass\nc = C()\nc.a = 'x'\nsink(c.a)\n", ["x"]),
    "class written from outside": Case("class C:\n    a = None\nC.a = 'x'\nsink(C.a)\n", ["x", None]),
    "method": Case("class C:\n    def f(self, a):\n        return a\nsink(C().f('x'))\n", ["x"]),
    "static method": Case("class C:\n    @staticmethod\n    def f(a):\n        return a\nsink(C.f('x'))\n", ["x"]),
    "class method": Case("class C:\n    @classmethod\n    def f(cls, a):\n        return a\nsink(C.f('x'))\n", ["x"]),
    "alternative constructor": Case(
        (
            "class C:\n    def __init__(self, a):\n        self.a = a\n    @classmethod\n    def make(cls):\n"
            "        return cls('x')\nsink(C.make().a)\n"
        ),
        ["x"],
    ),
    "property": Case("class C:\n    @property\n    def a(self):\n        return 'x'\nsink(C().a)\n", ["x"]),
    "property of a field": Case(
        (
            "class C:\n    def __init__(self, a):\n        self._a = a\n    @property\n    def a(self):\n"
            "        return self._a\nsink(C('x').a)\n"
        ),
        ["x"],
    ),
    "cached property": Case(
        (
            "from functools import cached_property\nclass C:\n    @cached_property\n    def a(self):\n"
            "        return 'x'\n    def f(self):\n        sink(self.a)\n"
        ),
        ["x"],
    ),
    "property setter": Case(
        (
            "class C:\n    @property\n    def a(self):\n        return self._a\n    @a.setter\n"
            "    def a(self, b):\n        self._a = b\nc = C()\nc.a = 'x'\nsink(c.a)\n"
        ),
        ["x"],
    ),
    "inherited attribute": Case("class B:\n    a = 'x'\nclass C(B):\n    pass\nsink(C().a)\n", ["x"]),
    "overridden attribute": Case("class B:\n    a = 'x'\nclass C(B):\n    a = 'y'\nsink(C().a)\n", ["y"]),
    "super constructor": Case(
        (
            "class B:\n    def __init__(self, a):\n        self.a = a\nclass C(B):\n    def __init__(self):\n"
            "        super().__init__('x')\nsink(C().a)\n"
        ),
        ["x"],
    ),
    "inherited constructor": Case(
        "class B:\n    def __init__(self, a):\n        self.a = a\nclass C(B):\n    pass\nsink(C('x').a)\n", ["x"]
    ),
    # The object of the base class may be one of the subclass as well.
    "super method": Case(
        (
            "class B:\n    def f(self):\n        return 'x'\nclass C(B):\n    def f(self):\n"
            "        return super().f() + 'y'\nsink(C().f())\n"
        ),
        ["xy", "xyy"],
        ["'x'", "'y'"],
    ),
    "dataclass field": Case(
        "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: str = 'x'\nsink(C().a)\n", ["x"]
    ),
    "dataclass argument": Case(
        ("from dataclasses import dataclass\n@dataclass\nclass C:\n    a: str\n    b: str\nsink(C('x', 'y').b)\n"),
        ["y"],
    ),
    "dataclass factory": Case(
        (
            "from dataclasses import dataclass, field\n@dataclass\nclass C:\n"
            "    a: str = field(default_factory=lambda: 'x')\nsink(C().a)\n"
        ),
        ["x"],
    ),
    "dataclass inherited": Case(
        (
            "from dataclasses import dataclass\n@dataclass\nclass B:\n    a: str\n@dataclass\nclass C(B):\n"
            "    b: str\nsink(C('x', 'y').b)\n"
        ),
        ["y"],
    ),
    "pydantic": Case(
        (
            "from pydantic import BaseModel, Field\nclass C(BaseModel):\n    a: str = Field('x', alias='k')\n"
            "sink(C().a)\n"
        ),
        ["x"],
    ),
    "pydantic argument": Case(
        "from pydantic import BaseModel\nclass C(BaseModel):\n    a: str\nsink(C(a='x').a)\n", ["x"]
    ),
    "pydantic mapping": Case(
        "from pydantic import BaseModel\nclass C(BaseModel):\n    a: str\nb = {'a': 'x'}\nsink(C(**b).a)\n", ["x"]
    ),
    "pydantic secret": Case("from pydantic import SecretStr\na = SecretStr('x')\nsink(a.get_secret_value())\n", ["x"]),
    "attrs": Case("import attr\n@attr.s\nclass C:\n    a = attr.ib(default='x')\nsink(C().a)\n", ["x"]),
    "attrs argument": Case(
        "import attr\n@attr.s\nclass C:\n    a = attr.ib()\n    b = attr.ib()\nsink(C('x', 'y').b)\n", ["y"]
    ),
    "attrs define": Case(
        "from attrs import define, field\n@define\nclass C:\n    a: str = field(default='x')\nsink(C().a)\n", ["x"]
    ),
    "attrs factory": Case(
        ("from attrs import define, Factory\n@define\nclass C:\n    a: str = Factory(lambda: 'x')\nsink(C().a)\n"),
        ["x"],
    ),
    "attrs decorator default": Case(
        (
            "from attrs import define, field\n@define\nclass C:\n    a: str = field()\n    @a.default\n"
            "    def _b(self):\n        return 'x'\nsink(C().a)\n"
        ),
        ["x"],
    ),
    "named tuple class": Case(
        (
            "from typing import NamedTuple\nclass C(NamedTuple):\n    a: str\n    b: str = 'y'\n"
            "sink(C('x').a)\nsink(C('z').b)\n"
        ),
        ["x", "y"],
    ),
    "named tuple index": Case(
        ("from typing import NamedTuple\nclass C(NamedTuple):\n    a: str\n    b: str\nsink(C('x', 'y')[1])\n"),
        ["y"],
    ),
    "named tuple unpacked": Case(
        ("from typing import NamedTuple\nclass C(NamedTuple):\n    a: str\n    b: str\na, b = C('x', 'y')\nsink(b)\n"),
        ["y"],
    ),
    "typed dict": Case(
        "from typing import TypedDict\nclass C(TypedDict):\n    a: str\nc = C(a='x')\nsink(c['a'])\n", ["x"]
    ),
    "enum value": Case("from enum import Enum\nclass E(Enum):\n    A = 'x'\nsink(E.A.value)\n", ["x"]),
    "enum lookup": Case("from enum import Enum\nclass E(Enum):\n    A = 'x'\nsink(E['A'].value)\n", ["x"]),
    "str enum": Case("from enum import StrEnum\nclass E(StrEnum):\n    A = 'x'\nsink(E.A)\n", ["x"]),
    "enum iterated": Case(
        "from enum import Enum\nclass E(Enum):\n    A = 'x'\nfor e in E:\n    sink(e.value)\n", ["x"]
    ),
    "replace": Case(
        (
            "from dataclasses import dataclass, replace\n@dataclass\nclass C:\n    a: str\n"
            "sink(replace(C('x'), a='y').a)\n"
        ),
        ["y"],
    ),
    "asdict": Case(
        ("from dataclasses import dataclass, asdict\n@dataclass\nclass C:\n    a: str = 'x'\nsink(asdict(C())['a'])\n"),
        ["x"],
    ),
    "vars of an object": Case("class C:\n    def __init__(self):\n        self.a = 'x'\nsink(vars(C())['a'])\n", ["x"]),
    "dunder dict": Case("class C:\n    def __init__(self):\n        self.a = 'x'\nsink(C().__dict__['a'])\n", ["x"]),
    "getattr": Case("class C:\n    a = 'x'\nsink(getattr(C, 'a'))\n", ["x"]),
    "getattr default": Case("sink(getattr(b, 'a', 'x'))\n", ["x"]),
    "setattr": Case("class C:\n    pass\nc = C()\nsetattr(c, 'a', 'x')\nsink(c.a)\n", ["x"]),
    "setattr on self": Case(
        (
            "class C:\n    def __init__(self):\n        setattr(self, 'a', 'x')\n    def f(self):\n"
            "        sink(self.a)\n"
        ),
        ["x"],
    ),
    "setattr on a class": Case("class C:\n    pass\nsetattr(C, 'a', 'x')\nsink(C.a)\n", ["x"]),
    "setattr with a name": Case(
        "K = 'a'\nclass C:\n    def __init__(self):\n        setattr(self, K, 'x')\nsink(C().a)\n", ["x"]
    ),
    "setattr in a loop": Case(
        (
            "class C:\n    def __init__(self, **kw):\n        for k, v in kw.items():\n"
            "            setattr(self, k, v)\nsink(C(a='x').a)\n"
        ),
        ["x"],
    ),
    "dunder setattr": Case(
        "class C:\n    def __init__(self):\n        object.__setattr__(self, 'a', 'x')\nsink(C().a)\n", ["x"]
    ),
    "dict update of self": Case(
        "class C:\n    def __init__(self, **kw):\n        self.__dict__.update(kw)\nsink(C(a='x').a)\n", ["x"]
    ),
    "mapping in self": Case(
        (
            "class C:\n    def __init__(self):\n        self.h = {}\n        self.h['k'] = 'x'\n"
            "    def f(self):\n        sink(self.h['k'])\n"
        ),
        ["x"],
    ),
    "mapping in self updated": Case(
        (
            "class C:\n    def __init__(self):\n        self.h = {}\n    def g(self):\n"
            "        self.h.update({'k': 'x'})\n    def f(self):\n        sink(self.h['k'])\n"
        ),
        ["x"],
    ),
    "getitem": Case("class C:\n    def __getitem__(self, k):\n        return 'x'\nsink(C()['k'])\n", ["x"]),
    "dunder call": Case("class C:\n    def __call__(self):\n        return 'x'\nsink(C()())\n", ["x"]),
    "dunder getattr": Case("class C:\n    def __getattr__(self, k):\n        return 'x'\nsink(C().a)\n", ["x"]),
    "nested class": Case("class C:\n    class D:\n        a = 'x'\nsink(C.D.a)\n", ["x"]),
    "object in object": Case(
        (
            "class B:\n    def __init__(self, a):\n        self.a = a\nclass C:\n    def __init__(self):\n"
            "        self.b = B('x')\nsink(C().b.a)\n"
        ),
        ["x"],
    ),
    "chained builder": Case(
        (
            "class C:\n    def __init__(self):\n        self.a = None\n    def key(self, a):\n"
            "        self.a = a\n        return self\nsink(C().key('x').a)\n"
        ),
        ["x", None],
    ),
    "method reference": Case("class C:\n    def f(self):\n        return 'x'\ng = C().f\nsink(g())\n", ["x"]),
    "singleton": Case(
        "class C:\n    def __init__(self):\n        self.a = 'x'\nc = C()\ndef f():\n    sink(c.a)\n", ["x"]
    ),
    "function attribute": Case("def f():\n    return f.a\nf.a = 'x'\nsink(f())\n", ["x"]),
    "slots": Case(
        "class C:\n    __slots__ = ('a',)\n    def __init__(self):\n        self.a = 'x'\nsink(C().a)\n", ["x"]
    ),
    "post init": Case(
        (
            "from dataclasses import dataclass\n@dataclass\nclass C:\n    b: str\n"
            "    def __post_init__(self):\n        self.a = self.b + 'y'\nsink(C('x').a)\n"
        ),
        ["xy"],
        ["'x'", "'y'"],
    ),
    "contextvar": Case("from contextvars import ContextVar\nv = ContextVar('v', default='x')\nsink(v.get())\n", ["x"]),
}


@pytest.mark.parametrize("name", CASES)
def test_an_object_holds(name: str, tmp_path: Path) -> None:
    CASES[name].check(tmp_path)
