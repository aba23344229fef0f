"""Owners are told what becomes of their uploads, at addresses that they name."""
