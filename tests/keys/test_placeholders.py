"""Values that only stand for a key, and keys that a careless reader would take for such."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.keys.formats import is_key_behind_neutral_name, is_key_in_certain_place
from sup_lint.keys.placeholders import is_placeholder

LAW = settings(max_examples=60, deadline=None, derandomize=True)

# Templates, masks, words and references of the vendor's documentation, its SDKs, and public code that calls
# the API.
SEEN_IN_PUBLIC = """
    <YOUR_API_KEY_HERE>|<YOUR_API_KEY>|<api-key>|<x-sup-api-key>|<valid_key>|<value>|<SUPERTONE_API_KEY>
    <key>|<token>|<Supertone API 키>|[YOUR_API_KEY]|{your_api_key_here}|{API_KEY}|{apiKey}|{api_key}
    your-api-key-here|your-api-key|your-key|your-actual-api-key|your_api_key_here|your_supertone_api_key
    your_supertone_api_key_here|your-supertone-api-key|your-supertone-api-key-here|your-supertone-key
    your_supertone_token|YOUR_API_KEY|YOUR_SUPERTONE_API_KEY|YOUR_SUPERTONE_API_KEY_HERE|yourapikeyhere
    Kp9mZ3xQ7v...|sk-...|sup-...|...|***|**************************|sk-...redacted|use_secret_file|발급받은키
    키|실제 API 키로 변경 필요|test_api_key_for_structure_validation|test_api_key_123|test-key|test-key-123
    test-secret-key-123|test-api-key-do-not-use|test-supertone-key|test-st-key|my-secret-st-key
    integration-test-key|custom-api-key|configured-api-key|bad-key|key|secret|sk-test|sk-test123|sk-env
    sk-file|sk-cfg|sk-new|sk-abc123def456|test_supertone_api_key_123|$SUPERTONE_API_KEY
    ${SUPERTONE_API_KEY}|${{ secrets.SUPERTONE_API_KEY }}|${supertone.api.key:}|${SUPERTONE_API_KEY_1}
    SUPERTONE_API_KEY|supertone_api_key|SUPERTONE_API_KEY=|yt_scene_maker_supertone|Supertone|설정됨|미설정
    Super tone
"""
RECOMMENDED = """
    sup-demo-key|insert_key_here|replace-me|put-your-key-here|add_key_here|enter-your-api-key
    paste-your-key-here|change_me_please|CHANGEME|changeme|todo-api-key|fixme-key|none-none|placeholder
    dummy-key|fake-key|mock-api-key|sample-key|example-key|xxxxxxxxxxxxxxxx
    xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx|0123456789abcdef|qwertyuiop|0123456789abcdef0123456789abcdef
    deadbeefdeadbeef|deadbeefdeadbeefdeadbeefdeadbeef|abcdefghijklmnopqrstuvwxyz
    00000000000000000000000000000000|ffffffffffffffffffffffffffffffff|abababababababababababababababab
    fedcba9876543210|9876543210
