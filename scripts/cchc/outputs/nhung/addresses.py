"""The addresses of the embedding kit, which other sites hold in their pages and which never change; frame sizes."""

NHUNG = "/nhung/"
VI_DU = "/nhung/vi-du/"
GOC_DUOC_PHEP = "/nhung/goc-duoc-phep.json"
THANH_PHAN = "/nhung/v1/cchc-tin.js"

SO_TIN = (5, 10)
"""How many items frames and fragments come with; the first is what an address without a number gives."""

CAO_KHUNG = {"300": (740, 1260), "600": (510, 870), "100%": (510, 870)}
"""Heights in pixels, by width and in the order of ``SO_TIN``, at which titles of usual length need no scrolling."""


def khung_url(ten: str, so: int = SO_TIN[0]) -> str:
    """Return the address of the page that is shown in a frame."""
    return f"{NHUNG}khung/{ten}/" if so == SO_TIN[0] else f"{NHUNG}khung/{ten}/{so}/"


def manh_url(ten: str, so: int = SO_TIN[0]) -> str:
    """Return the address of the fragment for an include on the server."""
    return f"{NHUNG}manh/{ten}.html" if so == SO_TIN[0] else f"{NHUNG}manh/{ten}/{so}.html"


def oembed_url(page_url: str) -> str:
    """Return the address of the oEmbed answer for a page: static, so it stands in the path and not in a query."""
    return f"{NHUNG}oembed{page_url.rstrip('/')}.json"
