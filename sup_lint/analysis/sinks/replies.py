"""Functions that put values into the replies of a server: bodies, templates, headers, cookies, messages, schemas."""

from sup_lint.analysis.sinks.row import Row

_JSON = "a JSON reply"
_REPLY = "the reply to a request"
_TEMPLATE = "the context of a template"
_HEADER = "a response header"
_COOKIE = "a cookie"
_MESSAGE = "a message to the browser"
_SCHEMA = "the published API schema (/openapi.json)"
_ERROR = "an error reply"
_ASGI = "fastapi starlette litestar esmerald ravyn"
_ANYTHING = "*values **fields"
# What a response of a framework is called where nothing else is known of it.
_RESPONSES = "response resp reply"


def _client(packages: str, methods: str, channel: str, signature: str, receivers: str = "") -> Row:
    return Row(packages, methods, channel, signature, receivers, "client")


ROWS = (
    # Flask, Quart
    _client("flask quart", "render_template stream_template", _TEMPLATE, "_template **context"),
    _client("flask quart", "render_template_string stream_template_string", _TEMPLATE, "source **context"),
    _client("flask quart", "jsonify", _JSON, _ANYTHING),
    _client("flask quart", "make_response Response", _REPLY, "response _status headers"),
    _client("flask quart", "abort", _ERROR, "_status description response"),
    _client("flask quart", "flash", "the page", "message"),
    _client("flask quart", "stream_with_context", _REPLY, "generator"),
    _client("flask_restful flask_restx flask_smorest", "abort", _ERROR, "_status message **fields"),
    _client("flask_restful flask_restx", "marshal make_response", _JSON, "data"),
    _client("flask_socketio socketio", "emit send", _MESSAGE, "_event data *values json", "socketio sio"),
    _client("werkzeug", "Response", _REPLY, "response _status headers"),
    _client("werkzeug", "abort", _ERROR, "_status description *values"),
    # FastAPI, Starlette, Litestar
    _client(
        _ASGI,
        "JSONResponse ORJSONResponse UJSONResponse HTMLResponse PlainTextResponse Response StreamingResponse",
        _REPLY,
        "content _status headers",
    ),
    _client("sse_starlette", "EventSourceResponse ServerSentEvent", _REPLY, "content"),
    _client(
        "starlette.templating fastapi.templating", "TemplateResponse", _TEMPLATE, "_a _b context *values", "templates"
    ),
    _client("litestar", "Template", _TEMPLATE, "_name context _template_name"),
    _client(_ASGI, "HTTPException WebSocketException", _ERROR, "_status_code detail headers reason"),
    _client(_ASGI, "RedirectResponse Redirect", "the URL of a redirect", "url headers"),
    _client(_ASGI, "send_json send_text send_bytes", _MESSAGE, "data"),
    _client(
        "fastapi",
        "Query Header Cookie Path Body Form File",
        _SCHEMA,
        "default example examples description title openapi_examples json_schema_extra",
    ),
    _client("pydantic sqlmodel", "Field", _SCHEMA, "_default example examples description title json_schema_extra"),
    # Django and its relatives
    _client("django", "render", _TEMPLATE, "_request _template context"),
    _client("django", "render_to_response TemplateResponse", _TEMPLATE, "_request _template context"),
    _client(
        "django",
        "HttpResponse StreamingHttpResponse HttpResponseBadRequest HttpResponseForbidden HttpResponseNotFound"
        " HttpResponseServerError HttpResponseNotAllowed",
        _REPLY,
        "content headers",
    ),
    _client("django", "JsonResponse", _JSON, "data headers"),
    _client("django", "HttpResponseRedirect redirect", "the URL of a redirect", _ANYTHING),
    _client("django.contrib.messages", "debug info success warning error", "the page", "_request message"),
    _client("django.contrib.messages", "add_message", "the page", "_request _level message"),
    _client("django.utils.html", "json_script", "the page", "value"),
    _client("rest_framework", "Response", _JSON, "data headers"),
    _client("rest_framework ninja", "HttpError ValidationError PermissionDenied", _ERROR, "detail message"),
    _client("channels", "send_json", _MESSAGE, "content"),
    _client("channels", "send", _MESSAGE, "text_data bytes_data"),
    # aiohttp's server; its client sends requests
    _client("aiohttp.web", "json_response", _JSON, "data text body headers"),
    _client("aiohttp.web", "Response StreamResponse", _REPLY, "body text headers"),
    _client("aiohttp.web", "send_json send_str send_bytes", _MESSAGE, "data"),
    _client(
        "aiohttp.web", "HTTPBadRequest HTTPUnauthorized HTTPForbidden HTTPInternalServerError", _ERROR, "text reason"
    ),
    _client("aiohttp_jinja2", "render_template render_string", _TEMPLATE, "_template _request context"),
    # Tornado, Sanic, Bottle, Falcon, Pyramid and others
    _client("tornado.web", "write finish", _REPLY, "chunk"),
    _client("tornado.web", "render render_string", _TEMPLATE, "_template **context"),
    _client("tornado.web tornado.websocket", "write_message", _MESSAGE, "message"),
    _client("tornado.web", "set_header add_header", _HEADER, "_name value"),
    _client("tornado.web", "send_error set_status", _ERROR, "_status reason"),
    _client("sanic", "json text html raw", _REPLY, "body headers"),
    _client("sanic", "HTTPResponse", _REPLY, "body headers"),
    _client("sanic_ext sanic", "render", _TEMPLATE, "_template context"),
    _client("sanic", "SanicException InvalidUsage ServerError", _ERROR, "message context extra"),
    _client("bottle", "template jinja2_template mako_template", _TEMPLATE, "_template *values **context"),
    _client("bottle", "HTTPResponse HTTPError abort", _REPLY, "body text"),
    _client("pyramid", "Response render_to_response", _REPLY, "body text value"),
    _client("falcon", "HTTPError HTTPBadRequest HTTPInternalServerError", _ERROR, "title description"),
    _client("chalice", "Response", _REPLY, "body headers"),
    _client("azure.functions robyn blacksheep", "HttpResponse Response json text html", _REPLY, "body content data"),
    _client("werkzeug.exceptions", "BadRequest Unauthorized Forbidden InternalServerError", _ERROR, "description"),
    # Cookies and headers of whatever framework
    _client(
        f"{_ASGI} flask quart django aiohttp.web tornado.web sanic bottle falcon pyramid werkzeug rest_framework",
        "set_cookie set_signed_cookie add_cookie set_secure_cookie",
        _COOKIE,
        "_name value",
        _RESPONSES,
    ),
    _client("falcon", "set_header append_header", _HEADER, "_name value", _RESPONSES),
    _client("bottle", "set_header add_header", _HEADER, "_name value", _RESPONSES),
    # The standard library's server
    _client("", "write", _REPLY, "data", "wfile"),
    _client("http.server", "send_header", _HEADER, "_name value", "self"),
    _client("http.server", "send_error", _ERROR, "_status message explain", "self"),
    # A window of a desktop app that shows a page
    _client(
        "webview", "create_window evaluate_js run_js load_html", "a web view", "title url html *values js_api! script"
    ),
    _client("", "evaluate_js", "a web view", "script", "window"),
    _client("PyQt5 PyQt6 PySide2 PySide6", "runJavaScript setHtml", "a web view", "text", "page view browser web"),
)
