"""The whole catalogue as linked data in the Core Public Service Vocabulary, application profile CPSV-AP 3.2.0.

Classes, properties and the obligatory ones among them: https://semiceu.github.io/CPSV-AP/releases/3.2.0/
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain

from pydantic_core import to_json

from cchc.catalogue import CanCuPhapLy, Catalogue, MucItem, ThuTucItem, urls
from cchc.model.nhan import nhan
from cchc.model.phan_loai import DoiTuong, Kenh, TrangThai
from cchc.model.site import Site
from cchc.model.thanh_phan import CachThuc, GiayTo, Phi
from cchc.outputs.artefact import Artefact
from cchc.outputs.open_data.datasets import CPSV_AP
from cchc.outputs.open_data.government_service import Node, duration, without_empty
from cchc.outputs.wording import word_phi, word_thoi_han
from cchc.text import shorten, slug

_PROFILE = "https://semiceu.github.io/CPSV-AP/releases/3.2.0/"
_EU = "http://publications.europa.eu/resource/authority"
_VIETNAM = {"@id": f"{_EU}/country/VNM"}
_VIETNAMESE = {"@id": f"{_EU}/language/VIE"}

_PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# Texts are Vietnamese unless the property holds a code, a date or a duration.
_CONTEXT: Node = {
    "@language": "vi",
    **_PREFIXES,
    "dct:identifier": {"@id": "dct:identifier", "@language": None},
    "eli:id_local": {"@id": "eli:id_local", "@language": None},
    "eli:date_document": {"@id": "eli:date_document", "@type": "xsd:date"},
    "dct:modified": {"@id": "dct:modified", "@type": "xsd:dateTime"},
    "cv:processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
    "cv:hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
}

_TEXT = 300


def make_cpsv_ap(catalogue: Catalogue, site: Site, site_url: str) -> Artefact:
    """Make one graph of all procedures with their agencies, fields, channels, charges, papers, results and laws."""
    graph = _Graph(site_url, catalogue.can_cu)
    items = tuple(catalogue.thu_tuc.values())
    nodes = chain(
        [graph.dataset(site, items)],
        graph.concepts(catalogue.linh_vuc.values()),
        map(graph.service, items),
        # Agencies come after the services: only then is it known which ones there are.
        graph.organisations(),
        graph.laws(),
    )
    # Node by node, because the whole graph as objects takes several hundred megabytes.
    written = b",\n".join(to_json(without_empty(node)) for node in nodes)
    head, _, tail = to_json({"@context": _CONTEXT, "@graph": []}).rpartition(b"]")
    return Artefact(f"du-lieu/{CPSV_AP}", head + written + b"]" + tail)


class _Graph:
    """Builds nodes that refer to each other; remembers the agencies that were referred to."""

    def __init__(self, site_url: str, can_cu: CanCuPhapLy) -> None:
        self._can_cu = can_cu
        self._site = site_url
        self._here = f"{site_url}{urls.DU_LIEU}{CPSV_AP}"
        self._agencies: dict[str, str] = {}

    def dataset(self, site: Site, items: Iterable[ThuTucItem]) -> Node:
        """Return the description of the graph itself."""
        publisher = {"@id": f"{self._here}#co-quan-cong-bo", "@type": "foaf:Agent"}
        return {
            "@id": self._here,
            "@type": "dcat:Dataset",
            "dct:title": "Thủ tục hành chính",
            "dct:description": f"Thủ tục hành chính do {site.ten_co_quan} công khai, theo CPSV-AP 3.2.0",
            "dct:identifier": self._here,
            "dct:conformsTo": {"@id": _PROFILE},
            "dct:publisher": publisher | {"dct:title": site.ten_co_quan, "dct:identifier": site.ten_co_quan},
            "dcat:landingPage": {"@id": self._site + urls.DU_LIEU},
            "dct:hasPart": [{"@id": self._site + item.url} for item in items],
        }

    def concepts(self, fields: Iterable[MucItem]) -> Iterator[Node]:
        """Yield the concepts by which procedures are told apart: fields, audiences, channels, states."""
        for muc in fields:
            yield {"@id": self._site + muc.url, "@type": "skos:Concept", "skos:prefLabel": muc.ten}
        for closed in (DoiTuong, Kenh, TrangThai):
            for value in closed:
                yield {**self._concept(value), "@type": "skos:Concept", "skos:prefLabel": nhan(value)}

    def service(self, item: ThuTucItem) -> Node:
        """Return a procedure with everything that belongs to it alone."""
        record, uri = item.record, self._site + item.url
        agencies = record.co_quan.tham_quyen or record.co_quan.thuc_hien
        return {
            "@id": uri,
            "@type": "cpsv:PublicService",
            "dct:identifier": record.ma,
            "dct:title": record.ten,
            "dct:description": shorten(record.mo_ta or record.ten, _TEXT),
            "dct:language": _VIETNAMESE,
            "dct:spatial": _VIETNAM,
            "dct:modified": record.cap_nhat,
            "foaf:page": {"@id": uri},
            "adms:status": self._concept(item.trang_thai),
            "cv:thematicArea": {"@id": self._site + item.linh_vuc.url},
            "cv:hasCompetentAuthority": [self._agency(name) for name in agencies],
            "dct:audience": [self._concept(who) for who in record.doi_tuong],
            "dcat:keyword": list(record.tu_khoa),
            "cv:hasChannel": [self._channel(uri, *numbered) for numbered in enumerate(record.cach_thuc, 1)],
            "cv:hasCost": [self._cost(uri, *numbered) for numbered in enumerate(item.phi, 1)],
            "cpsv:hasInput": [self._paper(uri, *numbered) for numbered in enumerate(_papers(item), 1)],
            "cpsv:produces": [
                {
                    "@id": f"{uri}#ket-qua-{number}",
                    "@type": "cv:Output",
                    "dct:identifier": ket_qua.ma or f"{record.ma}-{number}",
                    "dct:title": shorten(ket_qua.ten, _TEXT),
                }
                for number, ket_qua in enumerate(record.ket_qua, 1)
            ],
            "cv:hasLegalResource": [
                {"@id": self._site + text.url} for text in self._can_cu.cua_thu_tuc.get(record.ma, ())
            ],
            "cv:relatedService": [{"@id": self._site + urls.thu_tuc_url(ma)} for ma in record.tthc_lien_quan],
        }

    def organisations(self) -> Iterator[Node]:
        """Yield the agencies that services referred to."""
        for name, uri in self._agencies.items():
            yield {"@id": uri, "@type": "cv:PublicOrganisation", "skos:prefLabel": name, "dct:spatial": _VIETNAM}

    def laws(self) -> Iterator[Node]:
        """Yield the legal texts on which procedures rest; each has a page, whose address is its name."""
        for text in self._can_cu.van_ban:
            yield {
                "@id": self._site + text.url,
                "@type": "eli:LegalResource",
                "eli:id_local": text.so_ky_hieu,
                "eli:title": "".join(text.trich_yeu[:1]),
                "eli:date_document": text.ngay,
                "foaf:page": {"@id": text.url_goc or None},
            }

    def _concept(self, value: StrEnum) -> Node:
        return {"@id": f"{self._here}#{value.value}"}

    def _agency(self, name: str) -> Node:
        if name not in self._agencies:
            self._agencies[name] = f"{self._here}#co-quan-{slug(name)}"
        return {"@id": self._agencies[name]}

    def _channel(self, uri: str, number: int, cach: CachThuc) -> Node:
        return {
            "@id": f"{uri}#cach-thuc-{number}",
            "@type": "cv:Channel",
            "dct:identifier": f"cach-thuc-{number}",
            "dct:type": self._concept(cach.kenh),
            "dct:description": shorten(word_thoi_han(cach.thoi_han), _TEXT) if cach.thoi_han else None,
            "cv:processingTime": duration(cach.thoi_han),
        }

    def _cost(self, uri: str, number: int, phi: Phi) -> Node:
        priced = phi.so_tien is not None
        return {
            "@id": f"{uri}#phi-{number}",
            "@type": "cv:Cost",
            "dct:identifier": f"phi-{number}",
            "dct:description": shorten(word_phi(phi), _TEXT),
            "cv:hasValue": phi.so_tien if priced else None,
            "cv:currency": {"@id": f"{_EU}/currency/{phi.tien_te}"} if priced else None,
        }

    def _paper(self, uri: str, number: int, giay_to: GiayTo) -> Node:
        return {
            "@id": f"{uri}#giay-to-{number}",
            "@type": "cv:Evidence",
            "dct:identifier": giay_to.ma or f"giay-to-{number}",
            "dct:title": shorten(giay_to.ten, _TEXT),
        }


def _papers(item: ThuTucItem) -> Iterator[GiayTo]:
    for truong_hop in item.record.thanh_phan_ho_so:
        yield from (giay_to for giay_to in truong_hop.giay_to if giay_to.ten and not giay_to.la_ghi_chu)
