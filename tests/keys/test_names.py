"""Which names hold the Supertone key, which could, and which only look like it."""

import itertools
from collections.abc import Callable

import pytest

from sup_lint.keys.names import (
    is_key_header,
    is_key_name,
    is_neutral_name,
    is_tied,
    member_of_sdk,
    mentions_vendor,
    words_of,
)
from sup_lint.keys.needles import NEEDLE


def table(words: str) -> list[str]:
    return words.split()


SEEN_IN_PUBLIC = table(
    """
    SUPERTONE_API_KEY supertone_api_key supertoneApiKey supertoneAPIKey superToneApiKey SUPERTONE_APIKEY
    SUPER_TONE_API_KEY SUPERTONE_API_TOKEN supertone.api-token SUPERTONE_API_KEY_1 SUPERTONE_API_KEY_2
    SUPERTONE_KEY supertone_key supertoneKey sup_key VITE_SUPERTONE_API_KEY REACT_APP_SUPERTONE_API_KEY
    EXPO_PUBLIC_SUPERTONE_API_KEY NEXT_PUBLIC_SUPERTONE_API_KEY NEXT_PUBLIC_SUPERTONE_KEY x-sup-api-key
    supertone.api.key supertone.api-key services.supertone.api_key supertone.api_key
    supertone.endpoints[].api-key this.apiKeys.supertone SUP_API_KEY SUPERTONE_SECRET SUPERTONE_SECRET_KEY
    BuildConfig.SUPERTONE_API_KEY X-SUPERTONE-API-KEY x-supertone-key provideSuperToneApiKey
    apiKeyConfig.supertoneKey na_supertone_key wingsstudio.supertoneApiKey properties.getSupertone().getApiKey
    """
)
VARIATIONS = table(
    """
    supertoneapikey SUPERTONEAPIKEY supertonekey supapikey SuperToneApiKey SupertoneApiKey supertone-api-key
    super-tone-api-key Supertone-Api-Key SUPERTONE__API_KEY supertone:apiKey Supertone__ApiKey
    supertone/api-key _supertone_api_key __supertone_key kSupertoneApiKey mSupertoneKey getSupertoneApiKey
    MY_SUPERTONE_API_KEY DEFAULT_SUPERTONE_API_KEY OLD_SUPERTONE_KEY LEGACY_SUPERTONE_API_KEY
    SUPERTONE_API_KEY_PROD SUPERTONE_PROD_API_KEY SUPERTONE_DEV_KEY SUPERTONE_API_KEY_STAGING
    SUPERTONE_API_KEY_V2 SUPERTONE_API_KEY2 supertone_tts_api_key SupertoneTTSApiKey SUPERTONE_TTS_KEY
    SUPERTONE_TOKEN SUPERTONE_ACCESS_TOKEN SUPERTONE_AUTH_TOKEN supertoneApiToken supertone_credentials
    SUPERTONE_API_KEYS supertoneKeys api_key_supertone API_KEY_SUPERTONE keySupertone apiKeyForSupertone
    key_for_supertone apiKeys.supertone self.api_keys["supertone"] st.secrets["SUPERTONE_API_KEY"]
    settings.SUPERTONE_API_KEY config.supertone.apiKey app.tts.supertone.api-key spring.supertone.api.key
    providers.supertone.apiKey integrations.supertone.key secrets.supertone SupertoneSettings.api_key
    supertone_client.api_key supertone.endpoints[0].api-key process.env.SUPERTONE_API_KEY
    import.meta.env.VITE_SUPERTONE_API_KEY TF_VAR_supertone_api_key INPUT_SUPERTONE_API_KEY
    DJANGO_SUPERTONE_API_KEY NUXT_PUBLIC_SUPERTONE_API_KEY PUBLIC_SUPERTONE_API_KEY GATSBY_SUPERTONE_API_KEY
    VUE_APP_SUPERTONE_API_KEY NG_APP_SUPERTONE_API_KEY HTTP_X_SUP_API_KEY x_sup_api_key xSupApiKey
    --supertone-api-key supApiKey SUP_KEY SUPERTONE_API_KEY_BACKUP SUPERTONE_SERVICE_KEY
    SUPERTONE_FALLBACK_KEY supertone_fallback_key supertoneLegacyToken SUPERTONE_TEMP_KEY
    """
)
LOOK_ALIKES = table(
    """
    SMSUP_API_KEY GESTSUP_API_KEY WHTSUP_API_KEY LINKSUP_API_KEY IMCSUP_API_KEY smsupApiKey superTone
    supertone SUPERTONE_HOST_CFG SUPERTONE_VOICE_ID SUPERTONE_MCP_VOICE_ID SUPERTONE_OUTPUT_DIR
    SUPERTONE_API_URL SUPERTONE_BASE_URL SUPERTONE_MODEL SUPERTONE_LANGUAGE SUPERTONE_STYLE SUPERTONE_SPEED
    SUPERTONE_TTS_ENDPOINT SUPERTONE_API_VERSION SUPERTONE_API_KEY_FILE SUPERTONE_API_KEY_PATH
    SUPERTONE_KEY_PATH SUPERTONE_API_KEY_URL SUPERTONE_API_KEY_NAME SUPERTONE_API_KEY_HEADER SUPERTONE_KEY_ID
    SUPERTONE_SECRET_NAME SUPERTONE_SECRET_ARN SUPERTONE_API_KEY_LENGTH SUPERTONE_API_KEY_REGEX
    supertone_key_prefix has_supertone_key hasSupertoneApiKey isSupertoneKey SUPERTONE_KEYBOARD
    supertone_keyframes SUPERTONE_KEYWORDS SUPERTONE_CACHE_KEY SUPERTONE_SORT_KEY supertone_storage_key
    SUPERTONE_NEXT_PAGE_TOKEN SUPERTONE_TOKEN_COUNT supertone_max_tokens supertone_public_key_path
    next_page_token x-audio-length x-text-length x-api-key api_key API_KEY OPENAI_API_KEY ELEVENLABS_API_KEY
    supertonic_api_key SUPERTONIC_KEY superstone_api_key supertoned_key SUPER_API_KEY SUPPORT_API_KEY
    SUPABASE_KEY SUPABASE_API_KEY SUPER_KEY BACKUP_KEY BACKUP_API_KEY GROUP_KEY SETUP_KEY superkey tone_key
    setup_key monkeyToneKey superTones.key key supertone_keynote
    """
)
NEUTRAL = table(
    """
    API_KEY apiKey KEY key api_key apikey api-key API_TOKEN token TOKEN TTS_API_KEY VITE_TTS_API_KEY ttsApiKey
    _apiKey this.apiKey self.api_key self._api_key kApiKey x-api-key X-API-KEY Authorization authorization
    API_KEY_2 MY_API_KEY DEFAULT_API_KEY voice_api_key REACT_APP_TTS_API_KEY REACT_APP_API_KEY
    NEXT_PUBLIC_TTS_API_KEY NEXT_PUBLIC_API_KEY EXPO_PUBLIC_API_KEY settings.api_key config.apiKey AUTH_TOKEN
    PRIMARY_API_KEY
    """
)
FOREIGN = table(
    """
    OPENAI_API_KEY ELEVENLABS_API_KEY VITE_OPENAI_API_KEY SECRET_KEY DJANGO_SECRET_KEY AZURE_SPEECH_KEY
    GOOGLE_API_KEY AWS_SECRET_ACCESS_KEY STRIPE_KEY CLOVA_API_KEY NAVER_API_KEY session_token csrf_token
    voice_id monkey keyboard sort_key cache_key primary_key foreign_key public_key PUBLIC_KEY key_id password
    SMSUP_API_KEY voice
    """
)


