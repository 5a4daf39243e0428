"""A procedure as schema.org sees it: a GovernmentService.

It is a file beside the page, to which the page's head links: the site's security policy lets no script stand inside
a page, and a block of JSON-LD is a script element to every checker of that policy.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic_core import to_json

from cchc.catalogue import ThuTucItem, urls
from cchc.model.nhan import nhan
from cchc.model.phan_loai import DonViThoiGian
from cchc.model.site import Site
from cchc.model.thanh_phan import CachThuc, NoiTiepNhan, Phi, ThoiHan
from cchc.outputs.artefact import Artefact
from cchc.outputs.wording import word_phi, word_thoi_han
from cchc.text import shorten

Node = dict[str, Any]

_DESCRIPTION = 300
_UNITS = {
    DonViThoiGian.GIO: "PT{}H",
    DonViThoiGian.NGAY: "P{}D",
    DonViThoiGian.THANG: "P{}M",
    DonViThoiGian.NAM: "P{}Y",
}
"""ISO 8601 durations. Working days are not among them: 15 of them are not P15D, and saying so would mislead."""


def make_government_service(item: ThuTucItem, site: Site, site_url: str) -> Artefact:
    """Make the linked data of one procedure."""
    record = item.record
    node: Node = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": site_url + item.url,
        "url": site_url + item.url,
        "identifier": record.ma,
        "name": record.ten,
        "description": shorten(record.mo_ta or record.ten, _DESCRIPTION),
        "serviceType": item.linh_vuc.ten,
        "provider": _organisations(record.co_quan.thuc_hien or record.co_quan.tham_quyen),
        "serviceOperator": _organisations(record.co_quan.tham_quyen),
        "audience": [{"@type": "Audience", "audienceType": nhan(who)} for who in record.doi_tuong],
        "availableChannel": [
            *(_channel(cach, record.url_dvcqg or site.url_dvcqg) for cach in record.cach_thuc),
            *map(_desk, record.co_quan.tiep_nhan),
        ],
        "serviceOutput": [{"@type": "Thing", "name": kq.ten, "identifier": kq.ma or None} for kq in record.ket_qua],
        "offers": [_offer(phi) for phi in item.phi],
        "isRelatedTo": [{"@id": site_url + urls.thu_tuc_url(ma)} for ma in record.tthc_lien_quan],
        "sameAs": list(dict.fromkeys(_elsewhere(item))),
    }
    return Artefact(urls.thu_tuc_jsonld_url(record.ma).lstrip("/"), to_json(without_empty(node)))


def duration(thoi_han: ThoiHan | None) -> str | None:
    """Return the ISO 8601 duration of a time limit, or None where it has no such form."""
    if thoi_han is None or thoi_han.so is None or thoi_han.don_vi not in _UNITS:
        return None
    if thoi_han.so != thoi_han.so.to_integral_value():
        return None
    return _UNITS[thoi_han.don_vi].format(int(thoi_han.so))


def without_empty(node: Node) -> Node:
    """Return the node without properties that say nothing, also in the nodes inside it."""
    kept: Node = {}
    for name, value in node.items():
        if isinstance(value, dict):
            value = without_empty(value)
        elif isinstance(value, list):
            value = [without_empty(part) if isinstance(part, dict) else part for part in value]
        if value or value == 0:
            kept[name] = value
    return kept


def _organisations(names: Iterable[str]) -> list[Node]:
    return [{"@type": "GovernmentOrganization", "name": name} for name in names]


def _channel(cach: CachThuc, online_url: str) -> Node:
    return {
        "@type": "ServiceChannel",
        "name": nhan(cach.kenh),
        "description": word_thoi_han(cach.thoi_han) if cach.thoi_han else None,
        "processingTime": duration(cach.thoi_han),
        "serviceUrl": online_url if cach.kenh == "truc-tuyen" else None,
        "availableLanguage": "vi",
    }


def _desk(noi: NoiTiepNhan) -> Node:
    return {
        "@type": "ServiceChannel",
        "name": noi.ten,
        "serviceLocation": {"@type": "Place", "name": noi.ten, "address": noi.dia_chi},
        "servicePhone": {"@type": "ContactPoint", "telephone": noi.dien_thoai} if noi.dien_thoai else None,
        "availableLanguage": "vi",
    }


def _offer(phi: Phi) -> Node:
    return {
        "@type": "Offer",
        "name": phi.ten or nhan(phi.loai),
        "description": shorten(word_phi(phi), _DESCRIPTION),
        "price": None if phi.so_tien is None else str(phi.so_tien),
        "priceCurrency": None if phi.so_tien is None else phi.tien_te,
        "validFrom": phi.hieu_luc_tu,
        "validThrough": phi.hieu_luc_den,
    }


def _elsewhere(item: ThuTucItem) -> Iterator[str]:
    if item.record.url_dvcqg:
        yield item.record.url_dvcqg
    if item.record.nguon and item.record.nguon.url:
        yield item.record.nguon.url
