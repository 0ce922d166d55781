"""The registry: every rule, in the order of the codes."""

from sup_lint.rule import Rule
from sup_lint.rules.bundled_env_key import BundledEnvKey
from sup_lint.rules.client_side_auth import ClientSideAuth
from sup_lint.rules.exposed_key_in_use import ExposedKeyInUse
from sup_lint.rules.hardcoded_key import HardcodedKey
from sup_lint.rules.headers_in_log import HeadersInLog
from sup_lint.rules.incomplete_redaction import IncompleteRedaction
from sup_lint.rules.key_header_from_browser import KeyHeaderFromBrowser
from sup_lint.rules.key_in_client_code import KeyInClientCode
from sup_lint.rules.key_in_config import KeyInConfig
from sup_lint.rules.key_in_exception import KeyInException
from sup_lint.rules.key_in_history import KeyInHistory
from sup_lint.rules.key_in_log import KeyInLog
from sup_lint.rules.key_in_url import KeyInUrl
from sup_lint.rules.key_sent_to_client import KeySentToClient
from sup_lint.rules.key_shared_by_services import KeySharedByServices
from sup_lint.rules.public_env_key import PublicEnvKey
from sup_lint.rules.too_many_keys import TooManyKeys
from sup_lint.rules.unprotected_env_file import UnprotectedEnvFile
from sup_lint.rules.unused_suppression import UnusedSuppression
from sup_lint.rules.wire_debug_log import WireDebugLog

RULES: tuple[Rule, ...] = (
    UnusedSuppression(),
    HardcodedKey(),
    KeyInConfig(),
    UnprotectedEnvFile(),
    KeyInUrl(),
    KeyInHistory(),
    KeyInClientCode(),
    PublicEnvKey(),
    ClientSideAuth(),
    BundledEnvKey(),
    KeySentToClient(),
    KeyHeaderFromBrowser(),
    KeyInLog(),
    HeadersInLog(),
    WireDebugLog(),
    KeyInException(),
    IncompleteRedaction(),
    ExposedKeyInUse(),
    TooManyKeys(),
    KeySharedByServices(),
)
