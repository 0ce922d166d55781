"""What programs of apps import, and those of servers never do, and the other way round."""

import re
from typing import NamedTuple

INSTALLS = "installs the app"
FIRMWARE = "has the device"
_TOOLKIT = "imports an app's toolkit"
_ANDROID = "imports Android's classes"
_WINDOWS = "makes windows of its own"
_INCLUDE = r"^\s{0,8}#\s{0,4}include\s{0,4}[<\"]"


class Sign(NamedTuple):
    """A pattern that tells of an app, what a file then is or does, and who has it."""

    pattern: re.Pattern[str]
    told: str
    audience: str


def _sign(pattern: str, told: str, audience: str = INSTALLS) -> Sign:
    return Sign(re.compile(pattern, re.MULTILINE), told, audience)


# By language.
OF_APPS: dict[str, tuple[Sign, ...]] = {
    "kotlin": (
        _sign(r"^import android(?:x)?\.", _ANDROID),
        _sign(r"^import (?:javafx|org\.jetbrains\.compose)\.", _WINDOWS),
    ),
    "java": (_sign(r"^import android(?:x)?\.", _ANDROID), _sign(r"^import javafx\.", _WINDOWS)),
    "dart": (
        _sign(r"^import ['\"]package:flutter/", "imports Flutter"),
        _sign(
            r"^import ['\"](?:dart:html|dart:js_interop|package:web/)",
            "imports the browser's classes",
            "opens the page",
        ),
    ),
    "swift": (_sign(r"^(?:@\w+\s)?import (?:SwiftUI|UIKit|AppKit|WatchKit|Cocoa|WidgetKit|ActivityKit)\b", _TOOLKIT),),
    "objective-c": (_sign(r"^(?:#import <|@import )(?:UIKit|AppKit|Cocoa|WatchKit)\b", _TOOLKIT),),
    "csharp": (
        _sign(r"^using UnityEngine\b", "is a script of a Unity game"),
        _sign(r"^using (?:Microsoft\.Maui|System\.Windows|Xamarin|Avalonia|Microsoft\.UI\.Xaml)\b", _TOOLKIT),
    ),
    "cpp": (
        _sign(
            _INCLUDE + r"(?:Arduino|WiFi|WiFiClientSecure|ESP8266WiFi|ESP8266HTTPClient|HTTPClient|WiFiNINA"
            r"|esp_http_client|esp_wifi|M5\w{0,20})\.h",
            "is made for a microcontroller",
            FIRMWARE,
        ),
        _sign(
            _INCLUDE + r"(?:QApplication|QWidget|QMainWindow|QGuiApplication|gtk/gtk\.h|wx/wx\.h|imgui\.h)", _WINDOWS
        ),
        _sign(_INCLUDE + r"(?:CoreMinimal|Engine/\w{1,40})\.h", "is part of an Unreal game"),
    ),
}
OF_SERVERS = {
    language: re.compile(pattern, re.MULTILINE)
    for language, pattern in {
        "kotlin": r"^import (?:org\.springframework|io\.ktor\.server|io\.javalin|org\.http4k\.server)\b",
        "java": r"^import (?:org\.springframework|jakarta\.(?:servlet|ws)|javax\.servlet|io\.quarkus|io\.micronaut)\b",
        "dart": r"^import ['\"]package:(?:shelf|dart_frog|serverpod|angel3_framework|functions_framework|alfred)\b",
        "swift": r"^import (?:Vapor|Hummingbird|Kitura|AWSLambdaRuntime|PerfectHTTPServer)\b",
        "csharp": (
            r"^using Microsoft\.(?:AspNetCore|Azure\.(?:WebJobs|Functions))\b|\bWebApplication\.CreateBuilder\("
        ),
    }.items()
}
