"""Fixes of keys in files that programs and people are configured by."""
