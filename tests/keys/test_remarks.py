"""Keys in the comments of Supertone code: found in commented-out code with remarks of its own, and nothing else is."""

import random

import pytest

from sup_lint.keys.remarks import find_remarks

KEY, OTHER = ("".join(random.Random(seed).choices("0123456789abcdef", k=32)) for seed in (71, 72))

# § is the key, ¤ another one.
FOUND = {
    "alone": "// §",
    "returned": '// return "§"',
    "returned, one word": '// return "§" // old',
    "returned, whose": '// return "§" // 민수 supertone',
    "returned, sentence": "// return '§'; // old one, Minsu used it until March",
    "Python": "# return '§'  # Minsu had this one",
    "in a block comment": '/* return "§"; // the old one of ours */',
    "line of a block comment": "/*\n * return '§' // Minsu used this one\n */",
    "Hangul name": "// const 열쇠 = '§'; // 민수 열쇠",
    "Hangul prose": "// 민수가 발급받은 새 인증키는 § 입니다",
    "free name": '// private static final String mine = "§"; // belongs to Minsu since March',
    "argument": '// .addHeader(HEADER, "§") // the old one of Minsu',
    "element": '// "§", // the old one of Minsu',
    "two of them": '// listOf("§", "¤") // the old ones of our team',
    "ours beside theirs": "// return '§'; // supertone's, not that of elevenlabs",
}
NOT_FOUND = {
    "digest": '// return "§" // md5 of the whole file',
    "digest in a block": "/* expected\n * return '§' // md5 of the whole file\n */",
    "generated": "/*\n * Generated file, do not edit it by hand.\n * §\n */",
    "voice": "// const voice = '§'; // the calm one",
    "identifier": "// const projectId = '§'; // of the staging environment",
    "other vendor": "// const azureKey = '§';",
    "remark on another vendor": "// return '§'; // the azure resource of Minsu",
    "cookie": "// 쿠키 값 예시는 다음과 같이 § 로 저장된다",
    "hash in Hangul": "// const value = '§'; // 파일 해시",
    "prose": "// see the file named '§' for more of this",
    "build": "// build § of last week",
    "commit": "// return '§a1b2c3d4'; // of the last release",
    "two digests": "// § became ¤ when we rebuilt",
}


def values(comment: str) -> list[str]:
    text = comment.replace("§", KEY).replace("¤", OTHER)
    return [match.value for match in find_remarks(text, text.partition("\n")[0])]


@pytest.mark.parametrize("name", FOUND)
def test_a_key_in_a_comment_is_found(name: str) -> None:
    expected = [KEY, OTHER] if "¤" in FOUND[name] else [KEY]
    assert values(FOUND[name]) == expected


@pytest.mark.parametrize("name", NOT_FOUND)
def test_what_else_looks_like_one_is_not(name: str) -> None:
    assert values(NOT_FOUND[name]) == []


@pytest.mark.parametrize("piece", ["0a" * 16 + " ", '"', "return ", "\n", "// ", "a, ", "'" + "0a" * 16 + "', "])
def test_a_comment_of_any_length_is_searched_in_bounded_time(piece: str) -> None:
    """A search that took much more than linear time would not end within this test."""
    text = "# " + piece * (100_000 // len(piece))
    assert len(list(find_remarks(text, text.partition("\n")[0]))) <= 100_000 // 32 + 1
