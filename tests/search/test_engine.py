"""The engine of the lookup: golden cases for each thing that people type."""

import csv
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from cchc.catalogue.items import ThuTucItem
from cchc.outputs.artefact import Artefact
from cchc.outputs.search import make_search
from cchc.text import fold
from search.mau import make_catalogue, make_item

pytestmark = pytest.mark.slow

Ask = Callable[..., Any]
MakeAsk = Callable[[Iterable[Artefact]], Ask]

SHARED = Path(__file__).resolve().parents[3] / "shared/data/tthc/dvcqg-api-2026-07/chi-muc.csv"


@pytest.fixture(scope="module")
def ask(make_ask: MakeAsk, items: tuple[ThuTucItem, ...]) -> Ask:
    """Return a way to ask over the sample procedures."""
    return make_ask(make_search(make_catalogue(items)))


@pytest.mark.parametrize(
    ("typed", "ma"),
    [
        pytest.param("giấy phép hoạt động khám bệnh cấp mới", "1.012278", id="with-diacritics"),
        pytest.param("cap moi giay phep hoat dong kham benh", "1.012278", id="without"),
        pytest.param("CẤP LẠI GIẤY PHÉP HOẠT ĐỘNG", "1.012279", id="capitals"),
        pytest.param("doi cap lai giay xac nhan khuyet tat", "1.001653", id="d-with-stroke"),
        pytest.param("Đổi giấy xác nhận", "1.001653", id="capital-d-with-stroke"),
        pytest.param("giấy xác nhân khuyêt tât", "1.001653", id="half-accented"),
        pytest.param("kệ thu", "1.014069", id="unfinished-word"),
        pytest.param("quay thuoc", "1.014076", id="inside-brackets"),
        pytest.param("tiệm thuốc tây", "1.014076", id="other-name"),
        pytest.param("gpp", "1.014076", id="keyword"),
        pytest.param("tôi muốn mở tiệm thuốc thì cần thủ tục gì", "1.014076", id="whole-question"),
        pytest.param("giay xac nhan khuyet taat", "1.001653", id="letter-too-many"),
        pytest.param("mai tagn", "1.001731", id="letters-swapped"),
        pytest.param("ghấy xác nhận khuyết tật", "1.001653", id="letter-replaced"),
        pytest.param("ỏi giấy xác nhận", "1.001653", id="first-letter-missing"),
        pytest.param("khuyêtt tậtt", "1.001653", id="two-words-mistyped"),
        pytest.param("kỹ phẩm sản suất", "1.002600", id="s-for-x"),
        pytest.param("my phẫm", "1.002600", id="tone-slipped"),
        pytest.param("chợ chi phí mai táng cho đối tượng bảo chợ", "1.001731", id="ch-for-tr"),
        pytest.param("mi fam", "1.002600", id="y-as-i-and-ph-as-f"),
        pytest.param("giaasy xacs nhaanj khuyeets taatj", "1.001653", id="raw-telex"),
        pytest.param("giays xacs nhanaj khuyetes tataj", "1.001653", id="telex-marks-last"),
        pytest.param("DDooir giaasy xacs nhaanj", "1.001653", id="telex-d"),
        pytest.param("giay61 xac1 nhan65 khuyet61 tat65", "1.001653", id="raw-vni"),
        pytest.param("d9oi63 giay61 xac1 nhan65", "1.001653", id="vni-d"),
        pytest.param("khuyếttật", "1.001653", id="run-together"),
        pytest.param("GPHĐ cấp lại", "1.012279", id="abbreviation"),
        pytest.param("gphd kcb cap lai", "1.012279", id="abbreviations-without-diacritics"),
        pytest.param("mở phòng mạch", "1.012278", id="everyday-words"),
        pytest.param("cho em hỏi muon mo phong mach can giay to gi", "1.012278", id="everyday-question"),
        pytest.param("thất lạc giấy phép hoạt động khám bệnh", "1.012279", id="lost-means-again"),
        pytest.param("đám ma", "1.001731", id="one-way-synonym"),
        pytest.param("giấy phép hoạt động", "1.012278", id="first-grant-before-another"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_find_the_procedure(ask: Ask, typed: str, ma: str, form: str) -> None:
    """What a citizen types brings the procedure first, in either Unicode form."""
    assert ask(unicodedata.normalize(form, typed))["ma"][0] == ma


@pytest.mark.parametrize(
    "typed",
    [
        "1.012278",
        "1012278",
        " 1.012278 ",
        "mã 1.012278",
        "1.012278.000.00.00.H35",
        "1.012278.H19",
        "1.012278.01",
        "https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc-hanh-chinh.html?ma_thu_tuc=1.012278",
        "https://example.gov.vn/thu-tuc-hanh-chinh/1.012278/",
        "?tu=%2F1.012278%2F",
    ],
)
def test_code_in_any_form_finds_only_its_procedure(ask: Ask, typed: str) -> None:
    """A code is enough, with or without points and suffix, alone or inside an address."""
    answer = ask(typed)
    assert (answer["kind"], answer["ma"]) == ("ma", ["1.012278"])


def test_part_of_a_code_lists_the_codes_that_begin_so(ask: Ask) -> None:
    """A part of a code brings the codes that begin with it before those that only hold it."""
    assert ask("1.01227")["ma"] == ["1.012278", "1.012279", "1.012275"]
    assert ask("4069")["ma"] == ["1.014069"]


def test_former_code_finds_the_procedure(ask: Ask) -> None:
    """A code from before a renumbering still leads to the procedure."""
    assert ask("1.003876")["ma"] == ["1.012279"]


def test_unknown_code_brings_the_nearest_codes(ask: Ask) -> None:
    """A mistyped code shows its neighbours and says that they are only near."""
    answer = ask("1.012270")
    assert answer["kind"] == "gan"
    assert set(answer["ma"]) == {"1.012275", "1.012278", "1.012279"}


@pytest.mark.parametrize(
    ("typed", "first", "second"), [("bàn", "1.000001", "1.000002"), ("bán", "1.000002", "1.000001")]
)
def test_exact_diacritics_rank_first(ask: Ask, typed: str, first: str, second: str) -> None:
    """Typed with a tone, the word with that tone stands before the one with another."""
    found = ask(f"{typed} giao hồ sơ")["ma"]
    assert found.index(first) < found.index(second)


def test_whole_name_ranks_before_longer_names(ask: Ask) -> None:
    """The procedure named exactly so stands before those whose names only hold the words."""
    assert ask("đăng ký hành nghề")["ma"][0] == "1.012275"


def test_abolished_ranks_last(ask: Ask) -> None:
    """A procedure no longer in force stands last, though its name fits best, and tells its status."""
    cards = ask("đăng ký hành nghề khám bệnh, chữa bệnh")["cards"]
    assert cards[-1]["ma"] == "1.003848"
    assert cards[-1]["trang_thai"] == ["bai-bo", "Đã bãi bỏ"]


def test_ranges_mark_the_words_in_the_name(ask: Ask) -> None:
    """The ranges to mark are those of the words typed, letter for letter in the accented name."""
    name = ask("mai tang phi")["cards"][0]["ten"]
    assert [name["text"][start:end] for start, end in name["ranges"]] == ["phí", "mai", "táng"]


def test_reason_names_the_other_name_that_matched(ask: Ask) -> None:
    """A match outside of the name says where it is."""
    reason = ask("tiệm thuốc tây")["cards"][0]["khop_khac"]
    assert [(part["field"], part["text"]) for part in reason] == [("ten_goi_khac", "Mở tiệm thuốc tây")]


def test_meant_words_are_offered_as_the_name_writes_them(ask: Ask) -> None:
    """A mended query is shown with its diacritics; one that was understood as typed is left alone."""
    assert ask("giay xac nhna khuyet tat")["meant"] == "giấy xác nhận khuyết tật"
    assert ask("giay xac nhan khuyet tat")["meant"] == ""


def test_one_way_synonyms_do_not_work_backwards(ask: Ask) -> None:
    """The official words do not bring what people merely call so."""
    assert ask("mai táng")["cards"][0]["thieu"] == []
    assert ask("giấy phép hoạt động cấp lại")["ma"][0] == "1.012279"


def test_missing_words_are_told(ask: Ask) -> None:
    """A near result says which words it does not hold."""
    assert ask("quầy thuốc blockchain")["cards"][0]["thieu"] == ["blockchain"]


def test_filters_hold_together_and_within_one_any_will_do(ask: Ask) -> None:
    """Two levels widen, a second facet narrows."""
    answer = ask("", cap=["bo", "xa"], linh_vuc=["bao-tro-xa-hoi", "kham-benh-chua-benh"])
    assert set(answer["ma"]) == {"1.012278", "1.001653", "1.001731"}


@pytest.mark.parametrize(
    ("facet", "value", "ma"),
    [
        ("muc_phi", "khong", "1.001731"),
        ("muc_phi", "co", "1.014076"),
        ("thoi_gian", "16-30", "1.014076"),
        ("trang_thai", "bai-bo", "1.003848"),
        ("doi_tuong", "to-chuc", "1.012278"),
    ],
)
def test_each_filter_narrows(ask: Ask, facet: str, value: str, ma: str) -> None:
    """Charges, waiting time, status and audience are filters like the field and the level."""
    answer = ask("", **{facet: [value]})
    assert answer["ma"] == [ma]
    assert answer["counts"][facet][value] == 1


def test_counts_leave_out_their_own_facet(ask: Ask) -> None:
    """A count tells what choosing the value would leave, so other values of a chosen facet keep theirs."""
    counts = ask("giấy phép", linh_vuc=["kham-benh-chua-benh"])["counts"]
    assert counts["cap"] == {"bo": 1, "tinh": 2, "xa": 0, "co-quan-khac": 0, "chua-xac-dinh": 0}
    assert counts["linh_vuc"]["kham-benh-chua-benh"] == 2


def test_filters_that_exclude_all_matches_show_them_without(ask: Ask) -> None:
    """Words and filters that no procedure meets together still bring the words' results, and say so."""
    answer = ask("mỹ phẩm", cap=["xa"])
    assert (answer["kind"], answer["ma"][0]) == ("bo-loc", "1.002600")


def test_nothing_asked_lists_all(ask: Ask, items: tuple[ThuTucItem, ...]) -> None:
    """An empty field shows the whole catalogue in its order, what is no longer in force last."""
    answer = ask("")
    assert (answer["kind"], answer["total"]) == ("tat-ca", len(items) - 1)
    assert answer["ma"][-1] == "1.003848"


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "cấp " * 2_500,
        "(.*)+[a-z]{1,99}\\",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "😀🏥",
        "giấy\u0000phép",
        "\ud83d",
        "__proto__ constructor toString",
        "１.０１２",
        "a",
    ],
)
def test_hostile_query_still_gets_results(ask: Ask, typed: str) -> None:
    """Whatever is typed or pasted, the engine answers with procedures and does not stumble."""
    assert ask(typed)["total"] > 0


@pytest.mark.shared
def test_every_real_name_finds_its_procedure(make_ask: MakeAsk) -> None:
    """A real name, typed without any diacritics, brings a procedure of that name first, for all of the health field."""
    if not SHARED.exists():
        pytest.skip(f"shared data not found at {SHARED}")
    with SHARED.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["file"].startswith("y-te/")]
    names = {row["code"]: unicodedata.normalize("NFC", row["name"]) for row in rows}
    fields = {row["code"]: row["category_name"] for row in rows}
    items = [make_item(ma=ma, ten=ten, nhom=fields[ma]) for ma, ten in names.items()]
    answers = make_ask(make_search(make_catalogue(items)))(*map(fold, names.values()))
    missed = [ma for ma, answer in zip(names, answers, strict=True) if fold(names[answer["ma"][0]]) != fold(names[ma])]
    assert missed == []
