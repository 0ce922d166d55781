"""Keys in minified text, in every spelling that bundlers and obfuscators leave, and their look-alikes."""

import base64
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.analysis.bundle.bindings import Effort
from sup_lint.analysis.bundle.finder import find
from tests.keymaker import make_key

KEY = make_key(41)
OTHER = make_key(42)
HOST = "https://supertoneapi.com/v1/text-to-speech/"
SDK = (
    "class ne{constructor(e){this._options=e}_createRequest(e,t){let n=t?.fieldName;return e}}"
    'function re(e){return[{fieldName:"x-sup-api-key",type:"apiKey:header",value:e?.apiKey}]}'
    "class oe extends ne{async createSpeech(e){return this._createRequest(re(e))}}"
    "class ie extends ne{get textToSpeech(){return this._t??=new oe(this._options)}get customVoices(){return 1}}"
)


def escapes(form: str, text: str) -> str:
    return "".join(form % ord(character) for character in text)


FILL = {
    "key": KEY,
    "first": KEY[:13],
    "second": KEY[13:],
    "reversed": KEY[::-1],
    "base64": base64.b64encode(KEY.encode()).decode(),
    "hex": escapes(r"\x%02x", KEY),
    "unicode": escapes(r"\u%04x", KEY),
    "percent": escapes("%%%02X", KEY),
    "codes": ",".join(str(ord(character)) for character in KEY),
    "other": OTHER,
    "sdk": SDK,
    "header-hex": escapes(r"\x%02x", "x-sup-api-key"),
}


