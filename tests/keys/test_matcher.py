"""Keys in plain text: found with their exact span whatever surrounds them, and nothing else found."""

import random
import string
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sup_lint.keys.matcher import Match, find_keys
from sup_lint.keys.needles import is_suspect

LAW = settings(max_examples=25, deadline=None, derandomize=True)
SEEDS = st.integers(min_value=0)
# Any characters but surrogates: quotes, brackets, line ends, Korean.
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60)

# § is the key; ⟦ and ⟧ stand around the span, which has the quotes that the key has.
QUOTED = {
    "assignment": 'SUPERTONE_API_KEY = ⟦"§"⟧',
    "assignment without spaces": "supertone_api_key=⟦'§'⟧",
    "annotated assignment": 'SUPERTONE_API_KEY: Final[str] = ⟦"§"⟧',
    "optional annotation": 'supertone_api_key: str | None = ⟦"§"⟧',
    "bytes": 'SUPERTONE_API_KEY = b⟦"§"⟧',
    "f-string": "SUPERTONE_API_KEY = f⟦'§'⟧",
    "three quotes": 'SUPERTONE_API_KEY = ""⟦"§"⟧""',
    "brackets": 'SUPERTONE_API_KEY = (\n    ⟦"§"⟧\n)',
    "list": 'SUPERTONE_API_KEYS = [⟦"§"⟧]',
    "continued line": 'SUPERTONE_API_KEY = \\\n    ⟦"§"⟧',
    "secret type": 'supertone_api_key: SecretStr = SecretStr(⟦"§"⟧)',
    "field default": 'supertone_api_key: str = Field(default=⟦"§"⟧)',
    "parameter default": 'def speak(text, supertone_api_key=⟦"§"⟧):',
    "comparison": 'if supertone_api_key == ⟦"§"⟧:',
    "inequality": 'if supertone_api_key != ⟦"§"⟧:',
    "keyword argument": 'client = Supertone(api_key=⟦"§"⟧)',
    "positional argument": 'client = Supertone(⟦"§"⟧)',
    "module and class": "client = supertone.Supertone( api_key = ⟦'§'⟧ )",
    "JavaScript client": 'const client = new Supertone({ apiKey: ⟦"§"⟧ });',
    "JavaScript core": "const core = new SupertoneCore({apiKey: ⟦`§`⟧});",
    "JavaScript constant": "const supertoneApiKey = ⟦`§`⟧;",
    "JavaScript fallback": "apiKey || process.env.REACT_APP_SUPERTONE_API_KEY || ⟦'§'⟧",
    "nullish fallback": 'process.env.SUPERTONE_API_KEY ?? ⟦"§"⟧',
    "header mapping": 'headers = {"x-sup-api-key": ⟦"§"⟧}',
    "header item": "headers['X-Sup-Api-Key']=⟦'§'⟧",
    "header call": 'request.add_header("x-sup-api-key", ⟦"§"⟧)',
    "Go header": 'req.Header.Set("x-sup-api-key", ⟦"§"⟧)',
    "header tuple": 'headers.append(("x-sup-api-key", ⟦"§"⟧))',
    "home-made bearer": '"x-supertone-key": ⟦"Bearer §"⟧',
    "environment default": 'os.getenv("SUPERTONE_API_KEY", ⟦"§"⟧)',
    "named default": 'config("SUPERTONE_API_KEY", default=⟦"§"⟧)',
    "environment or": 'os.environ.get("SUPERTONE_API_KEY") or ⟦"§"⟧',
    "environment item": 'os.environ["SUPERTONE_API_KEY"] = ⟦"§"⟧',
    "setdefault": 'os.environ.setdefault("SUPERTONE_API_KEY", ⟦"§"⟧)',
    "monkeypatch": 'monkeypatch.setenv("SUPERTONE_API_KEY", ⟦"§"⟧)',
    "JSON": '{"supertoneApiKey":⟦"§"⟧}',
    "JSON in a string": r'payload = "{\"x-sup-api-key\": ⟦\"§\"⟧}"',
    "quoted constant": r'buildConfigField("String", "SUPERTONE_API_KEY", "⟦\"§\"⟧")',
    "YAML": "supertone_api_key: ⟦'§'⟧",
    "name and value": '{"name": "x-sup-api-key", "value": ⟦"§"⟧}',
    "name above value": 'name: SUPERTONE_API_KEY\n  value: ⟦"§"⟧',
    "XML attribute": '<add key="SupertoneApiKey" value=⟦"§"⟧ />',
    "export": 'export SUPERTONE_API_KEY=⟦"§"⟧',
    "command": 'SUPERTONE_API_KEY=⟦"§"⟧ python speak.py',
    "setx": 'setx SUPERTONE_API_KEY ⟦"§"⟧',
    "PowerShell": '$env:SUPERTONE_API_KEY = ⟦"§"⟧',
    "PowerShell, braces": "${env:SUPERTONE_API_KEY} = ⟦'§'⟧",
    "PowerShell, Set-Item": 'Set-Item -Path Env:SUPERTONE_API_KEY -Value ⟦"§"⟧',
    "PowerShell, drive": 'Set-Item Env:\\SUPERTONE_API_KEY ⟦"§"⟧',
    "PowerShell, secure string": '$supertoneKey = ConvertTo-SecureString -String ⟦"§"⟧ -AsPlainText -Force',
    "pipe": 'echo -n ⟦"§"⟧ | gcloud secrets create supertone-api-key --data-file=-',
    "Ruby": "'supertone_api_key' => ⟦'§'⟧,",
    "Go": 'SUPERTONE_KEY := ⟦"§"⟧',
    "Kotlin": 'fun provideSuperToneApiKey(): String = ⟦"§"⟧',
    "returned": 'def supertone_api_key() -> str:\n    return ⟦"§"⟧',
    "comment": "# SUPERTONE_API_KEY = ⟦'§'⟧",
    "prose": "the Supertone API key is ⟦`§`⟧",
    "possessive": 'Supertone\'s key: ⟦"§"⟧',
    "Markdown": "**SUPERTONE_API_KEY**: ⟦`§`⟧",
    "Markdown table": "| `SUPERTONE_API_KEY` | ⟦`§`⟧ |",
    "URL": "https://supertoneapi.com/v1/voices?api_key=⟦§⟧",
    "URL, named": "/v1/voices?lang=ko&x-sup-api-key=⟦§⟧&page=2",
    "dotenv": "SUPERTONE_API_KEY=⟦§⟧",
    "export without quotes": "export SUPERTONE_API_KEY=⟦§⟧",
    "docker": "docker run -e SUPERTONE_API_KEY=⟦§⟧ speech",
    "Dockerfile": "ENV SUPERTONE_API_KEY=⟦§⟧",
    "compose": "  - SUPERTONE_API_KEY=⟦§⟧",
    "option": "speak --supertone-api-key=⟦§⟧ hello",
    "XML element": '<string name="supertone_api_key">⟦§⟧</string>',
    "property list": "<key>SUPERTONE_API_KEY</key>\n<string>⟦§⟧</string>",
}
# Without quotes a word could be meant: only what has the shape of a key counts.
UNQUOTED = {
    "header": "x-sup-api-key: ⟦§⟧",
    "curl": 'curl -H "x-sup-api-key: ⟦§⟧" https://supertoneapi.com/v1/voices',
    "curl in one word": "curl -H 'x-sup-api-key:⟦§⟧' -X POST https://supertoneapi.com",
    "YAML": "supertone_api_key: ⟦§⟧",
    "properties": "supertone.api.key=⟦§⟧",
    "prose": "My Supertone API key is ⟦§⟧",
    "table": "| SUPERTONE_API_KEY | ⟦§⟧ |",
    "option": "speak --supertone-api-key ⟦§⟧ hello",
    "Dockerfile": "ENV SUPERTONE_API_KEY ⟦§⟧",
    "setx": "setx SUPERTONE_API_KEY ⟦§⟧",
    "arrow": "SUPERTONE_API_KEY -> ⟦§⟧",
    "configuration": "supertone config set api_key ⟦§⟧",
    "own tool": 'supertone tts "hello" --api-key=⟦§⟧',
    "PowerShell, New-Item": "New-Item -Path Env: -Name SUPERTONE_API_KEY -Value ⟦§⟧",
    "registry": "reg add HKCU\\Environment /v SUPERTONE_API_KEY /t REG_SZ /d ⟦§⟧",
    "printf": "printf 'SUPERTONE_API_KEY=%s\\n' ⟦§⟧ > .env",
    "secret of Kubernetes": "kubectl create secret generic supertone --from-literal=api-key=⟦§⟧",
    "name above value": "name: SUPERTONE_API_KEY\n  value: ⟦§⟧",
}
# Behind a neutral name something has to tie the text to the vendor.
TIED = {
    "section": '[supertone]\napi_key = ⟦"§"⟧',
    "mapping": '"supertone": {"api_key": ⟦"§"⟧}',
    "YAML": "supertone:\n  api-key: ⟦§⟧",
    "host below": "const API_KEY = ⟦'§'⟧;\nconst URL = 'https://supertoneapi.com/v1';",
    "header below": 'key = ⟦"§"⟧\nheaders = {"x-sup-api-key": key}',
    "import above": 'from supertone import Supertone\nAPI_KEY = ⟦"§"⟧',
    "bearer": "# supertone\nAuthorization: Bearer ⟦§⟧",
    "quoted bearer": '{"url": "https://api.supertone.ai", "Authorization": ⟦"Bearer §"⟧}',
    "client prefix": "VITE_TTS_API_KEY=⟦§⟧  # supertone",
}


