"""Functions that write to consoles, terminals and pages, or whose message ends up in an error."""

from sup_lint.analysis.sinks.row import Row

_CONSOLE = "the console"
_OUT = "standard output"
_ERR = "standard error"
_PAGE = "the page"
_DIALOG = "a dialog"
_ERROR = "an error's message"
_COMPARING = (
    "equal notEqual strictEqual notStrictEqual deepEqual notDeepEqual deepStrictEqual notDeepStrictEqual match"
    " doesNotMatch throws rejects"
)

ROWS = (
    Row(
        "console",
        "log info warn error debug trace dirxml group groupCollapsed exception timeStamp",
        _CONSOLE,
        "*values",
        "console",
    ),
    Row("console", "dir table", _CONSOLE, "value", "console"),
    Row("console", "assert", _CONSOLE, "_condition *values", "console"),
    Row("console", "timeLog", _CONSOLE, "label *values", "console"),
    Row("console", "count time timeEnd", _CONSOLE, "label", "console"),
    Row("process.stdout", "write end", _OUT, "text"),
    Row("process.stderr", "write end", _ERR, "text"),
    Row("process", "_rawDebug emitWarning", _ERR, "*values"),
    Row("Deno.stdout Bun.stdout", "write writeSync", _OUT, "text"),
    Row("Deno.stderr Bun.stderr", "write writeSync", _ERR, "text"),
    Row("Bun", "write", _OUT, "_target text"),
    Row("util", "log debug error puts print", _ERR, "*values"),
    Row("util.debuglog util.debug", "()", _ERR, "*values"),
    # Boxes, spinners and prompts on the terminal.
    Row("ora nanospinner yocto-spinner", "() start succeed fail warn info stopAndPersist", _ERR, "text", "spinner"),
    Row("@clack/prompts", "intro outro note cancel message info success step warn error start stop", _OUT, "*values"),
    Row("@actions/core", "debug info notice warning error setFailed startGroup", "the workflow's log", "message"),
    Row("@oclif/core", "log error warn exit debug", _OUT, "*values"),
    Row("commander", "error addHelpText", _ERR, "text"),
    Row("fancy-log gulplog", "() log info warn error dir", _OUT, "*values"),
    Row("", "log", _OUT, "*values", "this"),
    Row("vscode", "appendLine append", "the editor's output", "text", "channel"),
    Row("vscode", "showErrorMessage showInformationMessage showWarningMessage", _DIALOG, "*values"),
    Row("electron", "showErrorBox showMessageBox showMessageBoxSync", _DIALOG, "*values"),
    # Pages.
    Row("builtins", "alert prompt confirm", _DIALOG, "text default"),
    Row("document", "write writeln", _PAGE, "*values"),
    Row("", "insertAdjacentHTML insertAdjacentText", _PAGE, "_place text", "*"),
    Row("$ jQuery jquery cash-dom", "html text append prepend before after", _PAGE, "*values"),
    Row("react-native", "alert", _DIALOG, "*values"),
    Row("react-hot-toast sonner react-toastify notistack vue-toastification", "success error info warn", _PAGE, "text"),
    Row("", "enqueueSnackbar", _PAGE, "text", "*"),
    # Errors.
    Row("assert chai.assert", f"ok assert {_COMPARING}", _ERROR, "_actual _expected message", kind="exception"),
    Row("assert", "fail ifError", _ERROR, "message", kind="exception"),
    Row(
        "assert invariant tiny-invariant ts-invariant", "() invariant", _ERROR, "_condition *message", kind="exception"
    ),
)
