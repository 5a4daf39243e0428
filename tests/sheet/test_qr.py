"""QR codes: the modules that other encoders give, at the sizes of real addresses."""

import hashlib
from pathlib import Path

import pytest
from lxml import etree

from cchc.outputs.qr import can_make_qr, make_qr, make_qr_svg

ADDRESS = "https://cchc.soyte-binhminh.example/thu-tuc-hanh-chinh/1.014076/"


@pytest.mark.parametrize(
    ("length", "size", "sha256"),
    [
        (20, 25, "cedef0bd6510a2527815edbff6b57a8e8ed220a94bf6227bffff3626519da675"),
        (40, 29, "9c03354df164176040d631ce294f0cdace914801e901dd57b52c80e34b102722"),
        (64, 37, "ebcf905830fbe2d4dfdef871211003a6131003535d9b5c38082af22a11ac506d"),
        (80, 37, "71cdf32edcf781830eb8692a89141e048fe31c823d0557c278c41ab29f53f124"),
        (100, 41, "f767e3b8de7d49ab6ce49dbb5b1337eb1a38aa6f27fa96bc4d901c0d5dbd458d"),
        (130, 41, "15597230514f2b19d3f65b842546e33ea09112136487e295689c33ed0da3c27c"),
    ],
)
def test_modules_are_those_of_another_encoder(length: int, size: int, sha256: str) -> None:
    """Version, error correction, format and mask 0 agree with codes made by an independent program."""
    rows = make_qr((ADDRESS * 3)[:length])
    assert rows is not None
    assert len(rows) == size
    drawn = "\n".join("".join(map(str, row)) for row in rows)
    assert hashlib.sha256(drawn.encode()).hexdigest() == sha256


def test_the_drawing_has_every_dark_module_and_a_quiet_zone() -> None:
    """The path's strokes cover exactly the dark modules, four modules away from each edge."""
    rows = make_qr(ADDRESS)
    svg = make_qr_svg(ADDRESS)
    assert rows is not None
    assert svg is not None
    root = etree.fromstring(svg)
    side = len(rows) + 8
    assert root.attrib["viewBox"] == f"0 0 {side} {side}"
    strokes = [stroke.split("v1")[0] for stroke in root[1].attrib["d"].split("M")[1:]]
    lengths = [int(stroke.partition("h")[2]) for stroke in strokes]
    assert sum(lengths) == sum(map(sum, rows))
    assert min(int(stroke.split()[0]) for stroke in strokes) == 4


@pytest.mark.parametrize(("text", "fits"), [("x" * 134, True), ("x" * 135, False), ("đ" * 67, True), ("đ" * 68, False)])
def test_an_address_that_is_too_long_gets_no_code(text: str, fits: bool) -> None:
    """Bytes count, not letters; beyond the limit there is no file and no picture on the page."""
    assert can_make_qr(text) is fits
    assert (make_qr_svg(text) is not None) is fits


def test_each_procedure_page_has_its_code(sample_root: Path) -> None:
    """The file lies beside the page and the page shows it; an ended procedure has neither."""
    pages = sample_root / "site/thu-tuc-hanh-chinh"
    assert (pages / "1.014076/qr.svg").is_file()
    assert "qr.svg" in (pages / "1.014076/index.html").read_text(encoding="utf-8")
    assert not (pages / "1.004557/qr.svg").exists()
    assert "qr.svg" not in (pages / "1.004557/index.html").read_text(encoding="utf-8")
