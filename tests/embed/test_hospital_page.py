"""The embedding kit in the page of another origin, under that page's own strict policy, in a real Chromium."""

import json

import httpx
import pytest
from playwright.sync_api import Browser

from embed.conftest import Portal
from embed.hospital import Hospital
from visiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEWEST = "Tin một: đường mới"

_TWO_FRAMES_AFTER_IT_IS_DEFINED = """customElements.whenDefined("cchc-tin").then(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))"""


def _rows(name: str = "cchc-tin") -> str:
    return f"{name} li a"


def _component(portal: Portal, attributes: str, inner: str = '<a href="/tin">Tin của Sở</a>') -> str:
    return (
        f'<script type="module" src="{portal.address}/nhung/v1/cchc-tin.js"></script>'
        f"<cchc-tin {attributes}>{inner}</cchc-tin>"
    )


def _write_feed(portal: Portal, name: str, items: list[object]) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Nguồn thử", "items": items}
    (portal.site / "rss" / f"{name}.json").write_text(json.dumps(feed), encoding="utf-8")


def test_all_three_live_in_a_page_under_its_own_policy(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """What the page of snippets prints works as pasted: items in frame, component and fragment, no violation."""
    frame, component, fragment = portal.snippets()
    included = httpx.get(fragment).text
    with visit(chromium) as page:
        page.goto(hospital.show(component + included + frame))
        assert page.locator(_rows()).first.inner_text() == NEWEST
        assert page.locator("cchc-tin li time").first.inner_text() == "01/11/2026"
        assert page.locator("section.cchc-tin li a").first.inner_text() == NEWEST
        page.locator("iframe").scroll_into_view_if_needed()
        assert page.frame_locator("iframe").locator("li a").first.inner_text() == NEWEST


def test_links_of_all_three_lead_to_the_portal(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """The reader leaves the hospital's page for the article; the frame's link does not open it inside the frame."""
    frame, component, fragment = portal.snippets()
    address = hospital.show(component + httpx.get(fragment).text + frame)
    for place in ("cchc-tin li a", "section.cchc-tin li a", "iframe"):
        with visit(chromium) as page:
            page.goto(address)
            page.locator("iframe").scroll_into_view_if_needed()
            link = page.frame_locator("iframe").locator("li a") if place == "iframe" else page.locator(place)
            link.first.click()
            page.wait_for_url(f"{portal.address}/tin-tuc/2026/tin-mot/")


def test_without_scripts_the_inner_link_stays(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """With JavaScript off the component is a link to the list; frame and fragment need none."""
    frame, component, fragment = portal.snippets()
    with visit(chromium, javascript=False) as page:
        page.goto(hospital.show(component + httpx.get(fragment).text + frame))
        link = page.locator("cchc-tin > a")
        assert link.is_visible()
        assert link.get_attribute("href") == f"{portal.address}/tin-tuc/"
        page.locator("iframe").scroll_into_view_if_needed()
        assert page.frame_locator("iframe").locator("li a").first.inner_text() == NEWEST


def test_a_site_that_the_register_does_not_name_cannot_frame(
    portal: Portal, stranger: Hospital, chromium: Browser
) -> None:
    """The browser refuses the frame and says that the portal's policy is the reason."""
    context = chromium.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(stranger.show(f'<iframe src="{portal.address}/nhung/khung/tin-tuc/" title="Tin"></iframe>'))
    framed = [frame for frame in page.frames if frame is not page.main_frame]
    assert all(not frame.locator("li a").count() for frame in framed)
    context.close()


def test_the_component_is_open_to_every_site(portal: Portal, stranger: Hospital, chromium: Browser) -> None:
    """Public feeds are public: the register limits only frames."""
    with visit(chromium) as page:
        page.goto(stranger.show(portal.snippets()[1]))
        assert page.locator(_rows()).first.inner_text() == NEWEST


def test_a_changed_script_is_not_run(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """With the hash of other bytes the browser refuses the script and the inner link stays."""
    component = portal.snippets()[1].replace("sha384-", "sha384-AAAA")
    context = chromium.new_context()
    page = context.new_page()
    with page.expect_console_message(lambda message: "integrity" in message.text):
        page.goto(hospital.show(component))
    assert page.locator("cchc-tin > a").is_visible()
    assert page.locator(_rows()).count() == 0
    context.close()


def test_a_feed_elsewhere_is_not_asked_for(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """Only the origin of the script is read; for any other address the inner link stays and nothing is requested."""
    elsewhere = ("https://example.com/rss/tin-tuc.json", "//example.com/x.json", "javascript:alert(1)", "data:,{}")
    asked: list[str] = []
    with visit(chromium) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(hospital.show("".join(_component(portal, f'nguon="{nguon}"') for nguon in elsewhere)))
        page.locator("cchc-tin section[aria-busy=false]").nth(len(elsewhere) - 1).wait_for()
        assert [link.is_visible() for link in page.locator("cchc-tin > a").all()] == [True] * len(elsewhere)
    assert {url for url in asked if not url.startswith(hospital.address)} == {f"{portal.address}/nhung/v1/cchc-tin.js"}


def test_what_a_feed_says_is_text(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """Markup in titles stays text, addresses that are not http(s) and items without a title are left out."""
    good = {"url": "/tin-tuc/2026/tin-mot/", "date_published": "2026-11-21T20:30:00Z"}
    _write_feed(
        portal,
        "doc-hai",
        [
            {"title": "<img src=x onerror=alert(1)><b>Đậm</b>", **good, "image": "https://example.com/a.png"},
            {"title": "Lệnh", "url": "javascript:alert(1)"},
            {"title": "Dữ liệu", "url": "data:text/html,<script>alert(1)</script>"},
            {"title": "  ", "url": "/tin-tuc/"},
            {"title": "Không ngày", "url": "/tin-tuc/", "date_published": "hôm qua", "summary": "<i>chữ</i>"},
        ],
    )
    with visit(chromium) as page:
        page.goto(hospital.show(_component(portal, 'nguon="doc-hai" kieu="day-du"')))
        assert page.locator(_rows()).first.inner_text() == "<img src=x onerror=alert(1)><b>Đậm</b>"
        assert page.locator(_rows()).all_inner_texts()[1:] == ["Không ngày"]
        assert page.locator("cchc-tin li p").inner_text() == "<i>chữ</i>"
        assert page.locator("cchc-tin time").all_inner_texts() == ["22/11/2026"]  # half past three in Vietnam
        assert page.locator("cchc-tin img").count() == 0


def test_the_number_of_items_is_kept_in_bounds(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """From one to twenty; what is no number is five."""
    _write_feed(portal, "dai", [{"title": f"Tin {n}", "url": f"/tin-tuc/?{n}"} for n in range(30)])
    bounds = {"1": 1, "20": 20, "99": 20, "-3": 1, "nhiều": 5, "0": 5}
    with visit(chromium) as page:
        page.goto(hospital.show("".join(_component(portal, f'nguon="dai" so-tin="{so}"') for so in bounds)))
        for place, shown in enumerate(bounds.values()):
            component = page.locator("cchc-tin").nth(place)
            component.scroll_into_view_if_needed()
            component.locator("ul").wait_for()
            assert component.locator("li a").count() == shown


def test_nothing_is_loaded_until_the_reader_comes_near(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """Far below the fold the feed is not asked for; when the reader scrolls there it is."""
    with visit(chromium) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        far = "<p>Chữ của bệnh viện.</p>" * 200
        page.goto(hospital.show(far + _component(portal, 'nguon="tin-tuc"')))
        page.evaluate(_TWO_FRAMES_AFTER_IT_IS_DEFINED)
        assert not [url for url in asked if "/rss/" in url]
        page.locator("cchc-tin").scroll_into_view_if_needed()
        assert page.locator(_rows()).first.inner_text() == NEWEST


def test_the_list_is_a_named_list_for_screen_readers(portal: Portal, hospital: Hospital, chromium: Browser) -> None:
    """Region, heading and list have their roles; the inner link stands as the source below."""
    with visit(chromium) as page:
        page.goto(hospital.show(_component(portal, 'nguon="tin-tuc" tieu-de="Tin của ngành"')))
        region = page.get_by_role("region", name="Tin của ngành")
        region.get_by_role("list").get_by_role("listitem").first.wait_for()
        assert region.get_by_role("heading", name="Tin của ngành").is_visible()
        assert page.locator("cchc-tin section").get_attribute("aria-busy") == "false"
        assert page.locator("cchc-tin footer").inner_text().startswith("Nguồn:")
        assert page.get_by_role("link", name="Tin của Sở").is_visible()