def filled(carrier: str, key: str, before: str = "", after: str = "") -> tuple[str, int, int]:
    """The text with the key in it, and the key's span."""
    head, rest = carrier.replace("§", key).split("⟦")
    inner, tail = rest.split("⟧")
    text = f"{before}\n{head}"
    return f"{text}{inner}{tail}\n{after}", len(text), len(text) + len(inner)


def spans(text: str, *, tied: bool | None = None) -> list[tuple[int, int, str]]:
    return [(match.start, match.end, match.value) for match in find_keys(text, tied=tied)]


@given(seed=SEEDS, before=ANYTHING, after=ANYTHING)
@LAW
@pytest.mark.parametrize("carrier", QUOTED.values(), ids=list(QUOTED))
def test_any_key_in_a_certain_place_is_found(
    carrier: str, some_key_from: Callable[[int], str], seed: int, before: str, after: str
) -> None:
    key = some_key_from(seed)
    text, start, end = filled(carrier, key, before, after)
    assert (start, end, key) in spans(text)
    assert (start, end, key) in spans(text, tied=False)


@given(seed=SEEDS, before=ANYTHING, after=ANYTHING)
@LAW
@pytest.mark.parametrize("carrier", UNQUOTED.values(), ids=list(UNQUOTED))
def test_a_shaped_key_is_found_without_quotes(
    carrier: str, some_shaped_key_from: Callable[[int], str], seed: int, before: str, after: str
) -> None:
    key = some_shaped_key_from(seed)
    text, start, end = filled(carrier, key, before, after)
    assert (start, end, key) in spans(text)
    assert (start, end, key) in spans(text, tied=False)


