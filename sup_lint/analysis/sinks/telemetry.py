"""Services that programs report errors, traces, events and experiments to."""

from sup_lint.analysis.sinks.row import Row

_OTEL = "a trace (OpenTelemetry)"
_DATADOG = "a trace (Datadog)"
_XRAY = "a trace (AWS X-Ray)"
_WANDB = "Weights & Biases"
_LEVELS = "trace debug info warning error fatal critical"
_ANYTHING = "*values **fields"

ROWS = (
    Row("sentry_sdk raven", "capture_message captureMessage", "Sentry", "message _level _scope **fields", "*"),
    Row("sentry_sdk raven", "capture_exception captureException", "Sentry", "error^ _scope **fields", "*"),
    Row("sentry_sdk raven", "capture_event", "Sentry", "event!"),
    Row("sentry_sdk raven", "set_context set_extra", "Sentry", "key value!", "scope"),
    Row("sentry_sdk raven", "set_extras", "Sentry", "extras!", "scope"),
    Row("sentry_sdk raven", "set_tag", "Sentry", "key value", "scope"),
    Row("sentry_sdk raven", "set_tags", "Sentry", "tags", "scope"),
    Row("sentry_sdk raven", "set_user", "Sentry", "value!", "scope"),
    Row("sentry_sdk raven", "add_breadcrumb", "Sentry", "crumb _hint **fields", "*"),
    Row("sentry_sdk", "add_attachment", "Sentry", "bytes filename", "scope"),
    Row("sentry_sdk", "set_data set_attribute", "Sentry", "key value"),
    Row("sentry_sdk", "update_data set_attributes", "Sentry", "values"),
    Row("sentry_sdk", "set_transaction_name", "Sentry", "name"),
    Row("sentry_sdk", "start_span start_transaction start_child", "Sentry", "transaction **fields"),
    Row("sentry_sdk", _LEVELS, "Sentry", "template *args attributes **fields"),
    Row("opentelemetry", "set_attribute", _OTEL, "key value", "span"),
    Row("opentelemetry", "set_attributes", _OTEL, "attributes", "span"),
    Row("opentelemetry", "add_event", _OTEL, "name attributes", "span"),
    Row("opentelemetry", "record_exception", _OTEL, "exception attributes", "span"),
    Row("opentelemetry", "set_status", _OTEL, "status description", "span"),
    Row("opentelemetry", "update_name", _OTEL, "name", "span"),
    Row(
        "opentelemetry",
        "start_span start_as_current_span",
        _OTEL,
        "name _context _kind attributes",
        "tracer",
    ),
    Row("opentelemetry", "set_baggage", "OpenTelemetry's baggage", "name value", "baggage"),
    Row("ddtrace datadog", "set_tag set_tag_str set_metric", _DATADOG, "key value", "span"),
    Row("ddtrace datadog", "set_tags set_metrics", _DATADOG, "tags", "span"),
    Row("ddtrace", "trace wrap start_span", _DATADOG, "name service resource", "tracer"),
    Row("ddtrace", "set_exc_info", _DATADOG, "_type error"),
    Row("datadog", "event create", "Datadog", "title message text tags **fields", "statsd"),
    Row(
        "datadog statsd",
        "increment decrement gauge histogram distribution timing set incr decr",
        "Datadog",
        "metric value tags",
        "statsd",
    ),
    Row("newrelic", "add_custom_attribute add_custom_parameter add_custom_span_attribute", "New Relic", "key value"),
    Row("newrelic", "add_custom_attributes add_custom_parameters", "New Relic", "items"),
    Row("newrelic", "record_custom_event record_log_event", "New Relic", "event params **fields"),
    Row("newrelic", "notice_error record_exception", "New Relic", "error^ attributes params"),
    Row("newrelic", "set_transaction_name", "New Relic", "name"),
    Row("elasticapm", "label", "Elastic APM", "**labels"),
    Row("elasticapm", "set_custom_context", "Elastic APM", "data"),
    Row("elasticapm", "set_user_context", "Elastic APM", "username email user_id"),
    Row("elasticapm", "capture_message", "Elastic APM", "message param_message custom **fields"),
    Row("elasticapm", "capture_exception", "Elastic APM", "exc_info&^ **fields"),
    Row("rollbar", "report_message", "Rollbar", "message _level _request extra_data payload_data"),
    Row("rollbar", "report_exc_info", "Rollbar", "exc_info&^ _request extra_data payload_data"),
    Row("bugsnag", "notify", "Bugsnag", "exception _asynchronous **fields"),
    Row("bugsnag", "auto_notify", "Bugsnag", "exception **fields"),
    Row("bugsnag", "add_metadata add_metadata_tab add_tab leave_breadcrumb", "Bugsnag", "name data metadata **fields"),
    Row("honeybadger", "notify", "Honeybadger", "exception^ error_class error_message context **fields"),
    Row("honeybadger", "set_context event add_breadcrumb", "Honeybadger", _ANYTHING),
    Row("posthog", "capture identify alias set set_once group_identify", "PostHog", _ANYTHING),
    Row("posthog", "capture_exception", "PostHog", "exception^ **fields"),
    Row("", "capture identify", "PostHog", _ANYTHING, "posthog"),
    Row("segment analytics", "track identify page screen group alias", "Segment", _ANYTHING, "analytics"),
    Row("mixpanel", "track people_set people_append people_set_once", "Mixpanel", _ANYTHING, "mixpanel"),
    Row("amplitude", "track identify BaseEvent", "Amplitude", _ANYTHING),
    Row("airbrake pybrake", "notify capture log build_notice", "Airbrake", "error^ *values **fields"),
    Row("aws_lambda_powertools aws_xray_sdk", "put_annotation put_metadata", _XRAY, "key value _namespace"),
    Row("aws_lambda_powertools", "add_metadata add_dimension", "CloudWatch metrics", "key value name"),
    Row(
        "mlflow",
        "log_param log_params log_metric log_metrics log_dict log_text set_tag set_tags set_experiment_tag"
        " set_experiment_tags set_terminated",
        "MLflow",
        _ANYTHING,
    ),
    Row("mlflow", "start_run", "MLflow", "_run_id _experiment_id run_name _nested _parent tags description"),
    Row("wandb", "init", _WANDB, "_job _dir config project entity _reinit tags group name notes"),
    Row("wandb", "log alert", _WANDB, "*values **fields"),
    Row("wandb", "update", _WANDB, "*values **fields"),
    Row(
        "comet_ml",
        "log_parameter log_parameters log_other log_others log_text log_metric log_metrics log_html",
        "Comet",
        _ANYTHING,
    ),
    Row("neptune", "append extend assign log upload", "Neptune", _ANYTHING),
    Row("clearml", "connect connect_configuration set_parameter set_parameters report_text", "ClearML", _ANYTHING),
    Row("langsmith", "trace traceable create_run update_run create_feedback", "LangSmith", _ANYTHING),
    Row(
        "langfuse",
        "trace span generation event update update_current_observation update_current_trace update_current_span"
        " update_current_generation start_span start_as_current_span start_generation start_as_current_generation"
        " start_observation start_as_current_observation create_event",
        "Langfuse",
        _ANYTHING,
    ),
    Row("", "add_text add_hparams", "TensorBoard", _ANYTHING, "writer tensorboard tb"),
    Row("", "log_param log_params log_metrics", "an experiment tracker", _ANYTHING, "run experiment"),
)
# Objects whose items and attributes are sent when they are assigned.
ASSIGNED = {
    "wandb.config": _WANDB,
    "wandb.summary": _WANDB,
    "wandb.run.config": _WANDB,
    "wandb.run.summary": _WANDB,
    "wandb.init().config": _WANDB,
    "wandb.init().summary": _WANDB,
    "neptune.init_run()": "Neptune",
    "neptune.init()": "Neptune",
    "neptune.Run()": "Neptune",
    "neptune.new.init()": "Neptune",
    "neptune.new.init_run()": "Neptune",
}
