"""The command ``cchc``: every verb is a small module of its own."""

from cchc.cli.program import main

__all__ = ["main"]
