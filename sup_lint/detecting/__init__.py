"""detect-secrets with sup-lint's detector: what the hook finds, what baselines hold, and which traps a set-up is in."""
