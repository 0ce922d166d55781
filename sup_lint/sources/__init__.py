"""Where bytes come from, and what text they hold."""
