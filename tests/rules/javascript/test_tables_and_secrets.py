"""Keys in tables of several vendors, and under names that say no more than "a secret", in scripts and in Python."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.javascript.script_cases import assert_reported, case

# «key|another» is another vendor's key, or no key at all.
SEND = 'export const f = (h) => fetch("https://supertoneapi.com", { headers: h });\n'
BY_HEADER = "export const f = (p) => fetch(P[p].host, { headers: { [P[p].header]: P[p].value } });\n"
BY_NAME = 'export const f = (p) => fetch("https://supertoneapi.com", { headers: { "x-sup-api-key": P[p] } });\n'
PYTHON = 'import requests\nHOST = "https://supertoneapi.com"\n'
JWT = 'import jwt from "jsonwebtoken";\nexport const t = (u) => jwt.sign(u, SECRET);\n'

REPORTED = [
    case("two vendors with headers", "const P = { supertone: { header: 'x-sup-api-key', value: [|'«key»'|] }, azure: { header: 'api-key', value: '«key|another»' } };\n" + BY_HEADER),
    case("their keys are called secrets", "const P = { a: { header: 'X-Sup-Api-Key', secret: [|'«key»'|] }, b: { header: 'api-key', secret: '«key|another»' } };\n" + BY_HEADER),
    case("header by its constant", "const HEADER = 'x-sup-api-key';\nconst P = [{ headerName: HEADER, token: [|'«key»'|] }, { headerName: 'xi-api-key', token: '«key|another»' }];\n" + BY_HEADER),
    case("values by vendor", "const P = { supertone: [|'«key»'|], azure: '«key|another»', elevenlabs: '«key|another»' };\n" + BY_NAME),
    case("list of vendors", "const P = [{ name: 'supertone', key: [|'«key»'|] }, { name: 'azure', key: '«key|another»' }];\n" + SEND),
    case("list of vendors with secrets", "const P = [{ provider: 'supertone', secret: [|'«key»'|] }, { provider: 'azure', secret: '«key|another»' }];\n" + SEND),
    case("found in the list", "const P = [{ vendor: 'supertone', code: [|'«key»'|] }, { vendor: 'azure', code: '«key|another»' }];\nconst h = { 'x-sup-api-key': P.find((p) => p.vendor === v).code };\n" + SEND),
    case("dictionary of Python", {"a.py": PYTHON + 'P = {"supertone": {"header": "x-sup-api-key", "value": [|"«key»"|]}, "azure": {"header": "api-key", "value": "«key|another»"}}\n' + 'def f(p): return requests.post(HOST, headers={P[p]["header"]: P[p]["value"]})\n'}),
    case("list of Python", {"a.py": PYTHON + 'P = [{"name": "supertone", "key": [|"«key»"|]}, {"name": "azure", "key": "«key|another»"}]\n' + 'for p in P:\n    requests.get(HOST, headers={"x-sup-api-key": p["key"]})\n'}),
    case("pairs of Python", {"a.py": PYTHON + 'P = [("supertone", [|"«key»"|]), ("azure", "«key|another»")]\n' + 'for name, code in P:\n    requests.get(HOST, headers={"x-sup-api-key": code})\n'}),
    case("header in an entry for another", "const P = { azure: { 'x-sup-api-key': [|'«key»'|] } };\n" + SEND),
    case("secret", "const opts = { secret: [|'«key»'|] };\n" + SEND),
    case("credential", "const credentials = [|'«key»'|];\n" + SEND),
    case("Korean variable", "const 열쇠 = [|'«key»'|];\n" + SEND),
    case("Korean entry", "const 설정 = { 인증키: [|'«key»'|], 목소리: '20160a4c5ba38967330c84' };\n" + SEND),
    case("Korean and Latin", "const API키 = [|'«key»'|];\n" + SEND),
    case("Korean in Python", {"a.py": PYTHON + '비밀키 = [|"«key»"|]\n'}),
]  # fmt: skip
SILENT = [
    case("nothing of ours in the table", "const P = { azure: { header: 'api-key', value: '«key|another»' } };\n" + BY_HEADER),
    case("key elsewhere", "const P = { supertone: { header: 'x-sup-api-key', value: process.env.SUPERTONE_API_KEY }, azure: { header: 'api-key', value: '«key|another»' } };\n" + BY_HEADER),
    case("voice in the table", "const P = { supertone: { header: 'x-sup-api-key', value: load(), voice: '20160a4c5ba38967330c84' } };\n" + BY_HEADER),
    case("secret of AWS", "const AWS_SECRET_ACCESS_KEY = '«key|another»';\n" + SEND),
    case("secret of sessions", "const SECRET_KEY = '«key|another»';\napp.use(session({ secret: '«key|another»', resave: false }));\n" + SEND),
    case("secret of OAuth", "const o = { client_id: 'web', secret: '«key|another»' };\nconst client_secret = '«key|another»';\nconst clientSecret = '«key|another»';\n" + SEND),
    case("secret of tokens", "const SECRET = '«key|another»';\n" + JWT + SEND),
    case("secret of webhooks", "const webhook = { secret: '«key|another»' };\nconst secret = '«key|another»';\ncrypto.createHmac('sha256', secret);\n" + SEND),
    case("secret of a login", "export const auth = NextAuth({ providers: [Google({ secret: '«key|another»' })], secret: '«key|another»' });\n" + SEND),
    case("secret of another vendor", "const azure = { secret: '«key|another»' };\nconst openaiCredential = '«key|another»';\n" + SEND),
    case("Korean cache", "const 캐시 = '«key|another»';\nconst 캐시키 = '«key|another»';\nconst 해시 = '«key|another»';\n" + SEND),
    case("Korean placeholder", "const 열쇠 = '발급받은키';\nconst 인증키 = 'your-api-key-here';\n" + SEND),
    case("untied", "const secret = '«key|another»';\nconst 열쇠 = '«key|another»';\n"),
    case("session of Django", {"settings.py": PYTHON + 'SECRET_KEY = "«key|another»"\n'}),
    case("session of Flask", {"a.py": PYTHON + 'app.secret_key = "«key|another»"\napp.config["SECRET_KEY"] = "«key|another»"\n'}),
]  # fmt: skip


@pytest.mark.parametrize("files", [*REPORTED, *SILENT])
def test_literals(files: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_reported("SUP101 SUP201", files, tmp_path)