@given(seed=SEEDS, before=ANYTHING, after=ANYTHING)
@LAW
@pytest.mark.parametrize("carrier", TIED.values(), ids=list(TIED))
def test_a_shaped_key_behind_a_neutral_name_is_found_where_the_text_is_tied(
    carrier: str, some_shaped_key_from: Callable[[int], str], seed: int, before: str, after: str
) -> None:
    key = some_shaped_key_from(seed)
    text, start, end = filled(carrier, key, before, after)
    assert (start, end, key) in spans(text)
    assert not spans(carrier.replace("⟦", "").replace("⟧", "").replace("§", key), tied=False)


@pytest.mark.parametrize("carrier", [*QUOTED.values(), *UNQUOTED.values(), *TIED.values()])
def test_each_key_is_found_once(carrier: str) -> None:
    key = "".join(random.Random(carrier).choices("0123456789abcdef", k=32))
    text, start, end = filled(carrier, key)
    assert spans(text) == [(start, end, key)]


@pytest.mark.parametrize("carrier", [*QUOTED.values(), *UNQUOTED.values(), *TIED.values()])
@pytest.mark.parametrize("value", ["your-api-key-here", "<YOUR_API_KEY>", "xxxxxxxxxxxxxxxx", "test_api_key_123"])
def test_a_placeholder_is_found_nowhere(carrier: str, value: str) -> None:
    assert not spans(filled(carrier, value)[0])


def test_keys_come_in_the_order_of_the_text() -> None:
    keys = ["".join(random.Random(seed).choices("0123456789abcdef", k=32)) for seed in range(5)]
    text = "\n".join(f'SUPERTONE_API_KEY_{number} = "{key}"' for number, key in enumerate(keys))
    assert [value for _, _, value in spans(text)] == keys


