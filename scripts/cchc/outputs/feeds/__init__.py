"""The feeds of the site: which there are, their entries, and their documents in RSS, Atom and JSON Feed."""

from cchc.outputs.feeds.lists import (
    announced,
    feed_of_field,
    feed_of_list,
    feeds_of_item,
    find_subscriptions,
    group_feeds,
)
from cchc.outputs.feeds.make import make_feeds
from cchc.outputs.feeds.opml import OPML_URL

__all__ = [
    "OPML_URL",
    "announced",
    "feed_of_field",
    "feed_of_list",
    "feeds_of_item",
    "find_subscriptions",
    "group_feeds",
    "make_feeds",
]
