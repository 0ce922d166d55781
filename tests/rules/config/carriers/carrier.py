"""One file that carries a key, and its twins that carry none."""

import base64
import random
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.sources.language import comment_in, language_of

_CHANCE = random.Random(20240614)
_VOICE_ID = "".join(_CHANCE.choices("0123456789abcdef", k=22))
_ANOTHERS_KEY = "".join(_CHANCE.choices("0123456789abcdef", k=32))
_MARKED = re.compile(r"\[\|(.*?)\|\]", re.DOTALL)
_KEY = re.compile(r"«key(?:\|(\w+))?»")
_TO_VOICE = (
    ("API_KEY", "VOICE_ID"),
    ("api_key", "voice_id"),
    ("apiKey", "voiceId"),
    ("ApiKey", "VoiceId"),
    ("API key", "voice id"),
    ("api key", "voice id"),
    ("API-key", "voice-id"),
    ("api-key", "voice-id"),
    ("api.key", "voice.id"),
    ("api:key", "voice:id"),
    ("apikey", "voiceid"),
    ("Api-Key", "Voice-Id"),
    ("supertone-key", "supertone-voice"),
    ("x-sup-", "x-"),
    ("X-Sup-", "X-"),
)
_TO_ANOTHER = (
    ("x-sup-api-key", "xi-api-key"),
    ("X-Sup-Api-Key", "Xi-Api-Key"),
    ("supertone", "elevenlabs"),
    ("Supertone", "ElevenLabs"),
    ("SUPERTONE", "ELEVENLABS"),
)
_BESIDE = "compare with https://supertoneapi.com"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A file with keys, in the notation of the rules' examples, and the code of what is reported at its marks.

    `reference` is what people write between the marks instead of the key; nothing if they have no way to. `without`
    names the twins that it has not; `missed` says why the key isn't found, if it isn't.
    """

    path: str
    text: str
    reference: str
    code: str
    without: frozenset[str]
    missed: str

    def twins(self) -> Iterator[tuple[str, str, str]]:
        """The same file without the key: what stands there instead, path and text."""
        if "placeholder" not in self.without:
            yield "placeholder", self.path, _filled(self.text, "your-api-key-here")
        if "empty" not in self.without:
            yield "empty", self.path, _filled(self.text, "")
        if "voice" not in self.without:
            yield "voice", renamed(self.path, _TO_VOICE), renamed(_filled(self.text, _VOICE_ID), _TO_VOICE)
        if self.reference:
            text = _KEY.sub(lambda _: _VOICE_ID, _MARKED.sub(lambda _: self.reference, self.text))
            yield "reference", self.path, text
        if "another" not in self.without:
            text = renamed(_filled(self.text, _ANOTHERS_KEY), _TO_ANOTHER)
            yield "another vendor's key", renamed(self.path, _TO_ANOTHER), text + self._remark()

    def _remark(self) -> str:
        """A last line that speaks of Supertone, so that the file is looked at, where the syntax has remarks."""
        language = language_of(self.path)
        remark = comment_in(language, _BESIDE) if language else None
        if language == "text":
            remark = _BESIDE
        return f"{remark}\n" if remark and self.text.endswith("\n") else ""


def carrier(
    path: str, text: str, reference: str = "", *, code: str = "SUP102", without: str = "", missed: str = ""
) -> Carrier:
    """Make a carrier from a text that is indented as the code around it."""
    return Carrier(path, textwrap.dedent(text).removeprefix("\n"), reference, code, frozenset(without.split()), missed)


def renamed(text: str, names: tuple[tuple[str, str], ...]) -> str:
    """The text with each first name replaced by the second."""
    for one, other in names:
        text = text.replace(one, other)
    return text


def _filled(text: str, value: str) -> str:
    """The text without marks and with a value for the key, in its disguise."""
    encoded = {"": value, "base64": base64.b64encode(value.encode()).decode()}
    return _KEY.sub(lambda match: encoded[match[1] or ""], _MARKED.sub(r"\1", text))