def test_a_match_tells_what_holds_the_key() -> None:
    key = "".join(random.Random(7).choices("0123456789abcdef", k=32))
    assert list(find_keys(f'supertone_key = "{key}"')) == [Match(16, 50, key, "supertone_key", certain=True)]
    assert list(find_keys(f"key={key}", tied=True)) == [Match(4, 36, key, "key", certain=False)]
    (in_url,) = find_keys("https://supertoneapi.com/?token=" + key)  # sup-lint: ignore[key-in-url] -- synthetic
    assert (in_url.value, in_url.holder, in_url.in_url) == (key, "token", True)


@given(seed=SEEDS, words=st.sampled_from(["key (from the console: ", "the api key was ", "his token, "]))
@LAW
def test_a_remark_in_a_tied_text_gives_the_key_away(seed: int, words: str) -> None:
    key = "".join(random.Random(seed).choices("0123456789abcdef", k=32))
    assert [value for _, _, value in spans(f"# {words}{key})", tied=True)] == [key]
    assert not spans(f"# {words}{key})", tied=False)


@pytest.mark.parametrize(
    "remark",
    [
        "cache key ",
        "primary key ",
        "sort key ",
        "key's sha1 ",
        "key digest ",
        "token hash ",
        "build ",
        "your key\nx-request-id: ",
    ],
)
def test_a_remark_on_something_else_does_not(remark: str) -> None:
    digest = "".join(random.Random(remark).choices("0123456789abcdef", k=32))
    assert not spans(f"# {remark}({digest})", tied=True)


@given(seed=SEEDS, before=ANYTHING, after=ANYTHING)
@LAW
@pytest.mark.parametrize("name", ["API_KEY", "digest", "checksum", "etag", "AZURE_SPEECH_KEY", "uuid", "SMSUP_API_KEY"])
def test_thirty_two_hex_digits_in_an_untied_text_are_no_key(name: str, seed: int, before: str, after: str) -> None:
    assume(not is_suspect(f"{before}\n\n{after}".encode()))
    value = "".join(random.Random(seed).choices("0123456789abcdef", k=32))
    for text in (f'{name} = "{value}"', f"{name}={value}", f"{value}  file.bin", f'"{value}"'):
        assert not spans(f"{before}\n{text}\n{after}")


@given(seed=SEEDS)
@LAW
@pytest.mark.parametrize("name", ["voice_id", "VOICE", "api_key", "token", "SUPERTONE_VOICE_ID", "SUPERTONE_API_URL"])
def test_a_voice_id_behind_such_a_name_is_no_key(name: str, seed: int) -> None:
    for alphabet in ("0123456789abcdef", string.ascii_letters + string.digits):
        voice = "".join(random.Random(seed).choices(alphabet, k=22))
        for text in (
            f'{name} = "{voice}"',
            f"{name}: {voice}",
            f"https://supertoneapi.com/v1/text-to-speech/{voice}",
        ):
            assert not spans(f"import supertone\n{text}", tied=True)


