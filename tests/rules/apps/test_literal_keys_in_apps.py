"""A literal key in an app is told as one in client code, with the reason; the same code on a server is not."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.examples import checked

KOTLIN = 'const val SUPERTONE_API_KEY = [|"«key»"|]\n'
ANDROID = {"app/src/main/AndroidManifest.xml": "<manifest/>\n"}
FLUTTER = {"pubspec.yaml": "name: a\ndependencies:\n  flutter:\n    sdk: flutter\n"}
UNITY = {"ProjectSettings/ProjectVersion.txt": "m_EditorVersion: 6000\n", "Assets/a.meta": "guid: x\n"}
APPLE = {"Greeter.xcodeproj/project.pbxproj": "// !$*UTF8*$!\n"}
SWIFT = 'enum Secrets { static let supertoneApiKey = [|"«key»"|] }\n'
CSHARP = 'class A { const string SupertoneApiKey = [|"«key»"|]; }\n'
CPP = '#define SUPERTONE_API_KEY [|"«key»"|]\n'
SHIPPED: dict[str, tuple[str, Mapping[str, str]]] = {
    "Android": ("the Android app (app/src/main/AndroidManifest.xml)", {**ANDROID, "app/src/main/java/a/Keys.kt": KOTLIN}),
    "Android by its plugin": (
        "the Android app (app/build.gradle.kts)",
        {"app/build.gradle.kts": 'plugins { id("com.android.application") }\n', "app/src/main/kotlin/Keys.kt": KOTLIN},
    ),
    "Android by a catalogue": (
        "the Android app (app/build.gradle)",
        {
            "app/build.gradle": "plugins { alias(libs.plugins.android.application) }\n",
            "app/src/main/java/Keys.java": 'class Keys { static final String SUPERTONE_KEY = [|"«key»"|]; }\n',
        },
    ),
    "Android by its imports": ("imports Android's classes", {"Keys.kt": "import android.content.Context\n" + KOTLIN}),
    "build script": (
        "the Android app (app/build.gradle)",
        {
            "app/build.gradle": "plugins { id 'com.android.application' }\n"
            "android { defaultConfig { buildConfigField 'String', 'SUPERTONE_API_KEY', '\"[|«key»|]\"' } }\n"
        },
    ),
    "string resource": (
        "the Android app",
        {**ANDROID, "app/src/main/res/values/strings.xml": '<resources>\n  <string name="supertone_api_key">[|«key»|]</string>\n</resources>\n'},
    ),
    "manifest entry": (
        "the Android app",
        {
            "app/src/main/AndroidManifest.xml": "<manifest><application>\n"
            '<meta-data android:name="supertone.api.key" android:value=[|"t7-Kq!9z"|]/>\n</application></manifest>\n'
        },
    ),
    "Android asset": ("the Android app", {**ANDROID, "app/src/main/assets/tts.json": '{"supertone": {"apiKey": [|"«key»"|]}}\n'}),
    "Compose for the desktop": (
        "the desktop app (build.gradle.kts)",
        {"build.gradle.kts": 'plugins { id("org.jetbrains.compose") }\n', "src/main/kotlin/Keys.kt": KOTLIN},
    ),
    "Flutter": ("the Flutter app (pubspec.yaml)", {**FLUTTER, "lib/config/tts.dart": "const supertoneApiKey = [|'«key»'|];\n"}),
    "Flutter asset": (
        "as an asset, into the Flutter app",
        {
            "pubspec.yaml": FLUTTER["pubspec.yaml"] + "flutter:\n  assets:\n    - assets/config/\n",
            "assets/config/tts.json": '{"supertone_api_key": [|"«key»"|]}\n',
        },
    ),
    "Dart in the browser": ("imports the browser's classes", {"web/main.dart": "import 'dart:html';\nconst supertoneKey = [|'«key»'|];\n"}),
    "Xcode": ("the app (Greeter.xcodeproj)", {**APPLE, "Greeter/Secrets.swift": SWIFT}),
    "SwiftUI": ("imports an app's toolkit", {"Secrets.swift": "import SwiftUI\n" + SWIFT}),
    "Objective-C": ("the app (Podfile)", {"Podfile": "platform :ios\n", "A/Keys.m": 'NSString *const kSupertoneApiKey = [|@"«key»"|];\n'}),
    "property list": (
        "is part of the app (Greeter/Info.plist)",
        {**APPLE, "Greeter/Info.plist": "<plist><dict>\n<key>SupertoneApiKey</key>\n<string>[|t7-Kq!9z|]</string>\n</dict></plist>\n"},
    ),
    "nested property list": (
        "the app",
        {**APPLE, "Greeter/Secrets.plist": "<plist><dict><key>Supertone</key><dict>\n<key>ApiKey</key><string>[|«key»|]</string></dict></dict></plist>\n"},
    ),
    "build setting": ("a build setting of the app", {**APPLE, "Config/Release.xcconfig": "// keys\nSUPERTONE_API_KEY = [|«key»|]\n"}),
    "Unity": ("the Unity game (ProjectSettings)", {**UNITY, "Assets/Scripts/Voice.cs": CSHARP}),
    "Unity by its imports": ("is a script of a Unity game", {"Voice.cs": "using UnityEngine;\n" + CSHARP}),
    "Unity asset": (
        "is packed into the Unity game",
        {**UNITY, "Assets/Resources/Keys.asset": "%YAML 1.1\nMonoBehaviour:\n  m_Name: ApiKeys\n  supertoneKey: [|«key»|]\n"},
    ),
    "streaming asset": ("is packed into the Unity game", {**UNITY, "Assets/StreamingAssets/supertone.json": '{"apiKey": [|"«key»"|]}\n'}),
    "WPF": (
        "the app (Reader.csproj)",
        {"Reader.csproj": "<Project><PropertyGroup><UseWPF>true</UseWPF></PropertyGroup></Project>\n", "Keys.cs": CSHARP},
    ),
    "settings of MAUI": (
        "is packed into the app (Reader.csproj)",
        {"Reader.csproj": "<Project><UseMaui>true</UseMaui></Project>\n", "appsettings.json": '{"Supertone": {"ApiKey": [|"«key»"|]}}\n'},
    ),
    "Arduino": ("the firmware (radio.ino)", {"radio.ino": "void setup() {}\n", "secrets.h": CPP}),
    "PlatformIO": ("the firmware (platformio.ini)", {"platformio.ini": "[env]\n", "src/main.cpp": CPP}),
    "ESP32": ("is made for a microcontroller", {"main.cpp": "#include <WiFi.h>\n" + CPP}),
    "Qt": ("makes windows of its own", {"main.cpp": "#include <QApplication>\n" + CPP}),
    "extension": ("is the manifest of a browser extension", {"manifest.json": '{"manifest_version": 3, "supertone_api_key": [|"«key»"|]}\n'}),
    "Cordova": ("is packed into the app", {"config.xml": '<widget>\n<preference name="SupertoneApiKey" value=[|"«key»"|]/>\n</widget>\n'}),
    "Capacitor": ("is packed into the app", {"capacitor.config.json": '{"plugins": {"Supertone": {"apiKey": [|"«key»"|]}}}\n'}),
}  # fmt: skip
ON_SERVERS: dict[str, Mapping[str, str]] = {
    "Spring": {"src/main/java/A.java": "import org.springframework.boot.SpringApplication;\n"
               'class A { static final String SUPERTONE_API_KEY = [|"«key»"|]; }\n'},
    "Spring beside an app": {**ANDROID, "server/src/main/kotlin/A.kt": "import org.springframework.stereotype.Service\n" + KOTLIN},
    "Ktor": {"src/main/kotlin/A.kt": "import io.ktor.server.application.Application\n" + KOTLIN},
    "Dart": {"pubspec.yaml": "name: a\ndependencies:\n  shelf: ^1.4.0\n", "lib/a.dart": "const supertoneApiKey = [|'«key»'|];\n"},
    "tool of a Flutter app": {**FLUTTER, "tool/warm.dart": "const supertoneApiKey = [|'«key»'|];\n"},
    "Vapor": {"Package.swift": 'let package = Package(dependencies: [.package(url: "https://github.com/vapor/vapor.git")])\n',
              "Sources/App/a.swift": "import Vapor\n" + SWIFT},
    "ASP.NET": {"Api.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>\n', "A.cs": CSHARP},
    "editor of Unity": {**UNITY, "Assets/Editor/Bake.cs": "using UnityEngine;\n" + CSHARP},
    "tests of an app": {**ANDROID, "app/src/test/java/KeysTest.kt": KOTLIN},
    "Go": {"main.go": 'package main\n\nconst supertoneKey = [|"«key»"|]\n'},
    "PHP": {"a.php": "<?php\nconst SUPERTONE_API_KEY = [|'«key»'|];\n"},
    "Ruby": {"a.rb": "SUPERTONE_API_KEY = [|'«key»'|]\n"},
    "Rust": {"a.rs": 'const SUPERTONE_API_KEY: &str = [|"«key»"|];\n'},
    "C++": {"a.cpp": CPP},
    "shell": {"a.sh": "SUPERTONE_API_KEY=[|«key»|]\n"},
}  # fmt: skip
SILENT: dict[str, Mapping[str, str]] = {
    "settings of a server": {"config/app.json": '{"note": "supertone"}\n', "src/main/resources/application.properties": "supertone.api.key=${SUPERTONE_API_KEY}\n"},
    "on-device speech": {**APPLE, "Greeter/Speech.swift": 'import SwiftUI\nlet tts = Supertone(onnxDirectory: "supertonic-3-multilingual")\n'},
    "voice": {**FLUTTER, "lib/a.dart": "const supertoneVoiceId = '20160a4c5ba38967330c84';\n"},
    "name of the key": {**FLUTTER, "lib/a.dart": "static const String SUPERTONE_API_KEY = 'SUPERTONE_API_KEY';\n"},
    "resource's name": {**ANDROID, "app/src/main/java/A.kt": "val key = context.getString(R.string.supertone_api_key)\n"},
    "label": {**ANDROID, "app/src/main/res/values/strings.xml": '<resources>\n<string name="supertone_api_key_label">Supertone API key</string>\n<string name="supertone_api_key">Supertone-API-Schlüssel</string>\n</resources>\n'},
    "reference in the manifest": {"app/src/main/AndroidManifest.xml": '<manifest><meta-data android:name="supertone.api.key" android:value="@string/supertone_key"/></manifest>\n'},
    "slot of preferences": {**ANDROID, "app/src/main/java/A.kt": 'private const val PREF_SUPERTONE_KEY = "pref_supertone_key"\nval key = prefs.getString("supertone_api_key", "")\n'},
    "another vendor": {**FLUTTER, "lib/a.dart": "// beside supertone\nconst elevenLabsApiKey = '«key»';\nfinal h = {'xi-api-key': '«key»'};\n"},
    "lock file": {**FLUTTER, "pubspec.lock": "packages:\n  supertone_like:\n    description:\n      sha256: «key»«key»\n"},
    "fake of a test": {**ANDROID, "app/src/test/java/KeysTest.kt": 'val client = SupertoneClient(apiKey = "test-key-123")\n'},
    "template": {**APPLE, "Config/Release.xcconfig.example": "SUPERTONE_API_KEY = your-api-key-here\n"},
    "Spring's default": {"src/main/java/A.java": 'class A { @Value("${supertone.api.key:}") String key; }\n'},
    "hash in a header": {"a.h": '#define SUPERTONE_MODEL_SHA256 "«key»«key»"\n'},
    "localisation of iOS": {**APPLE, "Greeter/Info.plist": "<plist><dict><key>SupertoneVoice</key><string>20160a4c5ba38967330c84</string></dict></plist>\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", SHIPPED)
def test_in_client_code(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reason, example = SHIPPED[name]
    report, marks = checked(example, tmp_path)
    assert {(each.code, each.path, *each.region) for each in report.findings} == {("SUP201", *mark) for mark in marks}
    assert reason in report.findings[0].message
    assert not report.failures


@pytest.mark.parametrize("name", ON_SERVERS)
def test_on_servers(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(ON_SERVERS[name], tmp_path)
    assert {(each.code, each.path, *each.region) for each in report.findings} == {("SUP101", *mark) for mark in marks}
    assert not report.failures


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(SILENT[name], tmp_path)
    assert [(each.code, each.path, each.region) for each in report.findings] == []
    assert not report.failures
