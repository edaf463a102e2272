"""Bytes that are kept: evidence, uploads, issued documents. Named by their hash, never changed."""
