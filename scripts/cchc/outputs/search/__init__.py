"""The search of the site: what the browser's engine (``assets/js/tim-kiem.js``) fetches, made from the records."""

from cchc.outputs.search.build import make_search

__all__ = ["make_search"]
