"""The public pages of reports as people see them: what matters of a wide table stays in sight."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from visiting import serve, visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_year_of_months_fits_a_desk_and_keeps_names_on_a_phone(chromium: Browser, sample_root: Path) -> None:
    """At 1280 pixels the sum is in sight; on a phone the unit's name stays while its months are moved."""
    with serve(sample_root / "site") as address:
        with visit(chromium) as page:
            page.goto(f"{address}/don-vi/tham-gia/")
            table = page.locator(".cuon-ngang")
            assert table.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
        with visit(chromium, width=360) as page:
            page.goto(f"{address}/don-vi/tham-gia/")
            table = page.locator(".cuon-ngang")
            table.evaluate("frame => { frame.scrollLeft = frame.scrollWidth }")
            name, frame = table.locator("tbody th").first.bounding_box(), table.bounding_box()
            assert name is not None
            assert frame is not None
            assert abs(name["x"] - frame["x"]) < 1
