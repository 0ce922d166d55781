"""Keys on command lines that no sign of assignment gives away: `Set-Item Env:NAME …`, `reg add … /v NAME /d …`."""

import re
from collections.abc import Iterator
from functools import cache

# What may be a key, in quotes or bare. Every repetition is bounded, so that no text makes the search quadratic.
VALUE = r"""
    (?: (?:Bearer|Token)\s{1,4} )?
    (?: [rbfuRBFU]{0,2} ["'`]{0,2}
        (?P<quote>\\{0,2}["'`]) (?: (?:Bearer|Token)\s{1,4} )? (?P<quoted>[^"'`\\\s]{8,512}) (?P=quote)
      | (?P<bare>[A-Za-z0-9_\-+/=.~]{8,512}) )
"""
# Each with words of which one stands in every text that it matches; most texts have none, and it is not compiled.
_NAMED = (
    (
        ("env:", "Env:", "ENV:", "-Name ", "/v ", "printf "),
        rf"""
            (?: \$\{{(?:env|Env|ENV): | (?<![\w.])(?:env|Env|ENV):[\\/]? | (?:-Name|/v)\s{{1,4}} | printf\s{{1,4}}["'] )
            (?P<name>[A-Za-z_][\w.\-]{{1,90}})
            (?: \}}\s{{0,8}}=\s{{0,8}}
              | ["']?\s{{1,4}} (?: -Value\s{{1,4}} | (?:/t\s{{1,4}}\w{{3,13}}\s{{1,4}})?/d\s{{1,4}} )?
              | =%s(?:\\n)?["']\s{{1,4}} )
            {VALUE}
        """,
    ),
    (
        ("echo ", "printf "),
        rf"""
            (?<![\w.\-])(?:echo|printf)\s{{1,4}} (?:-n\s{{1,4}})? {VALUE} \s{{0,4}}\|\s{{0,4}}
            [^\r\n|"'`]{{0,100}}? (?:secrets?|parameter|variable|env) [^\r\n|"'`]{{0,60}}?
            [\s=/] (?P<name>[\w\-]{{0,40}}(?:super|SUPER)[_\-]?(?:tone|TONE)[\w.\-]{{1,60}})
        """,
    ),
)
# The vendor's own tool, and a secret with the vendor's name.
_CERTAIN = (
    (
        ("supertone",),
        rf"""
            (?<![\w.\-])supertone(?:-cli)?\s{{1,4}} (?: config\sset\s{{1,4}} | [^\r\n|;&]{{0,200}}? \s-- )
            (?P<name>api[_-]?key) (?: = | \s{{1,4}} ) {VALUE}
        """,
    ),
    (
        ("--from-literal",),
        rf"""
            \sgeneric\s{{1,4}} [\w.\-]{{0,40}}super-?tone[\w.\-]{{0,40}}\s [^\r\n;&|]{{0,200}}?
            --from-literal[=\s]["']?(?P<name>[\w.\-]{{0,20}}(?:key|token)) = {VALUE}
        """,
    ),
)


def commands_in(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield what may be a key behind a name on a command line, and whether the command says that it is Supertone's.

    `start` and `end` are the offsets to look between. Of each match `name` is the group of the name, `quoted` or `bare`
    that of the value, `quote` its quote.
    """
    for patterns, is_certain in ((_NAMED, False), (_CERTAIN, True)):
        for words, pattern in patterns:
            if any(text.find(word, start, end) >= 0 for word in words):
                for match in _compiled(pattern).finditer(text, start, end):
                    yield match, is_certain


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)
