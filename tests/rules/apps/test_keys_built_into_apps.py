"""What builds of apps take along, and what they may: SUP204 and SUP203 outside the web."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.examples import checked

PLUGIN = 'plugins { id("com.android.application") }\n'
FLUTTER = "name: a\ndependencies:\n  flutter:\n    sdk: flutter\n"
APPLE = {"Greeter.xcodeproj/project.pbxproj": "// !$*UTF8*$!\n"}
DOTENV_CODE = "final key = dotenv.env['SUPERTONE_API_KEY'];\n"
REPORTED: dict[str, tuple[str, Mapping[str, str]]] = {
    "property of the project": ("SUP204", {"app/build.gradle": "android { defaultConfig { buildConfigField 'String', 'SUPERTONE_API_KEY', [|\"\\\"${project.property('SUPERTONE_API_KEY')}\\\"\"|] } }\n"}),
    "local properties": ("SUP204", {"app/build.gradle.kts": PLUGIN + 'android { defaultConfig { buildConfigField("String", "SUPERTONE_API_KEY", [|"\\"${localProperties.getProperty("supertone.api.key")}\\""|]) } }\n'}),
    "environment": ("SUP204", {"app/build.gradle.kts": PLUGIN + 'android { buildTypes { release { buildConfigField("String", "SUPERTONE_API_KEY", [|System.getenv("SUPERTONE_API_KEY")|]) } } }\n'}),
    "neutral field": ("SUP204", {"app/build.gradle.kts": PLUGIN + 'android { defaultConfig { buildConfigField("String", "TTS_API_KEY", [|"\\"${properties["supertone.api.key"]}\\""|]) } }\n'}),
    "resource": ("SUP204", {"app/build.gradle.kts": PLUGIN + 'android { defaultConfig { resValue("string", "supertone_api_key", [|providers.gradleProperty("supertone").get()|]) } }\n'}),
    "placeholder": ("SUP204", {"app/build.gradle.kts": PLUGIN + 'android { defaultConfig { manifestPlaceholders["supertoneApiKey"] = [|properties["supertoneApiKey"] ?: ""|] } }\n'}),
    "placeholders": ("SUP204", {"app/build.gradle": "android { defaultConfig { manifestPlaceholders = [supertoneApiKey: [|localProperties['supertone.key']|], other: 'a'] } }\n"}),
    "secrets plugin": ("SUP204", {"app/build.gradle.kts": 'plugins { id([|"com.google.android.libraries.mapsplatform.secrets-gradle-plugin"|]) }\n// supertone\n', "secrets.defaults.properties": "SUPERTONE_API_KEY=DEFAULT_API_KEY\n"}),
    "Flutter asset": ("SUP204", {"pubspec.yaml": FLUTTER + "flutter:\n  assets:\n    - images/\n    - [|.env|]\n", "lib/a.dart": DOTENV_CODE}),
    "Flutter asset, inline": ("SUP204", {"pubspec.yaml": FLUTTER + "flutter:\n  assets:\n    - assets/[|.env|]\n".replace("assets/[|.env|]", "[|assets/.env|]"), "assets/.env.example": "x-sup-api-key=\nA=b\nSUPERTONE_API_KEY=your-key\n", "lib/a.dart": "// supertone\n"}),
    "compiled in": ("SUP204", {"pubspec.yaml": FLUTTER, "lib/a.dart": "const key = String.fromEnvironment([|'SUPERTONE_API_KEY'|]);\n"}),
    "on a command line": ("SUP204", {"build.sh": "flutter build apk --dart-define=[|SUPERTONE_API_KEY|]=$SUPERTONE_API_KEY\n"}),
    "from a file": ("SUP204", {"build.sh": "# supertone\nflutter build apk --dart-define-from-file=[|keys.env|]\n", "keys.env": "SUPERTONE_API_KEY=\nSUPERTONE_API_KEY=your-api-key\n"}),
    "envied": ("SUP204", {"pubspec.yaml": FLUTTER, "lib/env.dart": "@Envied(path: '.env')\nabstract class Env {\n  @EnviedField(varName: [|'SUPERTONE_API_KEY'|])\n  static const String key = _Env.key;\n}\n"}),
    "envied, by its name": ("SUP204", {"pubspec.yaml": FLUTTER, "lib/env.dart": "@Envied(path: '.env')\nabstract class Env {\n  @EnviedField()\n  static const String [|supertoneApiKey|] = _Env.supertoneApiKey;\n}\n"}),
    "property list": ("SUP204", {**APPLE, "Greeter/Info.plist": "<plist><dict><key>TTSKey</key><string>[|$(SUPERTONE_API_KEY)|]</string></dict></plist>\n"}),
    "PyInstaller": ("SUP204", {"speak.spec": "a = Analysis(['speak.py'], datas=[([|'.env'|], '.')])\n", ".env.example": "SUPERTONE_API_KEY=\nSUPERTONE_API_KEY=your-key\n", "speak.py": "import os\nkey = os.environ['SUPERTONE_API_KEY']\n"}),
    "Buildozer": ("SUP204", {"buildozer.spec": "source.include_exts = py,png,[|env|]\n", ".env.example": "SUPERTONE_API_KEY=your-key\n", "main.py": "import os\n# x-sup-api-key\n"}),
    "Electron": ("SUP204", {"package.json": '{"build": {"extraResources": [{"from": [|".env"|], "to": "."}]}}\n', "main.js": "require('dotenv').config();\nconst key = process.env.SUPERTONE_API_KEY;\n"}),
    "electron-builder.yml": ("SUP204", {"electron-builder.yml": "extraResources:\n  - [|.env|]\n", "main.js": "require('dotenv').config();\nconst key = process.env.SUPERTONE_API_KEY;\n"}),
    "sent by OkHttp": ("SUP203", {"app/src/main/AndroidManifest.xml": "<manifest/>\n", "app/src/main/java/A.kt": 'class A(private val key: String) : Interceptor {\n    override fun intercept(chain: Chain) = chain.proceed(\n        chain.request().newBuilder().addHeader("x-sup-api-key", [|key|]).build())\n}\n'}),
    "sent by Dart": ("SUP203", {"pubspec.yaml": FLUTTER, "lib/a.dart": "Future<void> f(String voice) => http.post(uri, headers: {'x-sup-api-key': [|config.key|]});\n"}),
    "sent by Foundation": ("SUP203", {**APPLE, "Greeter/A.swift": 'func f() { request.setValue([|settings.key|], forHTTPHeaderField: "x-sup-api-key") }\n'}),
    "sent by Unity": ("SUP203", {"Voice.cs": "using UnityEngine;\n" + 'class A { void F() { www.SetRequestHeader("x-sup-api-key", [|config.key|]); } }\n'}),
}  # fmt: skip
SILENT: dict[str, Mapping[str, str]] = {
    "voice of a field": {"app/build.gradle.kts": PLUGIN + 'android { defaultConfig { buildConfigField("String", "SUPERTONE_VOICE_ID", "\\"${properties["supertone.voice"]}\\"") } }\n'},
    "address of a field": {"app/build.gradle.kts": PLUGIN + 'android { defaultConfig { buildConfigField("String", "SUPERTONE_PROXY_URL", properties["proxy"]) } }\n'},
    "empty field": {"app/build.gradle.kts": PLUGIN + 'android { defaultConfig { buildConfigField("String", "SUPERTONE_API_KEY", "\\"\\"") } }\n'},
    "another vendor's field": {"app/build.gradle.kts": PLUGIN + '// beside supertone\nandroid { defaultConfig { buildConfigField("String", "MAPS_API_KEY", properties["maps"]) } }\n'},
    "secrets plugin for others": {"app/build.gradle.kts": 'plugins { id("com.google.android.libraries.mapsplatform.secrets-gradle-plugin") }\n// supertone\n', "secrets.defaults.properties": "MAPS_API_KEY=DEFAULT_API_KEY\n"},
    "dotenv of others": {"pubspec.yaml": FLUTTER + "flutter:\n  assets:\n    - .env\n# supertone\n", ".env.example": "MAPS_KEY=your-key\n", "lib/a.dart": "final key = dotenv.env['MAPS_KEY']; // supertone\n"},
    "Dart server": {"pubspec.yaml": "name: a\ndependencies:\n  shelf: ^1.4.0\n", "bin/server.dart": "const key = String.fromEnvironment('SUPERTONE_API_KEY');\n"},
    "other compiled in": {"pubspec.yaml": FLUTTER, "lib/a.dart": "const url = String.fromEnvironment('SUPERTONE_PROXY_URL');\n"},
    "envied, obfuscated": {"pubspec.yaml": FLUTTER, "lib/env.dart": "@Envied(path: '.env', obfuscate: true)\nabstract class Env {\n  @EnviedField(varName: 'SUPERTONE_API_KEY')\n  static final String key = _Env.key;\n}\n"},
    "property list of a server": {"Package.swift": 'let p = "vapor"\n', "Info.plist.template": "$(SUPERTONE_API_KEY)\n"},
    "property list without the key": {**APPLE, "Greeter/Info.plist": "<plist><dict><key>SupertoneHost</key><string>$(SUPERTONE_PROXY)</string></dict></plist>\n"},
    "RPM": {"speak.spec": "Name: supertone-speak\nSource: .env\n"},
    "server sends": {"A.kt": 'import io.ktor.server.application.Application\nfun f() = client.get(url) { header("x-sup-api-key", System.getenv("SUPERTONE_API_KEY")) }\n'},
    "app calls its proxy": {"pubspec.yaml": FLUTTER, "lib/a.dart": "// our proxy adds the supertone key\nfinal r = await http.post(proxy, headers: {'authorization': 'Bearer $session'});\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", REPORTED)
def test_reported(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, example = REPORTED[name]
    report, marks = checked(example, tmp_path)
    assert marks
    assert {(each.code, each.path, *each.region) for each in report.findings} == {(code, *mark) for mark in marks}
    assert not report.failures


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(SILENT[name], tmp_path)
    assert [(each.code, each.path, each.region) for each in report.findings] == []
    assert not report.failures
