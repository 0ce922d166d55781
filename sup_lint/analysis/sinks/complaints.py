"""Functions whose message ends up in an exception: those of test frameworks, click's `fail`, notes."""

from sup_lint.analysis.sinks.row import Row

_EXCEPTION = "an exception's message"
_TEST = "unittest django aiounittest asynctest testtools twisted"

ROWS = (
    Row("", "add_note", _EXCEPTION, "note", "e ex exc err error exception failure problem", "exception"),
    Row("pytest _pytest", "fail skip xfail exit", _EXCEPTION, "reason msg", kind="exception"),
    Row("click typer asyncclick cloup rich_click", "fail", _EXCEPTION, "message", "ctx context self", "exception"),
    Row(_TEST, "fail skipTest", _EXCEPTION, "msg reason", kind="exception"),
    Row(
        _TEST,
        "assertTrue assertFalse assertIsNone assertIsNotNone",
        _EXCEPTION,
        "_value msg",
        "self cls",
        "exception",
    ),
    Row(
        _TEST,
        "assertEqual assertNotEqual assertIs assertIsNot assertIn assertNotIn assertIsInstance assertNotIsInstance"
        " assertGreater assertGreaterEqual assertLess assertLessEqual assertRegex assertNotRegex assertCountEqual"
        " assertDictEqual assertListEqual assertTupleEqual assertSetEqual assertMultiLineEqual assertSequenceEqual",
        _EXCEPTION,
        "_first _second msg",
        "self cls",
        "exception",
    ),
    Row(_TEST, "assertAlmostEqual assertNotAlmostEqual", _EXCEPTION, "_first _second _places msg", "self", "exception"),
)
