"""Figures that were published cannot be taken apart: neither one table by another, nor a release by the one before."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.cli import main
from cchc.feedback.records import Rating, SurveyRow
from cchc.feedback.releases import count_rows, release_ratings, release_survey
from cchc.feedback.sql_store import open_store
from cchc.feedback.store import NewAnswer
from cchc.feedback.surveys import parse_answers, summarise, summarise_ratings
from cchc.model.feedback import MucRoRang
from cchc.model.ket_qua import DanhGiaTrang, KetQuaCau, KetQuaKhaoSat
from cchc.model.khao_sat import KhaoSat
from cchc.sources import write_front_matter
from roots import make_root

DAY = date(2026, 11, 1)
LEAST = 10
SURVEY = KhaoSat.model_validate(
    {
        "ma": "thu",
        "ten": "Khảo sát thử",
        "tu": "2026-11-01",
        "den": "2026-11-30",
        "cau_hoi": [
            {"ma": "thai_do", "noi_dung": "Thái độ", "kieu": "thang-5", "bat_buoc": True},
            {"ma": "ly_do", "noi_dung": "Vì sao?", "kieu": "thang-3", "hien_khi": {"cau": "thai_do", "la": ["1"]}},
            {"ma": "so_lan", "noi_dung": "Số lần đi lại", "kieu": "so"},
        ],
    }
)
"""A question for all, a branch for the dissatisfied, a number."""

_PEOPLE = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from("12345"), st.booleans(), st.booleans()), min_size=1, max_size=80
)


def _rows(people: Sequence[tuple[int, str, bool, bool]]) -> list[SurveyRow]:
    rows = []
    for day, step, gives_reason, travels in people:
        given_: dict[str, tuple[str, ...]] = {"thai_do": (step,)}
        if step == "1" and gives_reason:
            given_["ly_do"] = ("2",)
        if travels:
            given_["so_lan"] = (step,)
        rows.append(SurveyRow(DAY + timedelta(days=day), given_))
    return rows


def _publish(rows: Sequence[SurveyRow], days: Sequence[int]) -> list[KetQuaKhaoSat]:
    """Return what stands on the site after each of these days."""
    old, published = None, []
    for day in days:
        old = release_survey(summarise(SURVEY, rows, DAY + timedelta(days=day)), old, LEAST)
        published.append(old)
    return published


def _shown(release: KetQuaKhaoSat) -> dict[str, KetQuaCau]:
    return {cau.ma: cau for cau in release.cau if not cau.an}


@pytest.mark.slow
@settings(max_examples=300)
@given(_PEOPLE, st.lists(st.integers(0, 12), min_size=2, max_size=6))
def test_no_two_releases_differ_by_a_few_people(
    people: Sequence[tuple[int, str, bool, bool]], days: Sequence[int]
) -> None:
    """Whenever the office publishes, in whatever order: the difference is a group of ten, or nothing."""
    for earlier, later in combinations(_publish(_rows(people), days), 2):
        before, after = _shown(earlier), _shown(later)
        for ma in before.keys() & after.keys():
            if before[ma] != after[ma]:
                assert abs(after[ma].n - before[ma].n) >= LEAST


@pytest.mark.slow
@given(_PEOPLE)
def test_no_question_of_few_people_is_shown(people: Sequence[tuple[int, str, bool, bool]]) -> None:
    """Each group that has figures is at least as large as the threshold."""
    release = summarise(SURVEY, _rows(people), DAY + timedelta(days=12))
    assert all(cau.n >= LEAST for cau in _shown(release).values())


def test_one_more_answer_changes_nothing_ten_more_do() -> None:
    """The eleventh person's answers are not told by the second publication."""
    rows = [SurveyRow(DAY, {"thai_do": ("5",)})] * 10
    first = summarise(SURVEY, rows, DAY)
    one_more = [*rows, SurveyRow(DAY, {"thai_do": ("1",), "so_lan": ("3",)})]
    assert release_survey(summarise(SURVEY, one_more, DAY), first, LEAST) is first
    many = [*one_more, *rows]
    assert release_survey(summarise(SURVEY, many, DAY), first, LEAST).n == 21


def test_a_branch_that_one_more_took_keeps_its_figures() -> None:
    """Though the survey has grown by ten, the branch has not: it stays as it was, the others go on."""
    branch = [SurveyRow(DAY, {"thai_do": ("1",), "ly_do": ("2",)})] * 10
    first = summarise(SURVEY, branch, DAY)
    grown = [*branch, *[SurveyRow(DAY, {"thai_do": ("5",)})] * 10, SurveyRow(DAY, {"thai_do": ("1",), "ly_do": ("1",)})]
    second = _shown(release_survey(summarise(SURVEY, grown, DAY), first, LEAST))
    assert (second["thai_do"].n, second["ly_do"]) == (21, _shown(first)["ly_do"])


