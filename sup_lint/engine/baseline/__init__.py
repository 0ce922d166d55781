"""The baseline: findings that were there before, and are accepted for now."""
