"""JSON Feed 1.1 (jsonfeed.org): one item and one document."""

import json
from collections.abc import Mapping, Sequence

from cchc.model.site import Site
from cchc.outputs.feed import DinhKem, Feed, MucTin, absolute, tag_uri
from cchc.text import to_vietnam

MEDIA_TYPE = "application/feed+json"


def make_item(entry: MucTin, site: Site) -> Mapping[str, object]:
    """Make the object of one entry; keys without a value are left out."""
    image = next((file for file in entry.dinh_kem if file.la_anh), None)
    item: dict[str, object] = {
        "id": tag_uri(site, entry.dinh_danh),
        "url": absolute(site, entry.url),
        "external_url": entry.nguon_url,
        "title": entry.tieu_de,
        "content_html": entry.noi_dung,
        "content_text": "" if entry.noi_dung else entry.tom_tat,
        "summary": entry.tom_tat,
        "image": absolute(site, image.url) if image else "",
        "date_published": to_vietnam(entry.ngay).isoformat(),
        "date_modified": to_vietnam(entry.cap_nhat).isoformat() if entry.cap_nhat else "",
        "authors": [{"name": entry.tac_gia}] if entry.tac_gia else [],
        "tags": list(entry.the),
        "attachments": [_attachment(file, site) for file in entry.dinh_kem],
    }
    return {key: value for key, value in item.items() if value}


def make_document(feed: Feed, items: Sequence[Mapping[str, object]], site: Site) -> tuple[str, bytes]:
    """Return the path and the bytes of the document of a feed."""
    head: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{feed.ten} – {site.ten_co_quan}",
        "home_page_url": absolute(site, feed.trang),
        "feed_url": absolute(site, feed.json_url),
        "description": feed.mo_ta,
        "language": "vi",
        "authors": [{"name": site.ten_co_quan, "url": absolute(site, "/")}],
    }
    if site.hub_websub:
        head["hubs"] = [{"type": "WebSub", "url": site.hub_websub}]
    text = json.dumps({**head, "items": items}, ensure_ascii=False, indent=1)
    return feed.json_url, text.encode() + b"\n"


def _attachment(file: DinhKem, site: Site) -> Mapping[str, object]:
    title = {"title": file.ten} if file.ten else {}
    return {
        "url": absolute(site, file.url),
        "mime_type": file.kieu,
        **title,
        "size_in_bytes": file.kich_thuoc,
    }