@pytest.mark.parametrize("name", [*SEEN_IN_PUBLIC, *VARIATIONS])
def test_a_name_that_is_certain_to_hold_the_key(name: str) -> None:
    assert is_key_name(name)
    assert is_key_header(name)


@pytest.mark.parametrize("name", [*SEEN_IN_PUBLIC, *VARIATIONS])
def test_the_gate_lets_every_such_name_through(name: str) -> None:
    assert NEEDLE.search(name.lower().encode())


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_name_that_only_looks_like_it(name: str) -> None:
    assert not is_key_name(name)


@pytest.mark.parametrize("name", NEUTRAL)
def test_a_neutral_name_says_key_but_not_whose(name: str) -> None:
    assert is_neutral_name(name)
    assert not is_key_name(name)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_name_of_something_else_is_not_neutral(name: str) -> None:
    assert not is_neutral_name(name)
    assert not is_key_name(name)


VENDORS = (["supertone"], ["super", "tone"])
NOUNS = (["api", "key"], ["key"], ["api", "token"], ["token"], ["secret", "key"])
QUALIFIERS: tuple[list[str], ...] = ([], ["prod"], ["2"], ["default"], ["old"])
BEFORE: tuple[list[str], ...] = ([], ["my"], ["vite"], ["next", "public"], ["app", "config"])


def camel(words: list[str]) -> str:
    return words[0] + "".join(word.title() for word in words[1:])


