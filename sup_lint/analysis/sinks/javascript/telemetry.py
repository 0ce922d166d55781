"""Services that programs in JavaScript report errors, traces and events to."""

from sup_lint.analysis.sinks.row import Row

_SENTRY = "@sentry @sentry-internal raven raven-js Sentry"
_OTEL = "a trace (OpenTelemetry)"
_DATADOG = "Datadog"
_ANYTHING = "*values"
_LEVELS = "trace debug info warn warning error fatal critical"
_CHAT = "a chat message"

ROWS = (
    Row(_SENTRY, "captureMessage", "Sentry", "message context", "sentry raven hub scope"),
    Row(_SENTRY, "captureException captureError", "Sentry", "error context", "sentry raven hub scope"),
    Row(_SENTRY, "captureEvent captureFeedback captureUserFeedback", "Sentry", "event context", "sentry raven hub"),
    Row(_SENTRY, "setContext setExtra setTag setAttribute", "Sentry", "key value", "sentry scope"),
    Row(_SENTRY, "setExtras setTags setUser setAttributes", "Sentry", "values", "sentry scope"),
    Row(_SENTRY, "addBreadcrumb captureBreadcrumb", "Sentry", "crumb", "sentry raven hub scope"),
    Row(_SENTRY, "addAttachment", "Sentry", "attachment", "scope"),
    Row(_SENTRY, "startSpan startSpanManual startInactiveSpan startTransaction startChild", "Sentry", "context"),
    Row(_SENTRY, f"{_LEVELS} fmt", "Sentry", _ANYTHING),
    Row("@opentelemetry", "setAttribute", _OTEL, "key value", "span"),
    Row("@opentelemetry", "setAttributes", _OTEL, "values", "span"),
    Row("@opentelemetry", "addEvent", _OTEL, "name attributes", "span"),
    Row("@opentelemetry", "recordException", _OTEL, "error", "span"),
    Row("@opentelemetry", "setStatus updateName", _OTEL, "status", "span"),
    Row("@opentelemetry", "startSpan startActiveSpan", _OTEL, "name options", "tracer"),
    Row("@opentelemetry", "emit", "a log (OpenTelemetry)", "record", "logger"),
    Row("@opentelemetry", "setEntry createBaggage", "OpenTelemetry's baggage", _ANYTHING, "baggage"),
    Row(
        "@datadog",
        "addAction addError addTiming setGlobalContextProperty setGlobalContext setUser setUserProperty setViewContext"
        " setViewContextProperty setAccount startAction startView addFeatureFlagEvaluation addDurationVital",
        _DATADOG,
        _ANYTHING,
        "datadogrum datadoglogs rum DD_RUM DD_LOGS",
    ),
    Row("@datadog", f"{_LEVELS} log", _DATADOG, _ANYTHING),
    Row("dd-trace", "setTag addTags log logEvent", "a trace (Datadog)", _ANYTHING, "span"),
    Row("dd-trace", "trace wrap startSpan", "a trace (Datadog)", "name options", "tracer"),
    Row("hot-shots node-dogstatsd", "increment gauge event check set histogram timing", _DATADOG, _ANYTHING, "statsd"),
    Row(
        "logrocket LogRocket",
        "track identify log info warn error debug captureMessage captureException",
        "LogRocket",
        _ANYTHING,
        "logrocket",
    ),
    Row(
        "@bugsnag bugsnag bugsnag-js Bugsnag",
        "notify leaveBreadcrumb addMetadata setUser setContext addFeatureFlag start",
        "Bugsnag",
        _ANYTHING,
        "bugsnag",
    ),
    Row(
        "rollbar Rollbar",
        "log debug info warn warning error critical configure captureEvent buildJsonPayload",
        "Rollbar",
        _ANYTHING,
        "rollbar",
    ),
    Row(
        "newrelic NREUM",
        "noticeError addCustomAttribute addCustomAttributes addCustomSpanAttribute addCustomSpanAttributes"
        " recordCustomEvent recordLogEvent addPageAction setCustomAttribute setErrorHandler setTransactionName"
        " setUserID recordMetric",
        "New Relic",
        _ANYTHING,
        "newrelic NREUM",
    ),
    Row(
        "posthog-js posthog-node posthog posthog-react-native",
        "capture identify alias register registerOnce register_once captureException groupIdentify group set set_once"
        " setPersonProperties",
        "PostHog",
        _ANYTHING,
        "posthog",
    ),
    Row(
        "@segment analytics-node @analytics analytics",
        "track identify page screen group alias",
        "Segment",
        _ANYTHING,
        "analytics",
    ),
    Row(
        "mixpanel mixpanel-browser",
        "track identify register set set_once people_set",
        "Mixpanel",
        _ANYTHING,
        "mixpanel",
    ),
    Row(
        "@amplitude amplitude-js amplitude",
        "track logEvent identify setUserProperties setUserId logRevenue revenue setGroup set",
        "Amplitude",
        _ANYTHING,
        "amplitude",
    ),
    Row(
        "applicationinsights @microsoft/applicationinsights-web @microsoft/applicationinsights-react-js",
        "trackTrace trackEvent trackException trackRequest trackDependency trackMetric trackPageView",
        "Application Insights",
        _ANYTHING,
        "appinsights insights telemetry",
    ),
    Row(
        "@honeybadger-io honeybadger", "notify setContext addBreadcrumb event", "Honeybadger", _ANYTHING, "honeybadger"
    ),
    Row("@airbrake airbrake-js", "notify", "Airbrake", _ANYTHING, "airbrake"),
    Row(
        "elastic-apm-node @elastic/apm-rum",
        "captureError setCustomContext setUserContext setLabel addLabels startTransaction startSpan",
        "Elastic APM",
        _ANYTHING,
        "apm",
    ),
    Row(
        "firebase @firebase @react-native-firebase",
        "logEvent setUserProperties setUserProperty setAttribute setAttributes recordError",
        "Firebase",
        _ANYTHING,
        "crashlytics",
    ),
    Row("@react-native-firebase/crashlytics", "log", "Firebase", _ANYTHING),
    Row("raygun raygun4js", "() send sendWithCallback", "Raygun", _ANYTHING, "raygun"),
    Row("trackjs", "track console configure addMetadata", "TrackJS", _ANYTHING, "trackjs"),
    Row("highlight.run @highlight-run", "consumeError track identify log recordError", "Highlight", _ANYTHING),
    Row("@fullstory @fullstory/browser", "trackEvent event log setVars identify", "FullStory", _ANYTHING, "fullstory"),
    Row("@vercel/analytics @vercel/speed-insights", "track", "Vercel Analytics", _ANYTHING),
    Row("@grafana/faro-web-sdk", "pushLog pushError pushEvent pushMeasurement", "Grafana Faro", _ANYTHING, "faro"),
    Row("langfuse langsmith", "trace span generation event update createRun updateRun", "a trace (LLM)", _ANYTHING),
    Row("builtins", "gtag fbq ga plausible", "an analytics service", _ANYTHING),
    Row("dataLayer", "push", "an analytics service", _ANYTHING, "dataLayer"),
    Row("navigator", "sendBeacon", "a beacon", "_url data", "navigator"),
    Row("@slack", "postMessage postEphemeral update send scheduleMessage say respond", _CHAT, _ANYTHING),
    Row("discord.js", "send reply followUp editReply", _CHAT, _ANYTHING),
    Row("telegraf node-telegram-bot-api grammy", "sendMessage reply replyWithHTML replyWithMarkdown", _CHAT, _ANYTHING),
)
