"""The key's header on its way from a browser: allowed by servers, passed on by them, relayed by proxies."""
