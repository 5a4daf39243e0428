"""Published answers on their way to the site: which fields leave, what is refused, what is left to its editor."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from cchc.cli import main
from cchc.feedback.changes import Act, Approve, Assign, CreateAccount, Draft, Move, Prepare, Publish, Submit, Unpublish
from cchc.feedback.export import DaXuat, KetQuaXuat, make_hoi_dap, plan_export
from cchc.feedback.records import Account, Published
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.store import NewItem
from cchc.model.content import Content, Entry
from cchc.model.don_vi import DonVi
from cchc.model.feedback import CauHoi, HanhDong, LoaiGopY, StoredItem, TraLoi, TrangThaiGopY, VaiTro
from cchc.model.hoi_dap import HoiDap
from cchc.model.raw_html import find_raw_html
from cchc.outputs.markdown_text import MarkdownText
from cchc.sources import read
from roots import make_root

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
CONTENT = Content(
    don_vi=(Entry("docs/don-vi/so-y-te.md", DonVi.model_validate({"ma": "so-y-te", "ten": "Sở", "loai": "so"})),)
)
PUBLISHED = Published(
    item=StoredItem(
        reference="K7M4P-9RTX3",
        kind=LoaiGopY.HOI_DAP,
        state=TrangThaiGopY.DA_CONG_KHAI,
        received_at=AT,
        changed_at=AT,
        title="Hỏi về lệ phí của tôi",
    ),
    don_vi=None,
    linh_vuc="khong-co",
    thu_tuc="9.999999",
    answer=TraLoi(
        reference="K7M4P-9RTX3",
        version=1,
        tra_loi="Thưa bà Lan, …",
        can_cu=("63/2010/NĐ-CP", "Luật Dược"),
        by="an",
        at=AT,
        approved_by="binh",
        approved_at=AT,
        tieu_de="Lệ phí cấp giấy phép nộp ở đâu?",
        cau_hoi="Tôi cần nộp lệ phí.",
        cong_khai="Ông/Bà nộp lệ phí tại bộ phận một cửa.",
        published_by="binh",
        published_at=AT,
    ),
)


def _with(published: Published, **texts: str) -> Published:
    return replace(published, answer=published.answer.model_copy(update=texts))


def _exported(published: Published) -> tuple[Content, tuple[DaXuat, ...], HoiDap]:
    plan = plan_export([published], [], CONTENT)
    (step,) = plan.buoc
    assert step.record
    return replace(CONTENT, hoi_dap=(Entry(step.tep, step.record),)), plan.so_cai, step.record


def test_only_public_words_leave() -> None:
    """Neither the reference, nor the letter to the sender, nor an officer's name is in the file or its name."""
    _, ledger, record = _exported(PUBLISHED)
    text = record.model_dump_json() + str(ledger)
    for hidden in ("K7M4P", "9RTX3", "Lan", "binh", "của tôi"):
        assert hidden not in text
    assert record.cau_hoi == "Lệ phí cấp giấy phép nộp ở đâu?"
    assert (record.don_vi_tra_loi, record.linh_vuc, record.tthc) == ("so-y-te", None, ())
    assert record.can_cu == ("63/2010/NĐ-CP",)
    assert record.id.startswith("le-phi-cap-giay-phep-nop-o-dau-")


def test_a_second_export_leaves_the_editors_file_alone() -> None:
    """What the editor changed since stays, as long as the approved text is the same."""
    content, ledger, _ = _exported(PUBLISHED)
    (step,) = plan_export([PUBLISHED], ledger, content).buoc
    assert (step.ket_qua, step.record) == (KetQuaXuat.GIU, None)


def test_a_new_text_keeps_the_file_and_the_editors_marks() -> None:
    """A changed answer is written to the same file, still marked as a frequent question."""
    content, ledger, record = _exported(PUBLISHED)
    marked = replace(content, hoi_dap=(Entry(ledger[0].tep, record.model_copy(update={"thuong_gap": True})),))
    changed = _with(PUBLISHED, tieu_de="Nộp lệ phí ở đâu?", cong_khai="Nộp trực tuyến.")
    (step,) = plan_export([changed], ledger, marked).buoc
    assert (step.ket_qua, step.tep) == (KetQuaXuat.DOI, ledger[0].tep)
    assert step.record is not None
    assert (step.record.tra_loi, step.record.thuong_gap, step.record.id) == ("Nộp trực tuyến.", True, record.id)


def test_a_withdrawn_answer_is_taken_down() -> None:
    """What is public no more is told with its file, and leaves the ledger."""
    content, ledger, _ = _exported(PUBLISHED)
    plan = plan_export([], ledger, content)
    assert [(step.ket_qua, step.tep) for step in plan.buoc] == [(KetQuaXuat.GO, ledger[0].tep)]
    assert plan.so_cai == ()


