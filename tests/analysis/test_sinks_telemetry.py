"""Services and pages as sinks."""

from pathlib import Path

import pytest

from tests.analysis.sinking import Case, case

SENTRY = "import sentry_sdk\n"
OTEL = "from opentelemetry import trace\ntracer = trace.get_tracer(__name__)\n"
TRACE = "a trace (OpenTelemetry): "
STREAMLIT = "import streamlit as st\n"
PAGE = "the page: k"
WANDB = "import wandb\n"

CASES = {
    "sentry message": case(SENTRY + "sentry_sdk.capture_message(k, level='info')\n", "Sentry: k"),
    "sentry exception": case(SENTRY + "sentry_sdk.capture_exception()\n", "Sentry + caught"),
    "sentry exception given": case(SENTRY + "sentry_sdk.capture_exception(e)\n", "Sentry: e"),
    "sentry exception with more": case(
        SENTRY + "sentry_sdk.capture_exception(e, extras={'k': k})\n", "Sentry: e, {'k': k}"
    ),
    "sentry event": case(SENTRY + "sentry_sdk.capture_event({'message': k})\n", "Sentry: {'message': k}!"),
    "sentry context": case(SENTRY + "sentry_sdk.set_context('x', {'k': k})\n", "Sentry: 'x', {'k': k}!"),
    "sentry extra": case(SENTRY + "sentry_sdk.set_extra('x', k)\n", "Sentry: 'x', k!"),
    "sentry extras": case(SENTRY + "sentry_sdk.set_extras(k)\n", "Sentry: k!"),
    "sentry tag": case(SENTRY + "sentry_sdk.set_tag('x', k)\nsentry_sdk.set_tags(k)\n", "Sentry: 'x', k", "Sentry: k"),
    "sentry user": case(SENTRY + "sentry_sdk.set_user({'id': k})\n", "Sentry: {'id': k}!"),
    "sentry breadcrumb": case(
        SENTRY + "sentry_sdk.add_breadcrumb(category='c', message=k, data=d)\n", "Sentry: 'c', k, d"
    ),
    "sentry imported": case("from sentry_sdk import capture_message as tell\ntell(k)\n", "Sentry: k"),
    "sentry push_scope": case(
        SENTRY + "with sentry_sdk.push_scope() as s:\n    s.set_extra('x', k)\n", "Sentry: 'x', k!"
    ),
    "sentry configure_scope": case(
        "from sentry_sdk import configure_scope\nwith configure_scope() as s:\n    s.set_tag('x', k)\n",
        "Sentry: 'x', k",
    ),
    "sentry new_scope": case(
        SENTRY + "with sentry_sdk.new_scope() as s:\n    s.set_context('x', k)\n", "Sentry: 'x', k!"
    ),
    "sentry isolation_scope": case(
        SENTRY + "with sentry_sdk.isolation_scope() as s:\n    s.set_user(k)\n", "Sentry: k!"
    ),
    "sentry current scope": case(SENTRY + "sentry_sdk.get_current_scope().set_extra('x', k)\n", "Sentry: 'x', k!"),
    "sentry scope, unknown": case("def f(scope):\n    scope.set_extra('x', k)\n", "Sentry: 'x', k!"),
    "sentry span": case(
        SENTRY + "with sentry_sdk.start_span(op='x', description=k) as s:\n    s.set_data('x', k)\n",
        "Sentry: 'x', k",
        "Sentry: 'x', k",
    ),
    "opentelemetry": case(
        OTEL + "with tracer.start_as_current_span('x', attributes={'k': k}) as s:\n    s.set_attribute('x', k)\n"
        "    s.set_attributes(k)\n    s.add_event('x', {'k': k})\n    s.record_exception(e, attributes=k)\n"
        "    s.set_status(Status(StatusCode.ERROR, k))\n    s.update_name(k)\n",
        TRACE + "'x', {'k': k}",
        TRACE + "'x', k",
        TRACE + "k",
        TRACE + "'x', {'k': k}",
        TRACE + "e, k",
        TRACE + "Status(StatusCode.ERROR, k)",
        TRACE + "k",
    ),
    "opentelemetry current span": case(
        "from opentelemetry import trace\ntrace.get_current_span().set_attribute('x', k)\n", TRACE + "'x', k"
    ),
    "opentelemetry span, unknown": case("def f(span):\n    span.set_attribute('x', k)\n", TRACE + "'x', k"),
    "opentelemetry start_span": case(OTEL + "tracer.start_span('x', None, None, k)\n", TRACE + "'x', k"),
    "opentelemetry baggage": case(
        "from opentelemetry import baggage\nbaggage.set_baggage('x', k)\n", "OpenTelemetry's baggage: 'x', k"
    ),
    "datadog": case(
        "from ddtrace import tracer\nwith tracer.trace('x', resource=k) as s:\n    s.set_tag('x', k)\n"
        "    s.set_tags(k)\n    s.set_metric('x', k)\n",
        "a trace (Datadog): 'x', k",
        "a trace (Datadog): 'x', k",
        "a trace (Datadog): k",
        "a trace (Datadog): 'x', k",
    ),
    "datadog event": case("from datadog import statsd\nstatsd.event('x', k)\n", "Datadog: 'x', k"),
    "datadog tags": case("from datadog import statsd\nstatsd.increment('x', tags=[k])\n", "Datadog: 'x', [k]"),
    "newrelic": case(
        "import newrelic.agent\nnewrelic.agent.add_custom_attribute('x', k)\n"
        "newrelic.agent.add_custom_attributes([('x', k)])\nnewrelic.agent.record_custom_event('x', k)\n"
        "newrelic.agent.notice_error()\n",
        "New Relic: 'x', k",
        "New Relic: [('x', k)]",
        "New Relic: 'x', k",
        "New Relic + caught",
    ),
    "elastic": case(
        "import elasticapm\nelasticapm.label(key=k)\nelasticapm.set_custom_context({'k': k})\n"
        "elasticapm.Client().capture_message(k)\n",
        "Elastic APM: k",
        "Elastic APM: {'k': k}",
        "Elastic APM: k",
    ),
    "rollbar": case(
        "import rollbar\nrollbar.report_message(k, 'error', extra_data=d)\nrollbar.report_exc_info(extra_data=k)\n",
        "Rollbar: k, d",
        "Rollbar: k + caught",
    ),
    "bugsnag": case(
        "import bugsnag\nbugsnag.notify(e, metadata={'k': k})\nbugsnag.add_metadata('x', k)\n",
        "Bugsnag: e, {'k': k}",
        "Bugsnag: 'x', k",
    ),
    "honeybadger": case(
        "from honeybadger import honeybadger\nhoneybadger.notify(e, context=k)\nhoneybadger.set_context(key=k)\n",
        "Honeybadger: e, k",
        "Honeybadger: k",
    ),
    "posthog": case(
        "from posthog import Posthog\nph = Posthog('x')\nph.capture('id', 'x', properties={'k': k})\n",
        "PostHog: 'id', 'x', {'k': k}",
    ),
    "segment": case("import analytics\nanalytics.track('id', 'x', {'k': k})\n", "Segment: 'id', 'x', {'k': k}"),
    "mixpanel": case(
        "from mixpanel import Mixpanel\nmp = Mixpanel('t')\nmp.track('id', 'x', k)\n", "Mixpanel: 'id', 'x', k"
    ),
    "x-ray": case(
        "from aws_lambda_powertools import Tracer\ntracer = Tracer()\ntracer.put_annotation('x', k)\n"
        "tracer.put_metadata(key='x', value=k)\n",
        "a trace (AWS X-Ray): 'x', k",
        "a trace (AWS X-Ray): 'x', k",
    ),
    "mlflow": case(
        "import mlflow\nwith mlflow.start_run(tags={'k': k}):\n    mlflow.log_param('x', k)\n"
        "    mlflow.log_params(vars(args))\n    mlflow.set_tag('x', k)\n"
        "    mlflow.log_dict(k, 'f.json')\n    mlflow.log_text(k, 'f.txt')\n",
        "MLflow: {'k': k}",
        "MLflow: 'x', k",
        "MLflow: vars(args)",
        "MLflow: 'x', k",
        "MLflow: k, 'f.json'",
        "MLflow: k, 'f.txt'",
    ),
    "mlflow client": case(
        "from mlflow import MlflowClient\nMlflowClient().log_param(run, 'x', k)\n", "MLflow: run, 'x', k"
    ),
    "wandb": case(
        WANDB + "wandb.init(project='x', config=k)\nwandb.config.update(k)\nwandb.log({'k': k})\n",
        "Weights & Biases: 'x', k",
        "Weights & Biases: k",
        "Weights & Biases: {'k': k}",
    ),
    "wandb items": case(
        WANDB + "wandb.config['x'] = k\nwandb.config.x = k\nwandb.summary['x'] = k\n", *["Weights & Biases: k"] * 3
    ),
    "wandb run": case(
        WANDB + "run = wandb.init()\nrun.config['x'] = k\nrun.config.update({'k': k})\nrun.log(k)\n",
        "Weights & Biases: k",
        "Weights & Biases: {'k': k}",
        "Weights & Biases: k",
    ),
    "comet": case(
        "from comet_ml import Experiment\ne = Experiment()\ne.log_parameters(k)\ne.log_other('x', k)\n",
        "Comet: k",
        "Comet: 'x', k",
    ),
    "neptune": case(
        "import neptune\nrun = neptune.init_run()\nrun['x'] = k\nrun['x'].append(k)\n", "Neptune: k", "Neptune: k"
    ),
    "langsmith": case(
        "from langsmith import trace\nwith trace('x', metadata={'k': k}):\n    pass\n", "LangSmith: 'x', {'k': k}"
    ),
    "langfuse": case(
        "from langfuse.decorators import langfuse_context\nlangfuse_context.update_current_observation(metadata=k)\n",
        "Langfuse: k",
    ),
    "langfuse client": case("from langfuse import Langfuse\nlf = Langfuse()\nlf.trace(metadata=k)\n", "Langfuse: k"),
    "tensorboard": case(
        "from torch.utils.tensorboard import SummaryWriter\nwriter = SummaryWriter()\nwriter.add_text('x', k)\n"
        "writer.add_hparams({'k': k}, {})\n",
        "TensorBoard: 'x', k",
        "TensorBoard: {'k': k}, {}",
    ),
    "streamlit": case(
        STREAMLIT
        + "".join(
            f"st.{name}(k)\n"
            for name in "write json code text markdown error warning info success exception caption title header"
            " subheader toast table dataframe write_stream".split()
        ),
        *[PAGE] * 18,
    ),
    "streamlit metric": case(STREAMLIT + "st.metric('x', k)\n", "the page: 'x', k"),
    "streamlit sidebar": case(STREAMLIT + "st.sidebar.write(k)\n", PAGE),
    "streamlit container": case(
        STREAMLIT + "with st.expander('x') as box:\n    box.write(k)\n    st.write(k)\n", PAGE, PAGE
    ),
    "streamlit columns": case(STREAMLIT + "left, right = st.columns(2)\nleft.write(k)\n", PAGE),
    "streamlit columns in a list": case(STREAMLIT + "columns = st.columns(2)\ncolumns[0].write(k)\n", PAGE),
    "streamlit columns in a loop": case(STREAMLIT + "for column in st.columns(2):\n    column.write(k)\n", PAGE),
    "streamlit placeholder": case(STREAMLIT + "box = st.empty()\nbox.code(body=k, language='x')\n", PAGE),
    "gradio": case(
        "import gradio as gr\ngr.Info(k)\ngr.Warning(k)\ngr.Markdown(value=k)\nraise gr.Error(k)\n",
        PAGE,
        PAGE,
        "the value of a widget: k",
        PAGE,
    ),
    "notebook": case(
        "from IPython.display import HTML, JSON, Markdown, display\ndisplay(k)\nHTML(k)\nJSON(k)\nMarkdown(data=k)\n",
        *["the notebook: k"] * 3,
        "the notebook: k",
    ),
    "notebook, displayed": case(
        "from IPython.display import HTML, display\ndisplay(HTML(k))\n", "the notebook: HTML(k)"
    ),
    "notebook, builtin": case("display(k)\n", "the notebook: k"),
    "django": case(
        "from django.contrib import messages\nmessages.error(request, k)\n"
        "messages.add_message(request, messages.INFO, k)\n",
        PAGE,
        PAGE,
    ),
    "slack": case(
        "from slack_sdk import WebClient\nclient = WebClient()\nclient.chat_postMessage(channel='x', text=k)\n",
        "a chat message: 'x', k",
    ),
    "discord": case(
        "import discord\nclass C(discord.Client):\n    async def f(self):\n        c = discord.Webhook.from_url(u)\n"
        "        await c.send(k)\n",
        "a chat message: k",
    ),
    "telegram": case(
        "from telegram import Bot\nbot = Bot('t')\nasync def f():\n    await bot.send_message(1, k)\n",
        "a chat message: 1, k",
    ),
}

