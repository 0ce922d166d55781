"""How a program reads the key's variable from its environment, in each language's words."""

from sup_lint.keys.names import VARIABLE

_READ_BY = {
    "python": f'os.environ["{VARIABLE}"]',
    "javascript": f"process.env.{VARIABLE}",
    "typescript": f"process.env.{VARIABLE}",
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


def reading(language: str) -> str:
    """The expression that reads the variable in a language; the variable's name for a language that isn't known."""
    return _READ_BY.get(language, f"the variable {VARIABLE}")
