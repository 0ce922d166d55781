"""SARIF 2.1.0, the format in which code scanning services and editors take findings."""
