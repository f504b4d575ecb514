"""Readers: one module a kind of input, each giving a ``SourceText``."""
