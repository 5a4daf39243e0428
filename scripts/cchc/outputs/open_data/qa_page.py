"""Answered questions as schema.org sees them: a QAPage each, and a FAQPage of the frequent ones (QA-07).

They are files beside the pages, as those of procedures are; see ``government_service``.
"""

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from cchc.catalogue import Catalogue, HoiDapItem, urls
from cchc.catalogue.hoi_dap import find_frequent
from cchc.outputs.artefact import Artefact

Node = dict[str, Any]


def make_qa_pages(catalogue: Catalogue, site_url: str) -> Iterator[Artefact]:
    """Make the linked data of every question, and of the frequent ones together."""
    for item in catalogue.hoi_dap:
        yield _file(item.record.id, "QAPage", site_url + item.url, _question(item, site_url))
    frequent = find_frequent(catalogue.hoi_dap)
    if frequent:
        questions = [_question(item, site_url) for item in frequent]
        yield _file("thuong-gap", "FAQPage", site_url + urls.HOI_DAP, questions)


def _file(ten: str, kind: str, address: str, questions: Node | list[Node]) -> Artefact:
    node = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": address,
        "inLanguage": "vi",
        "mainEntity": questions,
    }
    return Artefact(urls.hoi_dap_jsonld_url(ten).lstrip("/"), to_json(node, indent=2))


def _question(item: HoiDapItem, site_url: str) -> Node:
    record = item.record
    node: Node = {
        "@type": "Question",
        "@id": f"{site_url}{item.url}",
        "name": record.cau_hoi,
        "text": record.chi_tiet or record.cau_hoi,
        "answerCount": 1,
        "acceptedAnswer": {
            "@type": "Answer",
            "text": record.tra_loi.strip(),
            "dateCreated": record.ngay_tra_loi,
            "dateModified": record.tra_loi_den_ngay,
            "url": f"{site_url}{item.url}",
        },
    }
    if record.ngay_hoi:
        node["dateCreated"] = record.ngay_hoi
    if item.don_vi:
        node["acceptedAnswer"]["author"] = {"@type": "GovernmentOrganization", "name": item.don_vi.record.ten}
    if item.thu_tuc:
        node["about"] = [{"@id": site_url + thu_tuc.url} for thu_tuc in item.thu_tuc]
    return node
