"""dotenv, INI, properties, units, Dockerfiles, Makefiles and tables: each value exactly where it stands."""

import importlib

import pytest

from tests.analysis.settings.marked import assert_told, told

Expected = dict[str, str] | list[tuple[str, str]]
# Of each reader: texts with the values marked, and what each is called and says.
DOTENV: dict[str, tuple[str, Expected]] = {
    "plain": ("A=«one»\nB = «two» # note\n#C=no\nD=\nE=«a#b»\n", {"A": "one", "B": "two", "E": "a#b"}),
    "exported": ("export A=«one»\ndeclare -x B=\"«two»\"\nset -x C=«3»\n", {"A": "one", "B": "two", "C": "3"}),
    "several on a line": ("export A=«one» B=\"«two three»\"\n", {"A": "one", "B": "two three"}),
    "quotes": ("A='«o\\ne»' # note\nB=\"«t\\\"wo\\n»\"\nC=`«three»`\n", {"A": "o\\ne", "B": 't"wo\n', "C": "three"}),
    "several lines": ('A="«one\ntwo»"\nB=«3»\n', {"A": "one\ntwo", "B": "3"}),
    "no end of the quotes": ("A=\"«»x\nB=«two»\n".replace("«»x", "x").replace("A=\"x", "A=«\"x»"), {"A": '"x', "B": "two"}),
    "colons": ("A: «one»\nB:«two»\n", {"A": "one", "B": "two"}),
    "direnv": ("dotenv .env\nsource_up\nexport A=«$(pass show one)»\nPATH_add bin\n", {"A": "$(pass show one)"}),
    "commands": ("A=«one»; export A\nB=\"«two»\" && C=«three»\n", {"A": "one", "B": "two", "C": "three"}),
    "CRLF": ("A=«one»\r\nB=\"«two»\"\r\n", {"A": "one", "B": "two"}),
    "names of headers": ("x-sup-api-key=«one»\na.b=«two»\n", {"x-sup-api-key": "one", "a.b": "two"}),
}  # fmt: skip
INI: dict[str, tuple[str, Expected]] = {
    "sections": ("a=«0»\n[b.c]\nd: «one» ; note\n# e=f\n[g \"h\"]\n\ti = \"«two»\"\n", {"a": "0", "b.c.d": "one", 'g "h".i': "two"}),
    "sections within": ("[a]\nb=«1»\n[[c]]\nd=«2»\n[e]\nf=«3»\n", {"a.b": "1", "a.c.d": "2", "e.f": "3"}),
    "lines that go on": ("[a]\nb =\n    C = «one»\n    D=«two»\n    «three»\ne=«4»\n", {"a.b.C": "one", "a.b.D": "two", "a.b": "three", "a.e": "4"}),
    "pytest-env": ("[pytest]\nenv =\n    D:A=«one»\n    R:D:B=«two»\n", {"pytest.env.A": "one", "pytest.env.B": "two"}),
    "supervisor": ("environment=A=\"«one»\",B='«two three»',C=«4»\n", {"environment.A": "one", "environment.B": "two three", "environment.C": "4"}),
    "drop-in of a unit": ("[Service]\nEnvironment=\"A=«one»\" B=«two»\n", {"Service.Environment.A": "one", "Service.Environment.B": "two"}),
    "blocks": ("a {\n  b /c {\n    d \"«one»\";\n  }\n  e = «two»;\n}\nf = «3»\n", {"a.b /c.d": "one", "a.e": "two", "f": "3"}),
    "blocks of HCL": ("a = \"«x»\"\nb \"c_d\" { e = \"«one»\" }\nb \"c\" \"d\" {\n  e = \"«two»\"\n}\n", {"a": "x", "b.c_d.e": "one", "b.c.d.e": "two"}),
    "blocks on a line": ("a { b = \"«one»\", c: «two» }\n", {"a.b": "one", "a.c": "two"}),
    "directives": ("proxy_set_header x-a \"«one»\";\nadd_header X-B «two» always;\nSetEnv C «three»\nset $d «4»;\n", {"x-a": "one", "X-B": "two", "C": "three", "d": "4"}),
    "xcconfig": ("// no = no\nA[sdk=iphone*] = «https://x.y» // note\n", {"A": "https://x.y"}),
    "CRLF": ("[a]\r\nb = «one»\r\n", {"a.b": "one"}),
}  # fmt: skip
PROPERTIES: dict[str, tuple[str, Expected]] = {
    "separators": ("a.b=«one»\nc : «two»\nd «three»\ne\n", {"a.b": "one", "c": "two", "d": "three"}),
    "remarks": ("# a=b\\\nc=«one»\n! d=e\n", {"c": "one"}),
    "escapes": ("a\\ b=«o\\u006ee»\nc\\:d=«t\\two»\n", {"a b": "one", "c:d": "t\two"}),
    "lines that go on": ("a=«one\\\n    two»\nb=\\\n  «three»\nc \\\n  : «4»\nd \\\n  «5»\n", {"a": "onetwo", "b": "three", "c": "4", "d": "5"}),
    "sections": ("[a]\nb=«one»\n", {"a.b": "one"}),
    "quotes": ("a=\"«one»\" # note\n", {"a": "one"}),
}  # fmt: skip
UNITS: dict[str, tuple[str, Expected]] = {
    "variables": ("[Service]\nEnvironment=A=«one» \"B=«two three»\" 'C=«4»' D=\"«5»\"\nUser=«x»\n", {"Service.Environment.A": "one", "Service.Environment.B": "two three", "Service.Environment.C": "4", "Service.Environment.D": "5", "Service.User": "x"}),
    "lines that go on": ("[Service]\nEnvironment=A=«one» \\\n  # note\n  B=«two»\n# C=d\n", {"Service.Environment.A": "one", "Service.Environment.B": "two"}),
    "credentials": ("[Service]\nSetCredential=a:«one»\nSetCredentialEncrypted=b: \\\n   «x»\nLoadCredential=«c:/d»\n", {"Service.SetCredential.a": "one", "Service.SetCredentialEncrypted.b": "x", "Service.LoadCredential": "c:/d"}),
}  # fmt: skip
DOCKERFILE: dict[str, tuple[str, Expected]] = {
    "both forms": ("FROM x\nENV A=«one» B=\"«two three»\"\nENV C «four five»\nenv D=«6»\n", {"A": "one", "B": "two three", "C": "four five", "D": "6"}),
    "lines that go on": ("ENV A=«one» \\\n  # note\n  B='«two»' \\\n  C=«3»\nRUN x\n", {"A": "one", "B": "two", "C": "3"}),
    "backtick": ("# escape=`\nENV A=«one» `\n  B=«two»\n", {"A": "one", "B": "two"}),
    "arguments": ("ARG A=«one»\nARG B\nONBUILD ENV C=«two»\nLABEL \"a.b\"=\"«three»\"\n", {"A": "one", "C": "two", "a.b": "three"}),
    "commands": ("RUN ENV=1 x \\\n  ENV A=b\nRUN <<EOT\nENV C=d\nEOT\nENV E=«one»\n", {"E": "one"}),
    "no heredoc": ("RUN python -c '1 <<x'\nENV E=«one»\n", {"E": "one"}),
}  # fmt: skip
MAKEFILE: dict[str, tuple[str, Expected]] = {
    "signs": ("A = «one» # note\nB := «two»\nC ?= «three»\nD += «4»\nE ::= «5»\nF != «cmd»\n", {"A": "one", "B": "two", "C": "three", "D": "4", "E": "5", "F": "cmd"}),
    "exported": ("export A = «one»\noverride B := «two»\nrule: export C = «three»\nrule: dep\n", {"A": "one", "B": "two", "C": "three"}),
    "recipes": ("all:\n\tA=b cmd\n\techo x = y\n", {}),
    "Justfile": ("export A := \"«one»\"\nb := '«two»'\n", {"A": "one", "b": "two"}),
}  # fmt: skip
DELIMITED: dict[str, tuple[str, Expected]] = {
    "columns": ("id,a b\n1,«one»\n2,«two»\n", [("a b", "one"), ("a b", "two")]),
    "rows with names": ("service,api_key\n«x»,«one»\n«y»,«two»\n", [("service", "x"), ("x.api_key", "one"), ("service", "y"), ("y.api_key", "two")]),
    "pairs": ("SUPERTONE_API_KEY,«one»\nB,«two»\n", {"SUPERTONE_API_KEY": "one", "B": "two"}),
    "quotes": ("\"a\";\"b\"\r\n\"«1»\";\"«o\"\"n\ne»\"\r\n", {"a": "1", "b": 'o"n\ne'}),
    "tabs": ("a\tb\n«1»\t«one»\n", {"a": "1", "b": "one"}),
    "numbered rows": ("key,text\n«»x,«hello»\n".replace("«»x", "x"), {"x.text": "hello"}),
}  # fmt: skip
READERS = {
    "dotenv": DOTENV,
    "ini": INI,
    "properties": PROPERTIES,
    "units": UNITS,
    "dockerfile": DOCKERFILE,
    "makefile": MAKEFILE,
    "delimited": DELIMITED,
}
CASES = [pytest.param(reader, name, id=f"{reader}-{name}") for reader, cases in READERS.items() for name in cases]
HOSTILE = [
    *("[{\"'`=\\#$<( \t\n;,:|.a"),
    *("a=", "a=\n", 'a="\n', "a=\\\n", 'a="\\"\n', "a {\n", "a b ", "ENV A=\\\n", "RUN <<A\n", "RUN <<A", "A=x ;"),
    *("export a=1 ", "a {b", '"a""', "\\\n#", "'a' ", "ENV A=b "),
]


