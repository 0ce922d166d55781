"""The key sent to error trackers, traces and experiment trackers."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "Sentry messages and context",
        "SUP301",
        """
        import os

        import sentry_sdk

        key = os.environ["SUPERTONE_API_KEY"]
        sentry_sdk.capture_message([|f"rejected key {key}"|], level="error")
        sentry_sdk.set_context("supertone", [|{"voice": "aria", "key": key}|])
        sentry_sdk.set_tag("supertone.key", [|key|])
        sentry_sdk.add_breadcrumb(category="tts", data=[|{"key": key}|])
        with sentry_sdk.push_scope() as scope:
            scope.set_extra("key", [|key|])
        """,
    ),
    leak(
        "Sentry with headers",
        "SUP302",
        """
        import os

        import requests
        import sentry_sdk

        def speak(text: str) -> bytes:
            session = requests.Session()
            session.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
            sentry_sdk.set_context("request", [|{"headers": dict(session.headers), "text": text}|])
            return session.post("https://supertoneapi.com/v1/text-to-speech/v", json={"text": text}).content
        """,
    ),
    harmless(
        "Sentry without the key",
        """
        import os

        import sentry_sdk

        key = os.environ["SUPERTONE_API_KEY"]
        sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], send_default_pii=False)
        sentry_sdk.set_tag("vendor", "supertone")
        sentry_sdk.set_context("supertone", {"voice": "aria", "key_length": len(key)})
        sentry_sdk.capture_message("SUPERTONE_API_KEY was rejected")
        """,
    ),
    leak(
        "OpenTelemetry span",
        "SUP301",
        """
        import os

        from opentelemetry import trace

        tracer = trace.get_tracer(__name__)

        def speak(text: str) -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            with tracer.start_as_current_span("speak", attributes=[|{"tts.key": key}|]) as span:
                span.set_attribute("supertone.key", [|key|])
                span.add_event("authenticated", [|{"key": key}|])
            trace.get_current_span().set_attributes([|{"key": key, "text.length": len(text)}|])
        """,
    ),
    harmless(
        "OpenTelemetry span without the key",
        """
        import os

        import httpx
        from opentelemetry import trace

        tracer = trace.get_tracer(__name__)

        def speak(text: str) -> bytes:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            with tracer.start_as_current_span("speak") as span:
                span.set_attribute("text.length", len(text))
                reply = httpx.post("https://supertoneapi.com/v1/text-to-speech/v", headers=headers)
                span.set_attribute("http.status_code", reply.status_code)
                span.add_event("reply", dict(reply.headers))
            return reply.content
        """,
    ),
    leak(
        "Datadog and New Relic",
        "SUP301",
        """
        import os

        import newrelic.agent
        from ddtrace import tracer

        supertone_key = os.environ["SUPERTONE_API_KEY"]
        with tracer.trace("tts.speak") as span:
            span.set_tag("key", [|supertone_key|])
        newrelic.agent.add_custom_attribute("supertone_key", [|supertone_key|])
        newrelic.agent.record_custom_event("Speech", [|{"key": supertone_key}|])
        """,
    ),
    harmless(
        "Datadog and New Relic with a service's name",
        """
        import os

        import newrelic.agent
        from ddtrace import tracer

        supertone_key = os.environ["SUPERTONE_API_KEY"]
        with tracer.trace("tts.speak", service="supertone") as span:
            span.set_tag("key.present", supertone_key is not None)
        newrelic.agent.add_custom_attribute("vendor", "supertone")
        """,
    ),
    leak(
        "other error trackers",
        "SUP301",
        """
        import os

        import bugsnag
        import elasticapm
        import rollbar

        key = os.environ["SUPERTONE_API_KEY"]
        rollbar.report_message([|"bad key " + key|], "error")
        rollbar.report_exc_info(extra_data=[|{"key": key}|])
        elasticapm.label(supertone_key=[|key|])
        bugsnag.notify(RuntimeError("bad key"), metadata=[|{"tts": {"key": key}}|])
        """,
    ),
    leak(
        "experiment trackers",
        "SUP301",
        """
        import argparse
        import os

        import mlflow
        import wandb

        parser = argparse.ArgumentParser()
        parser.add_argument("--supertone-api-key", default=os.environ.get("SUPERTONE_API_KEY"))
        parser.add_argument("--epochs", type=int, default=3)
        args = parser.parse_args()
        mlflow.log_param("key", [|args.supertone_api_key|])
        mlflow.log_params([|vars(args)|])
        wandb.init(project="voices", config=[|vars(args)|])
        wandb.config.update([|{"key": args.supertone_api_key}|])
        """,
    ),
    harmless(
        "experiment trackers with the voice",
        """
        import argparse

        import mlflow
        import wandb

        parser = argparse.ArgumentParser()
        parser.add_argument("--supertone-api-key", required=True)
        parser.add_argument("--voice", default="aria")
        args = parser.parse_args()
        mlflow.log_param("voice", args.voice)
        mlflow.log_params({"voice": args.voice, "vendor": "supertone"})
        wandb.init(project="voices", config={"voice": args.voice})
        """,
    ),
    harmless(
        "methods that are only called like those of trackers",
        """
        import os

        from vault import registry
        from game import player

        key = os.environ["SUPERTONE_API_KEY"]
        registry.set_secret("supertone", key)
        player.capture(key)
        player.identify(key)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_telemetry(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
