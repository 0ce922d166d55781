"""Functions that write to the terminal."""

from sup_lint.analysis.sinks.row import Row

_OUT = "standard output"
_ERR = "standard error"
_CLICK = "click typer asyncclick rich_click cloup"

ROWS = (
    Row("builtins", "print", _OUT, "*objects sep end file>"),
    Row("builtins", "input", _OUT, "prompt"),
    Row("builtins", "exit quit", _ERR, "code"),
    Row("builtins devtools", "debug", _OUT, "*values **fields"),
    Row("builtins icecream", "ic", _ERR, "*values"),
    Row("sys.stdout sys.__stdout__", "write writelines", _OUT, "text"),
    Row("sys.stderr sys.__stderr__", "write writelines", _ERR, "text"),
    Row("sys", "exit", _ERR, "status"),
    Row("sys", "displayhook", _OUT, "value"),
    Row("getpass", "getpass", "the terminal", "prompt"),
    Row("pprint", "pprint pp", _OUT, "object stream>"),
    Row("traceback", "print_exc print_last", _ERR, "_limit file> ^"),
    Row("traceback", "print_exception", _ERR, "exc^ value _tb _limit file>"),
    Row("warnings", "warn", "a warning", "message"),
    Row("warnings", "warn_explicit", "a warning", "message"),
    Row("rich", "print out", _OUT, "*objects sep end file>", "console"),
    Row("rich", "log", _OUT, "*objects sep end", "console"),
    Row("rich", "print_json", _OUT, "json data", "console"),
    Row("rich", "inspect", _OUT, "obj! title"),
    Row("rich", "pprint", _OUT, "object"),
    Row("rich", "rule status input", _OUT, "text title status prompt", "console"),
    Row("rich", "print_exception", _OUT, "^", "console"),
    Row("rich.prompt", "ask", _OUT, "prompt default"),
    Row("rich.progress", "add_task", _OUT, "description"),
    Row(_CLICK, "echo secho echo_via_pager", _OUT, "message file>"),
    Row(_CLICK, "echo_via_pager", _OUT, "text_or_generator"),
    # The default is shown behind the prompt.
    Row(_CLICK, "confirm prompt", _OUT, "text default"),
    Row("tqdm", "write", _OUT, "s file>"),
    Row("tqdm", "tqdm trange", _ERR, "_iterable desc postfix"),
    Row("tqdm", "set_description set_description_str", _ERR, "desc", "tqdm bar pbar progress"),
    Row("tqdm", "set_postfix", _ERR, "values _refresh **fields", "tqdm bar pbar progress"),
    Row("tqdm", "set_postfix_str", _ERR, "s", "tqdm bar pbar progress"),
    Row("termcolor", "cprint", _OUT, "text"),
    Row("prompt_toolkit", "print_formatted_text", _OUT, "*values sep end file>"),
    Row("prompt_toolkit", "prompt", _OUT, "message default"),
    Row("questionary", "print text password confirm", _OUT, "text default"),
    Row("argparse", "error", _ERR, "message", "parser"),
    Row("argparse", "exit", _ERR, "_status message", "parser"),
    Row("textual", "notify log", "the screen", "message *args **fields"),
    Row("ansible", "fail_json exit_json warn", _OUT, "message **fields"),
)
