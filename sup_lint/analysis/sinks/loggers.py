"""Python's loggers: the standard library's and those of packages."""

from sup_lint.analysis.sinks.row import Row

_LEVELS = "debug info warning warn error critical fatal"
_MORE_LEVELS = f"{_LEVELS} trace success notice verbose msg"
_ASYNC_LEVELS = "adebug ainfo awarning awarn aerror acritical afatal amsg"
_STANDARD = "msg *args extra? exc_info& _stack_info _stacklevel"
_STANDARD_PACKAGES = "logging absl.logging picologging aiologger celery oslo_log multiprocessing"

ROWS = (
    Row(_STANDARD_PACKAGES, f"{_LEVELS} vlog", "a log", _STANDARD),
    Row(_STANDARD_PACKAGES, "exception", "a log", "msg *args extra? exc_info&^ _stack_info _stacklevel"),
    Row(_STANDARD_PACKAGES, "log", "a log", f"_level {_STANDARD}"),
    Row("absl.logging", "vlog log_every_n log_first_n log_if", "a log", "_level msg *args"),
    Row("logging picologging", "LoggerAdapter", "a log", "_logger extra?"),
    Row("logging picologging", "LogRecord", "a log", "_name _level _path _line msg args? exc_info& _func _sinfo"),
    Row("logging", "makeLogRecord", "a log", "dict?"),
    Row(
        "logging",
        "makeRecord",
        "a log",
        "_name _level _fn _lno msg args? exc_info& _func extra? _sinfo",
        receivers="logger",
    ),
    Row("loguru", f"{_LEVELS} trace success", "a log", "message *args **fields~"),
    Row("loguru", "exception", "a log", "message *args **fields~ ^"),
    Row("loguru", "log", "a log", "_level message *args **fields~"),
    Row("loguru", "bind contextualize", "a log", "**fields?"),
    Row("loguru", "catch", "a log", "_exception _level message ^"),
    Row("loguru", "opt", "a log", "exception& **_others", receivers="logger"),
    Row("structlog", f"{_MORE_LEVELS} {_ASYNC_LEVELS}", "a log", "event *args exc_info& **fields"),
    Row("structlog", "exception aexception", "a log", "event *args exc_info&^ **fields"),
    Row("structlog", "log alog", "a log", "_level event *args exc_info& **fields"),
    Row(
        "structlog",
        "bind new bind_contextvars bound_contextvars bind_threadlocal bound_threadlocal tmp_bind get_logger getLogger"
        " wrap_logger",
        "a log",
        "*_others **fields",
    ),
    Row("logbook", _MORE_LEVELS, "a log", "msg *args exc_info& extra? **fields"),
    Row("logbook", "exception", "a log", "msg *args exc_info&^ extra? **fields"),
    Row("logbook", "log", "a log", "_level msg *args exc_info& extra? **fields"),
    Row("eliot", "log_message start_action start_task log add_success_fields", "a log", "*_others **fields"),
    Row("eliot", "write_traceback", "a log", "_logger exc_info&^"),
    Row("twisted", f"{_MORE_LEVELS} failure", "a log", "format *args **fields"),
    Row("twisted.python.log", "msg err", "a log", "*message **fields"),
    Row("logfire", f"{_MORE_LEVELS} span", "Logfire", "template *args attributes exc_info& _tags **fields"),
    Row("logfire", "exception", "Logfire", "template *args exc_info&^ _tags **fields"),
    Row("logfire", "log", "Logfire", "_level template attributes exc_info& _tags"),
    Row("logfire", "set_attribute set_baggage", "Logfire", "key value **fields"),
    Row("logfire", "set_attributes", "Logfire", "attributes"),
    Row("aws_lambda_powertools", _LEVELS, "a log", "msg *args exc_info& _stack_info _stacklevel extra **fields"),
    Row("aws_lambda_powertools", "exception", "a log", "msg *args exc_info&^ _stack_info _stacklevel extra **fields"),
    Row("aws_lambda_powertools", "append_keys structure_logs append_context_keys", "a log", "**fields", "logger"),
    Row("google.cloud.logging", "log_text log_struct log", "a log", "message **fields"),
    Row("frappe", "log_error", "a log", "title message"),
    Row("syslog", "syslog", "the system's log", "*message"),
    Row("systemd", "send write", "the system's log", "message **fields"),
    # Loggers of unknown origin, known by their names.
    Row("", f"{_MORE_LEVELS} {_ASYNC_LEVELS}", "a log", "msg *args extra? exc_info& **fields", "logger"),
    Row("", "exception aexception", "a log", "msg *args extra? exc_info&^ **fields", "logger"),
    Row("", "log alog", "a log", "_level msg *args extra? exc_info& **fields", "logger"),
    Row("", "bind new contextualize", "a log", "**fields?", "logger"),
    Row("", "bind_contextvars bound_contextvars", "a log", "**fields", "*"),
    Row("", "log_text log_struct", "a log", "message **fields", "logger"),
    # A Lightning module's metrics, Textual's and Scrapy's messages: self.log(…).
    Row("", "log log_dict", "a log", "*values **_others", "self cls"),
)
# What methods of classes that inherit from these return is written, too.
RETURNED = {
    "process": ("logging.LoggerAdapter",),
    "format": ("logging.Formatter",),
    "formatMessage": ("logging.Formatter",),
    "formatException": ("logging.Formatter",),
}