NO_KEYS = r"""
static const String SUPERTONE_API_KEY = 'SUPERTONE_API_KEY';
if api_key == "your_supertone_api_key_here":
line.startswith("SUPERTONE_API_KEY=")
supertone_api_key: str = ""
api_key: str = Field(env='SUPERTONE_API_KEY')
os.getenv("SUPERTONE_API_KEY", "")
const key = process.env.SUPERTONE_API_KEY || ''
bool(s.supertone_api_key)
SUPERTONE_KEY?.length
f"{'설정됨' if supertone_key else '미설정'}"
const SUPERTONE_KEY = "yt_scene_maker_supertone"
supertone: 'Supertone'
SUPERTONE_HOST_CFG = "localhost:8080"
SMSUP_API_KEY = "not-ours-4f81c2"
SUPERTONE_API_KEY: required-by-default
SUPERTONE_API_KEY: 32-character hex string
x-sup-api-key: base64-encoded
x-sup-api-key: Kp9mZ3xQ7v...
x-sup-api-key: Kp9mZ3xQ7v…
supertone_api_key: SecretStr
supertone_api_key: Base64UrlStr = Field(...)
supertone_api_key: Optional[str] = None
supertone_api_key=supertone_api_key
SUPERTONE_API_KEY=config.key
SUPERTONE_API_KEY=sys.argv
SUPERTONE_API_KEY=$SUPERTONE_API_KEY
SUPERTONE_API_KEY=${SUPERTONE_API_KEY:-}
SUPERTONE_API_KEY: ${{ secrets.SUPERTONE_API_KEY }}
SUPERTONE_API_KEY=발급받은키
SUPERTONE_API_KEY=<your key>
Supertone(api_key=settings.supertone_api_key)
Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
Supertone(api_key=get_api_key())
Supertone(api_key=api_key, server_url="https://supertoneapi.com")
Supertone("https://supertoneapi.com")
headers={"x-sup-api-key": api_key, "Content-Type": "application/json"}
names = ["x-sup-api-key", "content-type", "accept-language"]
allow_headers=["x-sup-api-key", "authorization", "x-request-id2"]
Access-Control-Allow-Headers: authorization, x-sup-api-key, content-type
required = ["SUPERTONE_API_KEY", "DATABASE_URL", "SUPERTONE_VOICE_ID"]
filter_headers = [("x-sup-api-key", "FILTERED")]
{"id": "supertone-api-key", "description": "From the console"}
return {"supertone_api_key": bool(settings.supertone_api_key), "database": ok}
const SLOTS = ["supertone_api_key", "theme-v2"]
const SLOTS = ["theme-v2", "supertone_api_key", "app:last-voice-2", "sidebar_open"]
["supertoneApiKey", "lastVoice2", "volume"].forEach((slot) => localStorage.removeItem(slot))
Pass one of `supertoneApiKey`, `entraToken`; or "supertoneApiKey", "accountId"
private val SLOTS = setOf("supertone_api_key", "onboarding.v2.done")
SLOTS = ("supertone_api_key", "user_settings_v2")
SUPERTONE_API_URL=https://supertoneapi.com/v1/text-to-speech/20160a4c5ba38967330c84
if supertone_key > threshold12x3:
supertone_api_key, voice2id3map = load()
the SUPERTONE_API_KEY environment variable
--supertone-api-key overrides SUPERTONE_API_KEY
--supertone-api-key API_KEY
<input name="supertone_api_key" value="" placeholder="Supertone API key">
<label for="supertone_key">Enter your key</label>
| SUPERTONE_API_KEY | yes | the key |
@pytest.mark.parametrize("supertone_api_key", ["test-key-a1", None])
click.option("--supertone-api-key", envvar="SUPERTONE_API_KEY", help="The key.")
RUN --mount=type=secret,id=supertone_api_key,env=SUPERTONE_API_KEY python app.py
print("SUPERTONE_API_KEY:", "loaded from environment")
getpass("Supertone API key: ")
supertone_api_key = read("keys/production-01.txt")
SUPERTONE_KEY_FILE=/run/secrets/supertone
https://supertoneapi.com/v1/voices?next_page_token=eyJvZmZzZXQiOjIwfQ
https://example.com/?key=somebody-elses-key-41
""".strip().split("\n")


@pytest.mark.parametrize("text", NO_KEYS)
@pytest.mark.parametrize("tied", [None, True, False])
def test_nothing_is_found_where_no_key_is(text: str, tied: bool | None) -> None:
    assert not spans(text, tied=tied)


# What makes one of the patterns begin and fail as often, and read as far, as it can.
WORST = [
    *["a", "a.", "--a ", "a[", "key[", "a[0][", "\\", "'", " ", "\n", "=", "0a", "키"],
    *[
        "key ",
        "key:a ",
        "key = ",
        "key()",
        "key(): a:",
        "key, value",
        "key </a><",
        "key\\\"'`",
        "key=Bearer ",
    ],
    *[
        "supertone tts ",
        "supertone api key is ",
        "xsupertonex ",
        "a.supertone.",
        "x-sup-",
        "Supertone({",
        "import ",
    ],
    *["?", "?key=", "&key=a", "https://", "ENV ", "config set a "],
    *["key " + "0a" * 16 + " ", "key: " + "a" * 513 + " "],
]


@pytest.mark.parametrize("start", WORST)
def test_a_text_of_any_length_is_searched_in_linear_time(start: str) -> None:
    """A search that took quadratic time would not end within this test."""
    assert not spans(start * (250_000 // len(start)), tied=True)


def test_a_file_of_keys_is_searched_in_linear_time() -> None:
    key = "".join(random.Random(3).choices("0123456789abcdef", k=32))
    line = f'SUPERTONE_API_KEY = "{key}"\n'
    assert len(spans(line * 5_000)) == 5_000