@pytest.mark.parametrize(("reader", "name"), CASES)
def test_each_value_is_where_it_stands(reader: str, name: str) -> None:
    marked, expected = READERS[reader][name]
    assert_told(importlib.import_module(f"sup_lint.analysis.settings.{reader}").settings, marked, expected)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_hostile_text_is_read_to_its_end(reader: str, unit: str) -> None:
    text = unit * (100_000 // len(unit))
    settings = importlib.import_module(f"sup_lint.analysis.settings.{reader}").settings
    found, _ = told(settings, text)
    assert all(0 <= each.start <= each.end <= len(text) for each in found)


@pytest.mark.parametrize(
    ("reader", "text", "same", "apart"),
    [
        ("ini", "[a]\nb=1\nc=2\n[d]\nb=3\n", "12", "13"),
        ("ini", "a {\n b=1\n c=2\n}\nd {\n b=3\n}\n", "12", "13"),
        ("properties", "[a]\nb=1\nc=2\n[d]\nb=3\n", "12", "13"),
        ("units", "[A]\nB=1\nC=2\n[D]\nB=3\n", "12", "13"),
        ("delimited", "a,b\n1,2\n3,4\n", "12", "13"),
    ],
)
def test_settings_of_one_section_end_in_one_number(reader: str, text: str, same: str, apart: str) -> None:
    found, _ = told(importlib.import_module(f"sup_lint.analysis.settings.{reader}").settings, text)
    numbers = {each.value: each.mapping for each in found}
    assert len({numbers[value] for value in same}) == 1
    assert len({numbers[value] for value in apart}) == 2


def test_of_a_long_table_what_holds_no_key_is_cut() -> None:
    settings = importlib.import_module("sup_lint.analysis.settings.delimited").settings
    rows = "1,2\n" * 30_000
    found, _ = told(settings, f"a,b\n{rows}supertone,12345678\n{rows}x,{'y' * 32}\n")
    assert len(found) == 2 * 19_999 + 4
    assert [each.value for each in found[-4:]] == ["supertone", "12345678", "x", "y" * 32]
    found, _ = told(settings, f"a,x-sup-api-key\n{rows}")
    assert len(found) == 2 * 30_000