def test_an_earlier_day_is_not_published_after_a_later_one() -> None:
    """Going back would give the difference of any two days that were chosen."""
    rows = [SurveyRow(DAY + timedelta(days=number // 10), {"thai_do": ("5",)}) for number in range(40)]
    later = summarise(SURVEY, rows, DAY + timedelta(days=3))
    assert release_survey(summarise(SURVEY, rows, DAY), later, LEAST) is later


def _ratings(*groups: tuple[str, str, int]) -> list[Rating]:
    return [Rating(page, month, MucRoRang.RO_RANG) for page, month, count in groups for _ in range(count)]


def test_a_hidden_page_does_not_follow_from_the_months() -> None:
    """Months less pages would leave the two ratings of the one hidden page: the smallest page is left out too."""
    found = summarise_ratings(_ratings(("/a/", "2026-09", 30), ("/b/", "2026-09", 12), ("/c/", "2026-09", 2)), DAY)
    assert [row.trang for row in found.trang] == ["/a/"]
    assert count_rows(found.thang) - count_rows(found.trang) == 14


def test_a_hidden_month_does_not_follow_from_the_pages() -> None:
    """The same the other way round."""
    found = summarise_ratings(_ratings(("/a/", "2026-08", 3), ("/a/", "2026-09", 20), ("/a/", "2026-10", 12)), DAY)
    assert [row.thang for row in found.thang] == ["2026-09"]


def test_a_month_is_told_when_it_has_ended() -> None:
    """Figures of a running month would grow by one reader a day."""
    ratings = _ratings(("/a/", "2026-10", 12), ("/a/", "2026-11", 12))
    assert [row.thang for row in summarise_ratings(ratings, date(2026, 11, 29)).thang] == ["2026-10"]
    whole = summarise_ratings(ratings, date(2026, 11, 30))
    assert ([row.thang for row in whole.thang], whole.den_ngay) == (["2026-10", "2026-11"], date(2026, 11, 30))


_GROUPS = st.lists(
    st.tuples(st.sampled_from(("/a/", "/b/", "/c/")), st.sampled_from(("2026-07", "2026-08", "2026-09", "2026-10"))),
    max_size=150,
)


@pytest.mark.slow
@settings(max_examples=300)
@given(_GROUPS)
def test_ratings_cannot_be_taken_apart(ratings: Sequence[tuple[str, str]]) -> None:
    """After each month: sums of the tables, and rows of two releases, differ by a group of ten or by nothing."""
    rows = _ratings(*((page, month, 1) for page, month in ratings))
    published: list[DanhGiaTrang] = []
    for month in (8, 9, 10, 11):
        counted = summarise_ratings(rows, date(2026, month, 2))
        published.append(release_ratings(counted, published[-1] if published else None))
    for release in published:
        gap = abs(count_rows(release.thang) - count_rows(release.trang))
        assert gap == 0 or gap >= LEAST or not (release.thang and release.trang)
    for earlier, later in combinations(published, 2):
        before = {row.trang: row.muc for row in earlier.trang}
        for row in later.trang:
            grown = sum(row.muc) - sum(before.get(row.trang, (0,)))
            assert grown == 0 or abs(grown) >= LEAST


@pytest.mark.slow
def test_the_command_keeps_the_old_figures_and_says_why(tmp_path: Path) -> None:
    """The file stays byte for byte until ten more have answered."""
    root = make_root(tmp_path / "root")
    write_front_matter(root / "docs" / "khao-sat" / "thu.md", SURVEY)
    store = open_store(f"sqlite:///{tmp_path / 'gop-y.sqlite3'}")

    def answer(first: int, last: int) -> None:
        for number in range(first, last):
            answers = parse_answers(SURVEY, {"thai_do": ["5"]}, day=DAY)
            store.add_answer(NewAnswer(f"k{number}", answers)).result(5)

    def publish() -> str:
        arguments = ["feedback", "khao-sat", "thu", "--den-ngay", "2026-11-22", "--root", str(root)]
        environment = {"CCHC_DATABASE_URL": f"sqlite:///{tmp_path / 'gop-y.sqlite3'}"}
        done = CliRunner().invoke(main, arguments, env=environment)
        assert done.exit_code == 0, done.output
        return done.output

    file = root / "docs" / "khao-sat" / "ket-qua" / "thu.md"
    answer(0, 10)
    publish()
    before = file.read_bytes()
    answer(10, 15)
    assert "Giữ nguyên số liệu đến hết 22/11/2026" in publish()
    assert file.read_bytes() == before
    answer(15, 20)
    publish()
    store.close()
    assert "n: 20" in file.read_text(encoding="utf-8")
