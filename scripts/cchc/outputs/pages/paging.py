"""Long lists cut into pages with real links between them."""

from dataclasses import dataclass

from cchc.catalogue import urls


@dataclass(frozen=True)
class PhanTrang:
    """Where a page stands in its list, with real links to the others."""

    trang: int
    tong: int
    truoc: str
    sau: str
    cac_trang: tuple[tuple[int, str], ...]


def count_pages(items: int, per_page: int) -> int:
    """Return how many pages a list takes; an empty one has a page too."""
    return max(1, -(-items // per_page))


def make_paging(url: str, number: int, total: int) -> PhanTrang:
    """Return the links of page ``number`` (from 1): its neighbours, the first and the last."""
    near = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    return PhanTrang(
        trang=number,
        tong=total,
        truoc=urls.trang_url(url, number - 1) if number > 1 else "",
        sau=urls.trang_url(url, number + 1) if number < total else "",
        cac_trang=tuple((page, urls.trang_url(url, page)) for page in near),
    )