SILENT = {
    "request": "import requests\nrequests.post(url, json=k, headers=h)\nrequests.get(url).json()\n",
    "httpx": "import httpx\nhttpx.post(url, data=k)\nhttpx.Client().send(k)\n",
    "environment": "import subprocess\nsubprocess.run(['x'], env={'k': k})\n",
    "socket": "import socket\nsocket.socket().send(k)\n",
    "channel, unknown": "async def f(channel):\n    await channel.send(k)\n",
    "other update": "import wandb\nd = {}\nd.update(k)\nd['x'] = k\nself.config['x'] = k\n",
    "other set": "from datadog import statsd\ncache.set('x', k)\n",
    "sentry start": "import sentry_sdk\nsentry_sdk.init(dsn=k)\n",
    "opentelemetry context": "from opentelemetry import trace\ntrace.set_tracer_provider(k)\n",
    "streamlit state": "import streamlit as st\nst.session_state['x'] = k\n",
    "element": "element.set_attribute('x', k)\n",
    "text of a response": "import streamlit as st\nresponse.text(k)\n",
    "own module": "from app import page\npage.write(k)\n",
}


@pytest.mark.parametrize("name", CASES)
def test_services(tmp_path: Path, name: str) -> None:
    CASES[name].check(tmp_path)


@pytest.mark.parametrize("name", SILENT)
def test_other_calls(tmp_path: Path, name: str) -> None:
    Case(SILENT[name], ()).check(tmp_path)
