"""Patterns, wildcards and names that redactions are made of."""

import pytest

from sup_lint.analysis.redaction.patterns import Pattern, compiled, flag, hides_ours, matches_wildcard, others_hidden
from sup_lint.analysis.redaction.vocabulary import (
    is_credential_field,
    is_credential_header,
    is_mask,
    is_ours,
    says_hiding,
)


@pytest.mark.parametrize(
    "text",
    [
        "(a+)+$",
        "(?:(?:authorization|cookie)+)*x",
        r"(\w|\d)+x",
        ".*.*.*.*x",
        r"\w*\w*\w*\w*!",
        "(a|aa)*$",
        "(?:[a-z0-9]?){30}!",
        r"(\w|\w\w){25}!",
        r"(\w\w?){30}!",
        r"(\w|\w\w)" * 30 + "!",
        "a?" * 40,
        "x" * 3000,
        "(",
        "a{5,1}",
    ],
)
def test_patterns_that_may_take_long_are_not_tried(text: str) -> None:
    assert compiled(Pattern(text)) is None


@pytest.mark.parametrize(
    ("text", "method", "ours"),
    [
        ("authorization|api[-_]?key", "search", True),
        ("(authorization|x-api-key)", "search", False),
        ("^x-.*", "match", True),
        ("x", "match", True),
        ("x", "fullmatch", False),
        (r"[0-9a-f]{32}", "sub", True),
        (r"(authorization|x-api-key)['\"]?\s*[:=]\s*\S+", "sub", False),
        (r"api[-_]?key['\"]?\s*[:=]\s*\S+", "sub", True),
    ],
)
def test_what_patterns_hide(text: str, method: str, *, ours: bool) -> None:
    ready = compiled(Pattern(text, flag("IGNORECASE")))
    assert ready is not None
    assert hides_ours(ready, method) is ours


def test_what_hides_everything_is_for_nobody_s_credential() -> None:
    for text, method in ((".*", "search"), (r"\S+: \S+", "sub"), (r"Bearer \S+", "sub")):
        ready = compiled(Pattern(text))
        assert ready is not None
        assert others_hidden(ready, method) == ()


@pytest.mark.parametrize(
    ("name", "wildcard", "matches"),
    [
        ("x-sup-api-key", "*key*", True),
        ("x-sup-api-key", "X-*", True),
        ("x-sup-api-key", "*token*", False),
        ("x-sup-api-key", "*" * 50 + "z", True),  # not tried, and taken to match
    ],
)
def test_wildcards(name: str, wildcard: str, *, matches: bool) -> None:
    assert matches_wildcard(name, wildcard) is matches


def test_names_of_credentials() -> None:
    headers = "Authorization X-Api-Key HTTP_COOKIE xi-api-key x-vendor-token ocp-apim-subscription-key"
    assert all(is_credential_header(name) for name in headers.split())
    others = "accept idempotency-key sec-websocket-key x-sup-api-key x-request-id password"
    assert not any(is_credential_header(name) for name in others.split())
    assert all(is_credential_field(name) for name in ("password", "access_token", "OPENAI_API_KEY", "private_key"))
    assert not any(is_credential_field(name) for name in ("name", "key", "token_count", "SUPERTONE_API_KEY"))
    assert all(is_ours(name) for name in ("X-Sup-Api-Key", "HTTP_X_SUP_API_KEY", "x_sup_api_key", "supertone_api_key"))


def test_names_of_lists_and_masks() -> None:
    hiding = "SENSITIVE_HEADERS redact_keys _SECRET_FIELDS denylist MASKED hidden_settings"
    assert all(says_hiding(name) for name in hiding.split())
    others = "SAFE_HEADERS allow_headers NON_SENSITIVE headers secrets AUTH_HEADERS unmasked_fields"
    assert not any(says_hiding(name) for name in others.split())
    assert all(is_mask(text) for text in ("***", "[REDACTED]", "<hidden>", "xxxx", "•••", "Bearer ***"))
    assert not any(is_mask(text) for text in ("", "value", "application/json", "Bearer"))
