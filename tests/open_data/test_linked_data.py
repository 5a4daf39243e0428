"""Linked data: schema.org for one procedure, CPSV-AP 3.2.0 for all."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from cchc.model.phan_loai import DonViThoiGian
from cchc.model.thanh_phan import ThoiHan
from cchc.outputs.open_data.government_service import duration

Read = Callable[[str], Any]

PROCEDURE = "https://cchc.example/muc/thu-tuc-hanh-chinh/1.000001/"

OBLIGATORY = {
    "cpsv:PublicService": {"dct:identifier", "dct:title", "dct:description", "cv:hasCompetentAuthority"},
    "cv:PublicOrganisation": {"skos:prefLabel", "dct:spatial"},
    "cv:Channel": {"dct:identifier"},
    "cv:Cost": {"dct:identifier"},
    "cv:Evidence": {"dct:identifier", "dct:title"},
    "cv:Output": {"dct:identifier", "dct:title"},
    "dcat:Dataset": {"dct:title", "dct:description", "dct:publisher"},
}
"""Properties with a least number of one in CPSV-AP 3.2.0."""


@pytest.mark.slow
def test_a_procedure_is_a_government_service(read: Read) -> None:
    """Name, code, agency, audience, channel, charge and result stand under schema.org's names."""
    node = read("thu-tuc/1.000001.jsonld")
    assert (node["@context"], node["@type"]) == ("https://schema.org", "GovernmentService")
    assert node["@id"] == PROCEDURE
    assert node["identifier"] == "1.000001"
    assert node["serviceOperator"] == [{"@type": "GovernmentOrganization", "name": "Sở Y tế"}]
    assert [offer["price"] for offer in node["offers"]] == ["500000"]
    assert node["availableChannel"][0]["description"] == "15 ngày làm việc"


@pytest.mark.slow
def test_every_node_of_the_catalogue_has_its_obligatory_properties(read: Read) -> None:
    """Nodes of CPSV-AP classes carry what the profile demands of them."""
    nodes = list(_nodes(read("cpsv-ap.jsonld")["@graph"]))
    assert {node["@type"] for node in nodes} >= set(OBLIGATORY)
    for node in nodes:
        assert OBLIGATORY.get(node["@type"], set()) <= node.keys(), node["@id"]


@pytest.mark.slow
def test_references_inside_the_catalogue_lead_to_nodes(read: Read) -> None:
    """Agencies, concepts and legal texts to which a procedure refers are described in the same graph."""
    graph = read("cpsv-ap.jsonld")["@graph"]
    described = {node["@id"] for node in _nodes(graph)}
    here = "https://cchc.example/muc/du-lieu/cpsv-ap.jsonld#"
    referred = {reference for reference in _references(graph) if reference.startswith(here)}
    assert referred
    assert referred <= described


@pytest.mark.slow
def test_prefixes_are_declared(read: Read) -> None:
    """Every prefix that a name of the graph uses is in its context, so that nothing has to be fetched."""
    document = read("cpsv-ap.jsonld")
    names = {name for node in _nodes(document["@graph"]) for name in (*node, node["@type"]) if ":" in name}
    assert {name.partition(":")[0] for name in names} <= document["@context"].keys()


@pytest.mark.parametrize(
    ("so", "don_vi", "expected"),
    [
        ("8", DonViThoiGian.GIO, "PT8H"),
        ("20", DonViThoiGian.NGAY, "P20D"),
        ("2", DonViThoiGian.THANG, "P2M"),
        ("15", DonViThoiGian.NGAY_LAM_VIEC, None),
        ("7.5", DonViThoiGian.NGAY, None),
    ],
)
def test_only_exact_time_limits_become_durations(so: str, don_vi: DonViThoiGian, expected: str | None) -> None:
    """Working days and fractions have no duration of ISO 8601, so none is claimed."""
    assert duration(ThoiHan(so=Decimal(so), don_vi=don_vi)) == expected


def _nodes(value: Any) -> Any:
    if isinstance(value, dict):
        if "@type" in value and "@id" in value:
            yield value
        for part in value.values():
            yield from _nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part)


def _references(value: Any) -> Any:
    if isinstance(value, dict):
        if "@id" in value:
            yield value["@id"]
        for part in value.values():
            yield from _references(part)
    elif isinstance(value, list):
        for part in value:
            yield from _references(part)
