"""Other vendors' schemes: what stands beside their keys, and never beside a key of Supertone."""

from collections.abc import Iterable

from sup_lint.keys.names import words_of

# Of Algolia and its DocSearch, of Firebase, of captchas. What any flat list of settings may have (DATABASE_URL,
# storage_bucket, project_id) says nothing.
_SIGNS = frozenset(
    """
    appid applicationid indexname inputselector searchparameters authdomain messagingsenderid measurementid sitekey
    """.split()
)


def is_anothers_scheme(names: Iterable[str]) -> bool:
    """Whether names that stand side by side are another vendor's: `appId`, `data-index-name`, `authDomain`.

    Variables of the environment (`APP_ID`) stand beside anybody's.
    """
    return any(not name.isupper() and "".join(words_of(name)).removeprefix("data") in _SIGNS for name in names)
