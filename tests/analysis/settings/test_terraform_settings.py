"""HCL: each string exactly where it stands, under the types and labels of its blocks."""

import pytest

from sup_lint.analysis.settings.terraform import settings
from tests.analysis.settings.marked import assert_told, told

CASES: dict[str, tuple[str, dict[str, str] | list[tuple[str, str]]]] = {
    "attributes": ('a = "«one»" # note\nb = 1 // "no"\n', {"a": "one"}),
    "variable": ('variable "a_b" {\n  type    = string\n  default = "«one»"\n}\n', {"variable.a_b.default": "one"}),
    "resource": (
        'resource "aws_ssm_parameter" "a" {\n  value = "«one»"\n  tags = { "b c" = "«two»", d : "«three»" }\n}\n',
        {
            "resource.ssm_parameter.a.value": "one",
            "resource.ssm_parameter.a.tags.b c": "two",
            "resource.ssm_parameter.a.tags.d": "three",
        },
    ),
    "blocks within": ("job a {\n  env {\n    B = \"«one»\"\n  }\n}\n", {"job.a.env.B": "one"}),
    "lists": ('a = ["«one»", "«two»"]\n', [("a", "one"), ("a", "two")]),
    "jsonencode": ('a = jsonencode({ b = ["«one»", { c = "«two»" }] })\n', {"a.b": "one", "a.b.c": "two"}),
    "fallback": ('a = coalesce(var.b, "«one»")\nc = var.d != "" ? var.d : "«two»"\n', {"a": "one", "c": "two"}),
    "reading": ('a = file("one")\nb = data.x["one"].c\nd = var.e["one"]\n', {}),
    "templates": ('a = "«x${var.b}y»"\nc = "«$${one}\\n»"\n', {"a": "x${var.b}y", "c": "${one}\n"}),
    "heredoc of lines": ("a = <<-EOT\n    B=«one»\n    export C=\"«two»\"\n    text\n  EOT\n", {"a.B": "one", "a.C": "two"}),
    "heredoc of one value": ("a = <<EOT\n«one»\nEOT\n", {"a": "one"}),
    "wide characters": ('a = "«한🎤»"\nb = "«two»"\n', {"a": "한🎤", "b": "two"}),
    "CRLF": ('a {\r\n  b = "«one»"\r\n}\r\n', {"a.b": "one"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_string_is_where_it_stands(name: str) -> None:
    marked, expected = CASES[name]
    assert_told(settings, marked, expected)


def test_settings_of_one_block_end_in_one_number() -> None:
    found, _ = told(settings, 'a {\n  b = "1"\n  c = "2"\n  d {\n    e = "3"\n  }\n}\na {\n  b = "4"\n}\n')
    numbers = {each.value: each.mapping for each in found}
    assert numbers["1"] == numbers["2"]
    assert len({numbers[value] for value in "134"}) == 3


def test_damaged_text_gives_what_its_lines_say() -> None:
    found, problem = told(settings, 'a {\n  b = = 1\n  c = "one"\n}\nd = "two"\n')
    assert {("a.c", "one"), ("d", "two")} <= {(each.dotted, each.value) for each in found}
    assert problem == "line 2 is no HCL"


@pytest.mark.parametrize(
    "text",
    [
        *(character * 300_000 for character in "[{\"'=\\a.,\n"),
        *(character * 60_000 for character in '[{"('),
        "a = " + "[" * 40_000 + "]" * 40_000,
        "a {\n" * 30_000 + "}\n" * 30_000,
        "a = " + "f(" * 30_000 + '"x"' + ")" * 30_000,
        'a = "' + "${" * 20_000,
    ],
    ids=lambda text: f"{text[:5]!r}-{len(text)}",
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    found, _ = told(settings, text)
    assert all(0 <= each.start <= each.end <= len(text) for each in found)