STYLES: dict[str, Callable[[list[str]], str]] = {
    "snake": "_".join,
    "screaming": lambda words: "_".join(words).upper(),
    "kebab": "-".join,
    "train": lambda words: "-".join(word.title() for word in words),
    "dotted": ".".join,
    "camel": camel,
    "pascal": lambda words: "".join(word.title() for word in words),
}


@pytest.mark.parametrize("style", STYLES)
def test_the_style_of_a_name_does_not_matter(style: str) -> None:
    for before, vendor, noun, after in itertools.product(BEFORE, VENDORS, NOUNS, QUALIFIERS):
        name = STYLES[style]([*before, *vendor, *noun, *after])
        assert is_key_name(name), name
        other_product = STYLES[style]([*before, "sms" + "".join(vendor), *noun, *after])
        assert not is_key_name(other_product), other_product
        other_thing = STYLES[style]([*before, *vendor, "voice", "id", *after])
        assert not is_key_name(other_thing), other_thing


@pytest.mark.parametrize("header", ["x-sup-api-key", "X-SUP-API-KEY", "X-Sup-Api-Key", "X-Supertone-Key"])
def test_the_case_of_a_header_does_not_matter(header: str) -> None:
    assert is_key_header(header)


@pytest.mark.parametrize("header", ["x-api-key", "authorization", "x-audio-length", "x-sup-request-id", "x-sup"])
def test_other_headers_do_not_carry_the_key_for_certain(header: str) -> None:
    assert not is_key_header(header)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("superToneApiKey", ("supertone", "apikey")),
        ("HTTPSupertoneKEY2", ("http", "supertone", "key", "2")),
        ("supertone.endpoints[].api-keys", ("supertone", "endpoints", "apikey")),
        ("SUPERTONEAPIKEY", ("supertone", "apikey")),
        ("", ()),
        ("__", ()),
    ],
)
def test_a_name_is_split_into_words(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    "text",
    [
        'headers = {"X-Sup-Api-Key": key}',
        "requests.get('https://supertoneapi.com/v1/voices')",
        "https://api.supertone.ai/v1",
        "https://console.supertoneapi.com",
        "from supertone import Supertone",
        "import supertone",
        "  import supertone as s",
        "from supertone.models import Security",
        'importlib.import_module("supertone")',
        "x-supertone-key",
        'import { Supertone } from "@supertone/supertone";',
        "import { SupertoneCore } from '@supertone/supertone/core.js';",
        'const { Supertone } = require("supertone")',
        'await import("npm:@supertone/supertone@0.2.3")',
        'import { Supertone } from "https://esm.sh/@supertone/supertone";',
    ],
)
def test_a_text_that_is_tied_to_the_vendor(text: str) -> None:
    assert is_tied(text)
    assert is_tied(f"# head\n{text}\ntail")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "import supertonic",
        "from supertonic import TTS",
        "https://notsupertone.com",
        "https://supertone.example.com",
        "the super tone of the Super Bowl",
        "x-api-key",
        "import supertone_fixtures",
        'import x from "supertone-theme"',
        'import x from "./supertone/voices"',
        'require("supertonic")',
    ],
)
def test_a_text_that_is_not_tied_to_the_vendor(text: str) -> None:
    assert not is_tied(text)


@pytest.mark.parametrize("text", ["supertone", "my Supertone key", "superTone", "SUPER_TONE", "x" * 99 + " supertone"])
def test_the_vendor_is_mentioned(text: str) -> None:
    assert mentions_vendor(text)
    assert mentions_vendor(f"Lorem\nipsum {text}, dolor")


@pytest.mark.parametrize(
    "text", ["", "supertonic", "superstone", "notsupertone", "x" * 99 + "supertone", "super. (tone"]
)
def test_the_vendor_is_not_mentioned(text: str) -> None:
    assert not mentions_vendor(text)


def test_a_whole_file_is_no_name() -> None:
    for text in ("supertone ", "x-sup-", "supertone_key = ", "a.supertone."):
        assert not is_key_name(text * (1_000_000 // len(text)))


@pytest.mark.parametrize(
    ("dotted", "member"),
    [
        ("supertone.Supertone", "Supertone"),
        ("supertone.models.Security", "Security"),
        ("@supertone/supertone.Supertone", "Supertone"),
        ("@supertone/supertone/core.js.SupertoneCore", "SupertoneCore"),
        ("npm:@supertone/supertone@0.2.3.Supertone", "Supertone"),
        ("supertone", ""),
        ("@supertone/supertone", ""),
        ("@supertone/supertone/core.js", ""),
        ("openai.OpenAI", ""),
    ],
)
def test_a_member_of_an_sdk_is_told_by_its_dotted_name(dotted: str, member: str) -> None:
    assert member_of_sdk(dotted) == member