def filled(text: str) -> str:
    return re.sub(r"«([\w-]+)»", lambda match: FILL[match[1]], text)


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans between them."""
    plain, spans, start = "", [], 0
    for piece in re.split(r"(\[\|(?!\|)|\|\])", filled(text)):
        if piece == "[|":
            start = len(plain)
        elif piece == "|]":
            spans.append((start, len(plain)))
        else:
            plain += piece
    return plain, spans


LEAKS = {
    "object": '_.exports=fetch(u,{headers:{"x-sup-api-key":[|"«key»"|],accept:"*/*"}})',
    "header in upper case": '{headers:{"X-SUP-API-KEY":[|"«key»"|]}}',
    "home-made header": '{"x-supertone-key":[|"«key»"|]}',
    "call": 'e.setRequestHeader("x-sup-api-key",[|"«key»"|])',
    "tuple": 'new Headers([["accept","*/*"],["x-sup-api-key",[|"«key»"|]]])',
    "element": 'e.headers["x-sup-api-key"]=[|"«key»"|];',
    "single quotes": "{'x-sup-api-key':[|'«key»'|]}",
    "template": '{"x-sup-api-key":[|`«key»`|]}',
    "short key of another shape": '{"x-sup-api-key":[|"Zr9!vT2q7x"|]}',
    "variable": 'const n=[|"«key»"|];function r(e){return fetch(e,{headers:{"x-sup-api-key":n}})}',
    "variable in a list": 'var a=1,n=[|"«key»"|],o=2;async function r(e){return go(e,{headers:{"x-sup-api-key":n}})}',
    "let behind its use": 'function r(e){return fetch(e,{headers:{"x-sup-api-key":n}})}let t=1,n=[|"«key»"|];r(t)',
    "alias": 'const a=[|"«key»"|],b=a;fetch(u,{headers:{"x-sup-api-key":b}})',
    "default parameter": 'async function f(e,t=[|"«key»"|]){return fetch(e,{headers:{"x-sup-api-key":t}})}',
    "default in a pattern": 'function f({apiKey:e=[|"«key»"|]}){return{headers:{"x-sup-api-key":e}}}',
    "argument": 'function f(e,t){return fetch(t,{headers:{"x-sup-api-key":e}})}f([|"«key»"|],"/v1")',
    "argument of an arrow": 'const f=async(e,t)=>fetch(t,{headers:{"x-sup-api-key":e}});await f([|"«key»"|],"/v1")',
    "argument of a short arrow": 'const f=e=>({"x-sup-api-key":e});f([|"«key»"|])',
    "class": 'class T{constructor(e){this.apiKey=e}say(){return{"x-sup-api-key":this.apiKey}}}new T([|"«key»"|])',
    "options of a class": 'class T{constructor(e){this.apiKey=e.apiKey}say(){return{"x-sup-api-key":this.apiKey}}}'
    'new T({apiKey:[|"«key»"|]})',
    "private field": 'class T{#k=[|"«key»"|];say(){return{"x-sup-api-key":this.#k}}}',
    "settings object": 'const c={voice:"20160a4c5ba38967330c84",apiKey:[|"«key»"|]};f({"x-sup-api-key":c.apiKey})',
    "fallback": '{"x-sup-api-key":e.key||[|"«key»"|]}',
    "conditional": '{"x-sup-api-key":void 0!==e?e:[|"«key»"|]}',
    "assignment in a test": '{"x-sup-api-key":null!=(r=e.k)?r:[|"«key»"|]}',
    "bearer": '{"x-sup-api-key":"Bearer "+n};var n=[|"«key»"|]',
    "header's name in a variable": 'const h="x-sup-api-key",k=[|"«key»"|];fetch(u,{headers:{[h]:k}})',
    "header's name set by a variable": 'const h="x-sup-api-key";e.set(h,[|"«key»"|])',
    "name and value": '{name:"x-sup-api-key",value:[|"«key»"|]}',
    "vite": 'const e={BASE_URL:"/",MODE:"production",VITE_SUPERTONE_API_KEY:[|"«key»"|]};',
    "vite, inlined": 'const e=[|"«key»"|];e||alert("No VITE_SUPERTONE_API_KEY");go("«host»",{"x-sup-api-key":e})',
    "define": '({NODE_ENV:"production",REACT_APP_SUPERTONE_API_KEY:[|"«key»"|]}).REACT_APP_SUPERTONE_API_KEY',
    "process.env": 'process.env.SUPERTONE_API_KEY||[|"«key»"|]',
    "window": 'window.__ENV__={"SUPERTONE_API_KEY":[|"«key»"|]}',
    "assignment": 'globalThis.supertoneApiKey=[|"«key»"|];',
    "provider": '{openai:{apiKey:"sk-proj-x"},supertone:{apiKey:[|"«key»"|],voice:"x"}}',
    "provider by name": '[{id:"elevenlabs",apiKey:"«other»"},{id:"supertone",apiKey:[|"«key»"|]}]',
    "authorization": 'fetch("«host»"+v,{headers:{Authorization:"Bearer "+[|"«key»"|]}})',
    "neutral name beside the host": 'const API_KEY=[|"«key»"|],u="«host»";',
    "getter of a module": '4521:(e,t,n)=>{n.d(t,{k:()=>o});const o=[|"«key»"|]},99:(e,t,n)=>{var r=n(4521);'
    'fetch(u,{headers:{"x-sup-api-key":r.k}})}',
    "class of the SDK by name": 'new r.Supertone({apiKey:[|"«key»"|]})',
    "class of the SDK by name, positional": "new Supertone([|'«key»'|])",
    "core of the SDK": 'var c=new SupertoneCore({serverIdx:0,apiKey:[|"«key»"|]});',
    "bundled SDK": '«sdk»const z=new ie({apiKey:[|"«key»"|]});',
    "bundled SDK, key in a variable": '«sdk»const y=[|"«key»"|],z=new ie({timeoutMs:1e3,apiKey:y});',
    "bundled SDK, key from a function": '«sdk»const z=new ie({apiKey:async()=>[|"«key»"|]});',
    "bundled SDK behind a module": '«sdk»const z=new(0,a.x)({}),q=new n.y({apiKey:[|"«key»"|]});',
    "sum": '{"x-sup-api-key":[|"«first»"+"«second»"|]}',
    "sum of variables": 'const a=[|"«first»",b="«second»"|];f({"x-sup-api-key":a+b})',
    "joined list": '{"x-sup-api-key":[[|"«first»","«second»"|]].join("")}',
    "concat": '{"x-sup-api-key":[|"«first»".concat("«second»"|])}',
    "reversed": '{"x-sup-api-key":[|"«reversed»"|].split("").reverse().join("")}',
    "atob": '{"x-sup-api-key":[|atob("«base64»")|]}',
    "Buffer": '{"x-sup-api-key":[|Buffer.from("«base64»","base64")|].toString()}',
    "character codes": '{"x-sup-api-key":[|String.fromCharCode(«codes»)|]}',
    "hexadecimal escapes": '{"x-sup-api-key":[|"«hex»"|]}',
    "unicode escapes": '{"x-sup-api-key":[|"«unicode»"|]}',
    "percent-encoded": '{"x-sup-api-key":[|decodeURIComponent("«percent»")|]}',
    "escaped header": '{"«header-hex»":[|"«hex»"|]}',
    "eval": r'eval("fetch(u,{headers:{\"x-sup-api-key\":[|\"«key»\"|]}})\n//# sourceURL=webpack:///./src/a.js?")',
    "eval with a variable": r'eval("const k=[|\"«key»\"|];\nfetch(u,{headers:{\"x-sup-api-key\":k}})")',
    "JSON.parse": """JSON.parse('{"tts":{"supertoneApiKey":[|"«key»"|]}}')""",
    "JSON.parse, escaped": r'JSON.parse("{\"tts\":{\"supertone_api_key\":[|\"«key»\"|]}}")',
    "next data": '<script id="__NEXT_DATA__">{"props":{"pageProps":{"supertoneKey":[|"«key»"|]}}}</script>',
    "attribute with entities": '<div data-page="{&quot;supertoneApiKey&quot;:[|&quot;«key»&quot;|]}">',
    "meta": '<meta name="supertone-api-key" content=[|"«key»"|]>',
    "query": 'fetch("https://supertoneapi.com/v1/voices?api_key=[|«key»|]")',
    "comment": "/* SUPERTONE_API_KEY=[|«key»|] */",
    "curl in a string": "var s=\"curl -H 'x-sup-api-key: [|«key»|]'\"",
}
SILENT = {
    "proxy client": 'fetch("/api/tts",{method:"POST",body:JSON.stringify({text:e,provider:"supertone"})})',
    "bundled SDK without a key": "«sdk»const z=new ie({apiKey:e.key});",
    "bundled SDK with a function": '«sdk»const z=new ie({apiKey:async()=>(await fetch("/token")).text()});',
    "read from the page": '{"x-sup-api-key":document.querySelector("#key").value}',
    "placeholder": '{"x-sup-api-key":"your-api-key-here"}',
    "placeholder in a variable": 'const e="<YOUR_API_KEY>";fetch(u,{headers:{"x-sup-api-key":e}})',
    "storage slot": 'const s="supertone_api_key";localStorage.setItem(s,e);localStorage.getItem("supertoneApiKey")',
    "storage slot named after the key": 'const SUPERTONE_KEY="yt_scene_maker_supertone";get(SUPERTONE_KEY)',
    "storage slots": 'const s=["supertone_api_key","theme-v2","user42-settings"];',
    "label": '{supertoneApiKey:"Supertone API key",supertoneKeyHint:"Paste it here"}',
    "class of CSS": 'var s={supertoneKey:"_supertoneKey_1x7dk_21",field:"_field_1x7dk_3"};',
    "voice": '{supertone:{voiceId:"20160a4c5ba38967330c84",voice:"opSGuRvHBe7EfZ4LQga1hE"}}',
    "chunk hash": '{12:"supertone",13:"player"}[e]+"."+{12:"«key»",13:"«other»"}[e]+".js"',
    "named chunk hash": '{"supertone-player":"«key»"}[e]+".js"',
    "integrity": '<script src="/supertone.«key».js" integrity="sha384-«other»«other»"></script>',
    "hash of a file": '{"supertone.js":{"file":"assets/supertone-BxK29dQ1.js","hash":"«key»"}}',
    "other vendor beside the host": 'go("«host»");go("https://api.elevenlabs.io/v1",{Authorization:"Bearer «other»"})',
    "other vendor's header": '{supertone:{url:"«host»"},elevenlabs:{apiKey:"«other»"}}',
    "algolia": 'const a={tts:"«host»"},s={appId:"X1",apiKey:"«other»",indexName:"docs"};',
    "algolia beside the SDK": '«sdk»const s=new be({appId:"X1",apiKey:"«other»",indexName:"docs"});',
    "other vendor beside the SDK": '«sdk»const s=new be({apiKey:"«other»",organization:"o"});',
    "key of a list": '[{key:"«other»",type:"li",children:"Supertone"}]',
    "same name in another function": 'function a(){const n="«other»";return n}function b(n){return{"x-sup-api-key":n}}',
    "name of a header": 'const h=["content-type","x-sup-api-key","x-request-id-2"];',
    "allowed headers": '"Access-Control-Allow-Headers":"authorization, x-sup-api-key, content-type"',
    "own name": 'const SUPERTONE_API_KEY="SUPERTONE_API_KEY";',
    "template for later": '{"x-sup-api-key":`${e.apiKey}`}',
    "variable of the shell": '{"x-sup-api-key":"${SUPERTONE_API_KEY}"}',
    "path of a message": '{supertoneApiKey:"settings.tts.supertone.apiKey"}',
    "brand": 'const t="Supertone Shift",k="«other»";',
    "no needle": 'const apiKey="«other»";',
    "empty": "",
}
FILL["host"] = HOST


@pytest.mark.parametrize("text", LEAKS.values(), ids=LEAKS)
def test_leak(text: str) -> None:
    plain, spans = marked(text)

    found = find(plain)

    assert [(each.start, each.end) for each in found] == spans
    assert all(each.value in {KEY, "Zr9!vT2q7x"} for each in found)


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_look_alike(text: str) -> None:
    assert find(filled(text)) == []


ENDLESS = {
    "one header after another": '{"x-sup-api-key":e},' * 20_000,
    "one key after another": "".join(f'{{"x-sup-api-key":"{make_key(seed)}"}},' for seed in range(6_000)),
    "brackets": '"x-sup-api-key":' + "(" * 200_000,
    "calls": '"x-sup-api-key":' + "f(" * 200_000,
    "templates": '"x-sup-api-key":' + "`${" * 100_000,
    "sums": '"x-sup-api-key":' + "e+" * 100_000,
    "backslashes": '"x-sup-api-key":"' + "\\" * 400_000,
    "open strings": "'x-sup-api-key':'" * 20_000,
    "escapes": r"\x73\x75\x70" * 30_000,
    "entities": "&quot;supertone&quot;" * 15_000,
    "header variables": 'h="x-sup-api-key",' * 15_000,
    "parameters": "function e(e," * 30_000 + '"x-sup-api-key":e',
    "definitions": "e=e," * 100_000 + '"x-sup-api-key":e',
    "braces": '"x-sup-api-key":e' + "{" * 400_000,
    "constructors": '"x-sup-api-key"_createRequest(' + "new a({apiKey:" * 30_000,
    "imports": "import{" * 60_000 + '"x-sup-api-key":e',
    "one long name": "supertone" + "a" * 400_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_endless_text_ends(text: str) -> None:
    effort = Effort()

    found = find(text, effort=effort)

    assert len(found) <= 10_100
    assert effort.is_exhausted == (text.count("x-sup-api-key") > 1_000 or text.count("supertone") > 10_000)


PIECES = [*"(){}[];,.=+:?\"'`\\ e", "x-sup-api-key", "supertone", KEY, "=>", "function", "${", "class "]


@given(text=st.lists(st.sampled_from(PIECES), max_size=60))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_is_read_without_a_word(text: list[str]) -> None:
    joined = "".join(text)
    for key in find(joined):
        assert 0 <= key.start < key.end <= len(joined)
        assert key.value in joined or key.value[:4] in joined
