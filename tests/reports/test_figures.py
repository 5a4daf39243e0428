"""What is counted for a period and for the table of participation."""

from dataclasses import replace
from datetime import date, timedelta

from cchc.catalogue.tham_gia import find_silent, join_tham_gia, months_between, months_until
from cchc.catalogue.tuyen_truyen import join_tuyen_truyen, list_khoang
from cchc.model.ky_bao_cao import find_khoang
from reports.conftest import QUY_3, MakeCatalogue


def test_the_days_at_the_edges_belong_to_the_period(make_catalogue: MakeCatalogue) -> None:
    """Posts of the first and the last day count, those of the days beside them do not."""
    days = [date(2026, 6, 14), date(2026, 6, 15), date(2026, 9, 14), date(2026, 9, 15)]
    figures = join_tuyen_truyen(make_catalogue([(day, "so-y-te") for day in days]), find_khoang(QUY_3, 2026))
    assert [item.record.ngay_dang.date() for item in figures.tin] == days[1:3]
    assert [so for _, so in figures.noi_dung_cchc] == [2]
    assert [(muc.ma, so) for muc, so in figures.chuyen_muc] == [("tin-hoat-dong", 2), ("thong-bao", 0)]


def test_units_count_only_while_they_exist(make_catalogue: MakeCatalogue) -> None:
    """A unit closed in June has no cell in July and is not missed afterwards."""
    catalogue = make_catalogue([(date(2026, 7, 1), "so-y-te")])
    july = join_tham_gia(catalogue, [(2026, 7)])
    assert [hang.don_vi.record.ma for hang in july.hang] == ["so-y-te", "benh-vien-a"]
    june = join_tham_gia(catalogue, [(2026, 6), (2026, 7)])
    assert {hang.don_vi.record.ma: hang.so_tin for hang in june.hang} == {
        "so-y-te": (0, 1),
        "benh-vien-a": (0, 0),
        "tram-cu": (0, None),
    }
    assert (june.co_tin, june.phan_tram, june.tong_thang) == (1, 33, (0, 1))


def test_a_unit_closed_before_the_period_is_not_missed(make_catalogue: MakeCatalogue) -> None:
    """The third quarter begins on 15/06: a unit closed on 30/06 took part, one closed before the 15th did not."""
    figures = join_tuyen_truyen(make_catalogue([]), find_khoang(QUY_3, 2026))
    assert "Trạm y tế cũ" in figures.khong_co_tin
    later = replace(find_khoang(QUY_3, 2026), tu=date(2026, 7, 1))
    assert "Trạm y tế cũ" not in join_tuyen_truyen(make_catalogue([]), later).khong_co_tin


def test_all_units_with_posts_make_a_hundred_per_cent(make_catalogue: MakeCatalogue) -> None:
    """The share is 100 only when no unit is missing."""
    posts = [(date(2026, 7, 1), "so-y-te"), (date(2026, 7, 2), "benh-vien-a")]
    assert join_tham_gia(make_catalogue(posts), [(2026, 7)]).phan_tram == 100


def test_silent_units_are_told_with_their_last_post(make_catalogue: MakeCatalogue) -> None:
    """A unit is silent after more than 31 days, one without any post comes first, closed ones are left alone."""
    today = date(2026, 11, 22)
    on_the_edge = make_catalogue([(today - timedelta(31), "so-y-te")], today)
    assert [(item.record.ma, last) for item, last in find_silent(on_the_edge)] == [("benh-vien-a", None)]
    late = make_catalogue([(today - timedelta(32), "so-y-te")], today)
    assert [item.record.ma for item, _ in find_silent(late)] == ["benh-vien-a", "so-y-te"]


def test_months_run_over_the_turn_of_the_year() -> None:
    """Months are counted back from a day, and between two days of different years."""
    assert months_until(date(2026, 1, 31), 3) == ((2025, 11), (2025, 12), (2026, 1))
    assert months_between(date(2025, 12, 15), date(2026, 2, 1)) == ((2025, 12), (2026, 1), (2026, 2))


def test_a_running_period_says_so_and_counts_no_later_month(make_catalogue: MakeCatalogue) -> None:
    """Before its cut-off a period is not ended, and its table stops at today's month."""
    catalogue = make_catalogue([(date(2026, 7, 1), "so-y-te")], date(2026, 7, 20))
    figures = join_tuyen_truyen(catalogue, find_khoang(QUY_3, 2026))
    assert not figures.da_het_ky
    assert figures.tham_gia.thang == ((2026, 6), (2026, 7))


def test_the_report_is_due_in_working_days(make_catalogue: MakeCatalogue) -> None:
    """Two working days after Monday 14/09/2026 are Wednesday 16/09/2026; an unknown year gives no day."""
    catalogue = make_catalogue([(date(2026, 7, 1), "so-y-te")])
    assert join_tuyen_truyen(catalogue, find_khoang(QUY_3, 2026)).han_gui == date(2026, 9, 16)
    assert join_tuyen_truyen(catalogue, find_khoang(QUY_3, 2027)).han_gui is None


def test_periods_are_listed_from_the_first_post_until_today(make_catalogue: MakeCatalogue) -> None:
    """No period lies wholly before the first post or after today."""
    catalogue = make_catalogue([(date(2026, 1, 5), "so-y-te")], date(2026, 7, 1))
    assert [khoang.ten for khoang in list_khoang(catalogue)] == ["quý III năm 2026", "quý I năm 2026"]
    assert list_khoang(make_catalogue([])) == ()
