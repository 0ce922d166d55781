"""YAML as rows of names and values, exactly where they stand, whatever is thrown at it."""

import time

import pytest

from sup_lint.analysis.settings.setting import ENCRYPTED, REFERENCE
from sup_lint.analysis.settings.yaml_stream import settings
from tests.analysis.settings.spans import assert_read, read

READ: dict[str, tuple[str, dict[str, str]]] = {
    "plain": ("a: «one» # note\nb:\n  c: «two words»  \n", {"a": "one", "b.c": "two words"}),
    "quoted": ("a: 'it''s'\n".replace("it''s", "«it''s»"), {"a": "it's"}),
    "escaped": ('a: "«o\\u006ee\\n»"\n', {"a": "one\n"}),
    "literal block": ("a: | # note\n  «one\n  two»\n\n# end\nb: «c»\n", {"a": "one\ntwo", "b": "c"}),
    "folded block": ("a: >-\n\n    «one\n    two»\n", {"a": "one two"}),
    "block with a mark of its margin": ("a: |2-\n  «one»\n", {"a": "one"}),
    "plain over lines": ("a: «one\n  two»\n", {"a": "one two"}),
    "flow": ("{a: [«one»], b: {c: '«two»'}}", {"a": "one", "b.c": "two"}),
    "items": ("a:\n- «one»\n- b: «two»\n", {"a": "one", "a.b": "two"}),
    "documents": ("---\na: «one»\n...\n---\nb: «two»\n", {"a": "one", "b": "two"}),
    "anchors": ("a: &x «one»\nb: *x\nc: *x\n", {"a": "one"}),
    "merged": ("a: &x {b: «one»}\nc:\n  <<: *x\n  d: «two»\n", {"a.b": "one", "c.d": "two"}),
    "merged in place": ("c:\n  <<: {b: «one»}\n", {"c.b": "one"}),
    "tags": ("a: !!str «one»\nb: &x !tag '«two»'\nc: !tag\n  |\n  «three»\n", {"a": "one", "b": "two", "c": "three"}),
    "other planes": ("a: «😀»\n수퍼톤: «값» # 😀\nc: «d»\n", {"a": "😀", "수퍼톤": "값", "c": "d"}),
    "Windows": ("a: «one»\r\nb: |\r\n  «two»\r\nc: «d»\r\n", {"a": "one", "b": "two", "c": "d"}),
    "old Macs": ("a: «one»\rb: «two»\r", {"a": "one", "b": "two"}),
    "byte order mark": ("\ufeffa: «one»\nb: «two»\n", {"a": "one", "b": "two"}),
    "empty values": ("a:\nb: ''\nc: ~\n".replace("~", "«~»"), {"c": "~"}),
    "expressions": ("a: «{{ .Values.x }}»\nb: «{{ x | default \"y\" }}»\nc: «d»\n", {"a": "{{ .Values.x }}", "b": '{{ x | default "y" }}', "c": "d"}),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_each_value_is_where_it_stands(name: str) -> None:
    assert_read(settings, *READ[name])


def test_items_of_one_list_have_its_path() -> None:
    found, _ = read(settings, "{a: [one, 'two'], b: {c: three}}")
    assert [(each.dotted, each.value) for each in found] == [("a", "one"), ("a", "two"), ("b.c", "three")]
    assert found[0].mapping == found[1].mapping != found[2].mapping


def test_keys_that_are_no_scalars_have_no_name() -> None:
    found, problem = read(settings, "? [a, b]\n: one\n? {c: d}\n: e: two\nf: g\n")
    assert [(each.dotted, each.value) for each in found] == [("", "a"), ("", "b"), ("", "one"), ("c", "d"), ("e", "two"), ("f", "g")]  # fmt: skip
    assert problem == ""


def test_a_value_goes_by_the_name_that_says_what_it_is() -> None:
    found, _ = read(settings, "shared: &x one\nSUPERTONE_API_KEY: *x\nother: *x\n")
    assert [(each.dotted, each.start) for each in found] == [("SUPERTONE_API_KEY", 11)]


@pytest.mark.parametrize(
    ("tag", "encoding"),
    [
        ("!vault", ENCRYPTED),
        ("!encrypted/pkcs1-oaep", ENCRYPTED),
        ("!secret", REFERENCE),
        ("!Ref", REFERENCE),
        ("!ENV", REFERENCE),
        ("!GetAtt", REFERENCE),
        ("!Sub", ""),
        ("!!str", ""),
        ("!!python/unicode", ""),
        ("!ruby/string", ""),
    ],
)
def test_tags_say_what_values_are(tag: str, encoding: str) -> None:
    found, _ = read(settings, f"a: {tag} b\nc: {tag} [d]\n")
    assert [(each.value, each.encoding) for each in found] == [("b", encoding), ("d", encoding)]


def test_binary_is_decoded() -> None:
    found, _ = read(settings, "a: !!binary |\n  b25l\n")
    assert [(each.value, each.encoding) for each in found] == [("one", "base64")]


@pytest.mark.parametrize(
    ("text", "values", "problem"),
    [
        ("a: one\n\tb: c\nd: e\n", ["one", "c", "e"], "line 2 is no YAML"),
        ("a: 'one\nb: two\n", ["'one", "two"], "line 3 is no YAML"),
        ("a: one\nb: {{ .Values.x }}-{{ y }}\nc: two\n", ["one", "two"], ""),
        ("{% if x %}\na: one\n{% endif %}\n", ["one"], ""),
        ("a: one\nb: \x07\n", ["one", "\x07"], "it has characters that YAML does not allow"),
        ("a: " + "[" * 600, [], "it is nested too deep"),
        ("a: one\nb: @x\n", ["one", "@x"], "line 2 is no YAML"),
    ],
)
def test_what_is_no_yaml_gives_what_it_seems_to_say(text: str, values: list[str], problem: str) -> None:
    found, said = read(settings, text)
    assert said == problem
    assert set(values) <= {each.value for each in found}


def test_laughs_are_not_multiplied() -> None:
    text = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    found, problem = read(settings, text)
    assert [each.value for each in found] == ["lol", "lol"]
    assert problem == ""


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "braces": "{a: " * 250_000,
    "dashes": "- " * 10_000 + "a",
    "questions": "? " * 300_000,
    "steps": "\n".join(" " * depth + "a:" for depth in range(1500)),
    "letters": "a" * 1_000_000,
    "quotes": '"' * 1_000_000,
    "bangs": "!" * 1_000_000,
    "colons": "a:" * 500_000,
    "tabs": "a:\t" + "\t" * 1_000_000 + "]",
    "spaces": "- [" + " " * 1_000_000,
    "lines": "\n" * 1_000_000 + "]",
    "entries": "key: value\n" * 90_000,
    "bytes": "a: \ud800\nb: c\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_longer_than_other(name: str) -> None:
    began = time.process_time()
    found, _ = read(settings, HOSTILE[name])
    assert time.process_time() - began < 10  # what grows with the square takes minutes
    assert all(0 <= each.start <= each.end <= len(HOSTILE[name]) for each in found)
