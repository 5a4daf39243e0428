"""Which attributes of a page are links and anchors, and which are only written about."""

import pytest

from cchc.outputs.link_check import LinkIndex


def _dead(body: str, *files: str) -> list[str]:
    index = LinkIndex()
    index.add("trang/index.html", f"<!doctype html><title>Trang</title><main>{body}</main>".encode())
    for file in files:
        index.add(file, b"")
    return [problem.message.partition("“")[2].partition("”")[0] for problem in index.check()]


@pytest.mark.parametrize(
    ("body", "dead"),
    [
        ('<a href="../khong-co/">Đọc</a>', ["/khong-co/"]),
        ('<img alt="" src="anh.png">', ["/trang/anh.png"]),
        ('<form action="/gui"></form>', ["/gui"]),
        ('<a href="#muc">Mục</a>', ["#muc"]),
        ('<p id="muc"></p><a href="#muc">Mục</a>', []),
        ('<a href="https://example.vn/khong-co">Nơi khác</a>', []),
        ('<p>Viết src="x.png" hoặc href="y" trong thẻ.</p>', []),
        ('<p>Viết src="x.png"</p><a href="../khong-co/">Đọc</a>', ["/khong-co/"]),
        ('<p>Viết id="muc"</p><a href="#muc">Mục</a>', ["#muc"]),
        ('<a title="a > b" href="../khong-co/">Đọc</a>', ["/khong-co/"]),
        ('<p>src="x"</p><a href="a%20b/?x=1&amp;y=2#z">Đọc</a>', ["/trang/a b/"]),
    ],
)
def test_only_attributes_of_tags_count(body: str, dead: list[str]) -> None:
    """A link is dead if nothing is there; what text says in the form of an attribute is no link, no anchor."""
    assert _dead(body) == dead


def test_a_link_to_a_file_that_is_there_is_sound() -> None:
    """The page or file at the address is what counts, however the link is written."""
    body = '<p>href="x"</p><a href="../co/">Có</a> <a href="/co/tep.pdf">Tệp</a> <a href="../co/index.html">Có</a>'
    assert _dead(body, "co/index.html", "co/tep.pdf") == []
