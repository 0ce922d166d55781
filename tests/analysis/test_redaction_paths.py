"""Paths into what is logged, as pino's `redact` takes them."""

import pytest

from sup_lint.analysis.redaction.paths import hides_header, others_in, segments


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("password", ["password"]),
        ("req.headers.authorization", ["req", "headers", "authorization"]),
        ('req.headers["x-api-key"]', ["req", "headers", "x-api-key"]),
        ("a[*].b['c d'].*", ["a", "*", "b", "c d", "*"]),
        ("", []),
    ],
)
def test_a_path_is_split_into_names(path: str, names: list[str]) -> None:
    assert segments(path) == names


@pytest.mark.parametrize("path", ['headers["x-sup-api-key"]', "*.X-SUP-API-KEY", "req.headers", "headers.*", "config"])
def test_a_path_hides_the_header(path: str) -> None:
    assert hides_header(path)


@pytest.mark.parametrize("path", ["headers.authorization", "password", "*.token", ""])
def test_a_path_leaves_the_header(path: str) -> None:
    assert not hides_header(path)


def test_the_credentials_of_others_are_the_last_names_of_paths() -> None:
    assert others_in(["req.headers.authorization", "user.name", 'h["x-api-key"]']) == ["authorization", "x-api-key"]


def test_a_path_without_end_is_cut_off() -> None:
    assert len(segments("a." * 1_000_000)) <= 200
