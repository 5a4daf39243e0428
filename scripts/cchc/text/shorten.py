"""Cutting long names for lists; the whole always stays on the record's own page."""


def shorten(text: str, limit: int = 160) -> str:
    """Return the text cut at a word to at most ``limit`` characters, with "…" where something is left out."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