"""
WRITTEN_IN_TESTS_AND_DOCS = """
    your-supertone-api-key-goes-here|REPLACE_WITH_YOUR_API_KEY|replace-with-real-key
    replace_this_with_your_key|INSERT-YOUR-KEY-HERE|insertYourApiKeyHere|yourSupertoneApiKey
    YourApiKeyHere|my-api-key|my_supertone_api_key|MySecretKey123|mysecretkey|my-super-secret-key
    supersecret|super-secret-key|super_secret_token|not-a-real-key|not_a_real_api_key|notarealkey
    definitely-not-a-key|definitely-not-a-real-key|fake-api-key-for-tests|fake_supertone_key_0001
    dummy_api_key_for_testing|dummy-supertone-api-key|dummykey|dummy12345|test1234|test12345678|testtest
    testing123|test_key_1234567890|test-api-key-12345|TEST-API-KEY|test_token_abc|api-key-1|api_key_2
    key-number-one|first-key|second-key|another-api-key|other-key|wrong-api-key|invalid-api-key
    invalid_key_123|expired-key|revoked-key|old-api-key|new-api-key|rotated-key|valid-api-key
    good-api-key|unit-test-key|e2e-test-key|ci-dummy-key|for-testing-only|for_tests_only|local-dev-key
    development-key|staging-api-key|prod-api-key|env-api-key|env-file-key|key-from-env|key-from-file
    key_from_config|key-from-vault|from-environment|from_env_var|default-api-key|fallback-key
    sample_api_key|SAMPLE-KEY-DO-NOT-USE|example_api_key|EXAMPLE_KEY_1234|example-supertone-key
    ExampleApiKey|some-api-key|some_random_key|random-string-here|secret-token|secret_value|secretsecret
    s3cr3t-k3y|password123|hunter2hunter2|letmein123|foobar123|foobarbaz|foo-bar-baz|abc123abc123
    abcd1234|abcdefgh|abcdefgh12345678|abcdef123456|ABCDEFGHIJKLMNOP|12345678|1234567890|11111111
    aaaaaaaa|xxxxxxxxxxxx|XXXX-XXXX-XXXX-XXXX|sup_xxxxxxxxxxxxxxxx|sk-xxxxxxxxxxxxxxxx
    sup-****************|********|••••••••••••••••|●●●●●●●●●●|................|________|--------
    ????????|########|<redacted>|[REDACTED]|REDACTED|[hidden]|(your key)|<paste key here>|undefined
    null-null|todo: get key|TODO_REPLACE|tbd-later|to-be-replaced|to_be_defined|coming-soon|n/a-for-now
    unused-key|not-needed|not-set-yet|unset-key|empty-key|none-yet|no-key-needed|anything-works
    whatever-you-like|does-not-matter|ignored-by-mock|stub-key|stubbed-api-key|mocked-key
    mock_api_key_value|mock-supertone-api-key|fixture-api-key|pytest-api-key|bogus-key|sentinel-key
    k-test-0001|test-key-a1|key_for_alice|alices-api-key|bobs-supertone-key|tenant-a-key|user-1-api-key
    service-a-key|customer-key-42|"your-api-key"|Bearer YOUR_API_KEY|Bearer <token>|Bearer test-token
    api_key_here|key_goes_here|supertone-test-key|supertone_dummy_key|supertone-api-key
    SUPERTONE_TEST_KEY|supertone-key-1|YOUR_SUPERTONE_KEY|enter_api_key|ENTER_YOUR_API_KEY
    type-your-key-here|fill-me-in|fill_in_your_key|change-this-key|changethis|CHANGE_ME_IN_PRODUCTION
    dev-only-key|nonexistent-key|missing-key-value|unauthorized-key|rate-limited-key|leaked-key
    stolen-key|cached-api-key|explicit-api-key|override-key|constructor-key|argument-key|header-key
    per-request-key|callable-key|masked-api-key|account-1-key|team-api-key|primary-key|backup-api-key
    pool-key-1|test-key-abc-123|keykeykey|tokentoken|topsecret|top-secret|verysecret|s3cret-key
    sekret-key|secretkey123|api-key-for-ci|your-key-from-console|get_from_console|see-readme
    see_env_example|see-1password|stored-in-vault|in-secret-manager|loaded-at-runtime|provided-by-user
    api.key.here|supertone.api.key|Your API key here|your api key|insert key|dead-beef-dead-beef
    cafebabecafebabe|0xdeadbeef|ABC-123-DEF-456|abc-def-ghi|zzzzzzzz|99999999|1q2w3e4r5t6y|1q2w3e4r
    asdfasdf|asdfghjkl|qwerty123|qwertyuiop1234
"""
KOREAN = """
    발급받은 API 키|발급받은_키|여기에_키_입력|여기에-API-키를-입력하세요|여러분의 API 키
    API키를입력하세요|당신의_API_KEY|본인의_api_key|<발급받은 키>
    실제_키로_교체|내-api-키|your-api-key-여기에
    테스트키12345|비밀키비밀키비밀|키를_넣으세요|{발급받은_API_키}|[여기에 키]