@pytest.mark.parametrize("text", ["Gọi 0912 345 678", "CCCD 012345678901", "lan@example.vn", "thẻ GD4797912345678"])
def test_a_text_with_personal_data_is_refused_though_it_was_approved(text: str) -> None:
    """The last door before the site is a machine's: it names what it found and writes nothing."""
    plan = plan_export([_with(PUBLISHED, cong_khai=text)], [], CONTENT)
    assert plan.buoc[0].ket_qua is KetQuaXuat.TU_CHOI
    assert plan.buoc[0].ly_do
    assert plan.so_cai == ()


def test_reflections_on_persons_are_never_exported() -> None:
    """Whatever its state, an item about somebody's conduct has no page."""
    conduct = replace(PUBLISHED, item=PUBLISHED.item.model_copy(update={"kind": LoaiGopY.PHAN_ANH_HANH_VI}))
    assert plan_export([conduct], [], CONTENT).buoc == ()


def _answer(store: SqlStore) -> None:
    """Lead a real item through the desk until it is public."""
    for username, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET)):
        store.apply(CreateAccount(Account(username, "Cán bộ Mẫu", role, AT))).result(5)
    item = NewItem(
        reference="K7M4P-9RTX3",
        secret_hash="0" * 64,
        key="k" * 64,
        received_at=AT,
        submission=CauHoi(
            ho_ten="Người Gửi Mẫu",
            email="mau@example.vn",
            tieu_de="Lệ phí?",
            noi_dung="Nộp ở đâu?",
            dong_y_xu_ly=True,
            dong_y_cong_khai=True,
        ),
    )
    store.add(item).result(5)
    first, second = Act(item.reference, "an", AT), Act(item.reference, "binh", AT)
    texts = ("Lệ phí nộp ở đâu?", "Nộp ở đâu?", "Nộp tại bộ phận một cửa.")
    for change in (
        Move(first, HanhDong.TIEP_NHAN),
        Assign(first, "", "an"),
        Draft(first, "Thưa Ông/Bà …"),
        Submit(first),
        Approve(second, 1),
        Prepare(first, *texts),
        Publish(second, 1, needs_consent=False),
    ):
        store.apply(change).result(5)


def _export(root: Path, database: str, *arguments: str) -> Result:
    command = ["feedback", "export", "--root", str(root), *arguments]
    return CliRunner().invoke(main, command, env={"CCHC_DATABASE_URL": database})


@pytest.mark.slow
def test_the_command_writes_reads_again_and_takes_down(tmp_path: Path) -> None:
    """From the database to a valid content file, unchanged on the second run, gone after it was withdrawn."""
    root, database = make_root(tmp_path / "root"), f"sqlite:///{tmp_path / 'gop-y.sqlite3'}"
    store = open_store(database)
    _answer(store)
    store.close()
    assert "Chưa ghi gì" in _export(root, database, "--dry-run").output
    assert not (root / "docs" / "hoi-dap").exists()
    done = _export(root, database)
    assert (done.exit_code, "1 tệp thay đổi" in done.output) == (0, True), done.output
    content, problems = read(root, default_lists=root / "tthc" / "danh-muc")
    assert [problem for problem in problems if problem.is_error] == []
    assert [entry.record.tra_loi for entry in content.hoi_dap] == ["Nộp tại bộ phận một cửa."]
    everything = "".join(file.read_text(encoding="utf-8") for file in (root / "docs").rglob("*") if file.is_file())
    assert "Người Gửi Mẫu" not in everything
    assert "K7M4P" not in everything
    assert "0 tệp thay đổi, 1 tệp giữ nguyên" in _export(root, database).output
    store = open_store(database)
    store.apply(Unpublish(Act("K7M4P-9RTX3", "binh", AT))).result(5)
    store.close()
    assert "gỡ: docs/hoi-dap/2026/" in _export(root, database).output
    assert list((root / "docs" / "hoi-dap").rglob("*.md")) == []


def test_words_are_published_as_they_were_typed() -> None:
    """Signs that Markdown or HTML would take for their own, also those the build refuses, stand as plain text."""
    typed = 'Điểm a<b & c>d, "<script>", [a](javascript:x), {onclick=x}, src="x", 2 * 3 * 4, &lt;\n\n- một\n- hai'
    record = make_hoi_dap(_with(PUBLISHED, cau_hoi=typed, cong_khai=typed), CONTENT, id_="thu")
    for text in (record.chi_tiet, record.tra_loi):
        assert list(find_raw_html(text)) == []
        page = BeautifulSoup(MarkdownText().render(text), "html.parser")
        assert {tag.name for tag in page.find_all()} == {"p", "ul", "li"}
        assert page.select("p")[0].get_text() == typed.partition("\n")[0]
        assert [item.get_text().strip() for item in page.select("li")] == ["một", "hai"]
