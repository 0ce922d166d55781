"""How programs of a language read the key's variable and compare a secret: what to type instead of a literal."""

from sup_lint.keys.names import VARIABLE
from sup_lint.sources.language import family_of

_READS = {
    "python": f'os.environ["{VARIABLE}"]',
    "javascript": f"process.env.{VARIABLE}",
    "kotlin": f'System.getenv("{VARIABLE}")',
    "java": f'System.getenv("{VARIABLE}")',
    "groovy": f'System.getenv("{VARIABLE}")',
    "scala": f'sys.env("{VARIABLE}")',
    "dart": f"Platform.environment['{VARIABLE}']",
    "swift": f'ProcessInfo.processInfo.environment["{VARIABLE}"]',
    "objective-c": f'NSProcessInfo.processInfo.environment[@"{VARIABLE}"]',
    "csharp": f'Environment.GetEnvironmentVariable("{VARIABLE}")',
    "cpp": f'std::getenv("{VARIABLE}")',
    "go": f'os.Getenv("{VARIABLE}")',
    "php": f"getenv('{VARIABLE}')",
    "ruby": f'ENV.fetch("{VARIABLE}")',
    "rust": f'std::env::var("{VARIABLE}")',
    "shell": f"${{{VARIABLE}:?}}",
}
_COMPARISONS = {"python": "hmac.compare_digest", "javascript": "crypto.timingSafeEqual"}


def reading(language: str) -> str:
    """The expression that reads the variable; its name alone where there is no usual one."""
    return _READS.get(language) or _READS.get(family_of(language), f"the variable {VARIABLE}")


def comparing(language: str) -> str:
    """What compares secrets in constant time, in words."""
    function = _COMPARISONS.get(family_of(language))
    return f"by {function}" if function is not None else "in constant time"