"""
REFERENCES = """
    {{ supertone_api_key }}|{{SUPERTONE_API_KEY}}|%SUPERTONE_API_KEY%|%(supertone_key)s
    @SUPERTONE_API_KEY@|__SUPERTONE_API_KEY__|#{ENV['SUPERTONE_API_KEY']}|process.env.SUPERTONE_API_KEY
    os.environ["SUPERTONE_API_KEY"]|op://vault/supertone/key
    arn:aws:secretsmanager:ap-northeast-2:1:secret:supertone|vault:secret/data/supertone#key
    ENC[AES256_GCM,data]|/run/secrets/supertone_api_key|secrets/supertone_key.txt|~/.supertone/key
    ./secrets/key|https://console.supertoneapi.com|C:\\keys\\supertone
    projects/demo/secrets/supertone/versions/3|{cipher}9f8e7d6c
    @Microsoft.KeyVault(SecretUri=https://demo.vault.azure.net)|settings.supertone_api_key
    get_key("supertone")
"""


def values(table: str) -> list[str]:
    return [value for line in table.strip().split("\n") for value in line.strip().split("|")]


ALL = [
    value
    for table in (SEEN_IN_PUBLIC, RECOMMENDED, WRITTEN_IN_TESTS_AND_DOCS, KOREAN, REFERENCES)
    for value in values(table)
]


@pytest.mark.parametrize("value", ALL)
def test_a_stand_in_is_no_key_wherever_it_stands(value: str) -> None:
    assert not is_key_in_certain_place(value, name="api_key")
    assert not is_key_behind_neutral_name(value)


@pytest.mark.parametrize("value", values(RECOMMENDED))
def test_a_stand_in_is_recognised_by_itself(value: str) -> None:
    for written in (value, f" {value}\n", f'"{value}"', f"'{value}'", value.upper()):
        assert is_placeholder(written)


@pytest.mark.parametrize("name", ["SUPERTONE_API_KEY", "x-sup-api-key", "narrator_login", "superToneAccount"])
def test_a_value_that_repeats_its_own_name_is_no_key(name: str) -> None:
    for value in (name, name.lower(), name.upper()):
        assert not is_key_in_certain_place(value, name=name)


WORDS = (
    "test",
    "test_",
    "test-",
    "your",
    "your-",
    "sk-",
    "dummy",
    "fake_key_",
    "sup-",
    "example-",
    "supertone-",
    "supertone_api_key_",
    "my_secret_",
)


@given(seed=st.integers(min_value=0), length=st.integers(min_value=16, max_value=64))
@LAW
@pytest.mark.parametrize("word", WORDS)
def test_a_word_at_either_end_makes_no_stand_in_of_a_key(word: str, seed: int, length: int) -> None:
    noise = "".join(random.Random(seed).choices("0123456789abcdef", k=length))
    for value in (word + noise, noise + word, noise[:8] + word + noise[8:]):
        assert not is_placeholder(value)
        assert is_key_in_certain_place(value, name="SUPERTONE_API_KEY")


@given(seed=st.integers(min_value=0))
@LAW
def test_no_key_of_any_shape_is_a_stand_in(key_from: Callable[[int], str], seed: int) -> None:
    key = key_from(seed)
    assert not is_placeholder(key)
    assert is_key_in_certain_place(key, name="SUPERTONE_API_KEY")


@given(seed=st.integers(min_value=0), hidden=st.integers(min_value=3, max_value=20))
@LAW
def test_a_key_of_which_a_part_is_hidden_is_a_stand_in(
    some_shaped_key_from: Callable[[int], str], seed: int, hidden: int
) -> None:
    key = some_shaped_key_from(seed)
    for mask in ("*" * hidden, "•" * hidden, "…", "..."):
        assert is_placeholder(key[:4] + mask)
        assert is_placeholder(key[:4] + mask + key[-4:])


@given(
    length=st.integers(min_value=1, max_value=128),
    character=st.characters(min_codepoint=33, max_codepoint=126),
)
@LAW
def test_one_character_repeated_is_a_stand_in(length: int, character: str) -> None:
    assert is_placeholder(character * length)


@pytest.mark.parametrize("start", ["{", "[", "<", "(", "%", "__", "_", "@", "@a", "#", "*", "x", "a1", "test", "key-"])
def test_a_text_of_any_length_is_judged_in_linear_time(start: str) -> None:
    assert not is_placeholder(start * (1_000_000 // len(start)))
