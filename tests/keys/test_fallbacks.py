"""The literal that a reference falls back on, and references that have none."""

import pytest

from sup_lint.keys.fallbacks import fallback_in


@pytest.mark.parametrize(
    ("value", "text", "name"),
    [
        ("${SUPERTONE_API_KEY:-abcdef12}", "abcdef12", "SUPERTONE_API_KEY"),
        ("${SUPERTONE_API_KEY-abcdef12}", "abcdef12", "SUPERTONE_API_KEY"),
        ("${SUPERTONE_API_KEY:=abcdef12}", "abcdef12", "SUPERTONE_API_KEY"),
        ("${SUPERTONE_API_KEY:-'abcdef12'}", "abcdef12", "SUPERTONE_API_KEY"),
        ("${supertone.api-key:abcdef12}", "abcdef12", "supertone.api-key"),
        ("${A:-${B:-abcdef12}}", "abcdef12", "A"),
        ("${a.b:${C:abcdef12}}", "abcdef12", "a.b"),
        ("${env:NAME, 'abcdef12'}", "abcdef12", "NAME"),
        ("${oc.env:NAME,abcdef12}", "abcdef12", "NAME"),
        ("${{ secrets.TTS_KEY || 'abcdef12' }}", "abcdef12", "TTS_KEY"),
        ("<%= ENV.fetch('TTS_KEY', 'abcdef12') %>", "abcdef12", "TTS_KEY"),
        ("<%= ENV['TTS_KEY'] || 'abcdef12' %>", "abcdef12", "TTS_KEY"),
        ("{{ lookup('env', 'TTS_KEY') | default('abcdef12', true) }}", "abcdef12", "TTS_KEY"),
        ('{{ .Values.ttsKey | default "abcdef12" | quote }}', "abcdef12", "ttsKey"),
    ],
)
def test_a_fallback_is_found_in_its_place(value: str, text: str, name: str) -> None:
    fallback = fallback_in(value)
    assert fallback is not None
    assert (fallback.text, fallback.name) == (text, name)
    assert value[fallback.start :].startswith(text)


@pytest.mark.parametrize(
    "value",
    [
        "${NAME}",
        "${NAME:?tell me the key}",
        "${NAME:+other}",
        "${env:NAME}",
        "${input:supertone-key}",
        "${file:/run/secrets/key}",
        "${vault:secret/tts#key}",
        "${{ secrets.NAME }}",
        "{{ .Values.key }}",
        "<%= ENV['KEY'] %>",
        "$(cat /run/secrets/key)",
        "$NAME",
        "abcdef12",
        "",
        "${A:-${B}}",
        "${" * 5000,
        "${A:-" * 300 + "x" + "}" * 300,
    ],
)
def test_a_reference_alone_has_none(value: str) -> None:
    assert fallback_in(value) is None
