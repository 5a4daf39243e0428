"""The content tree of a root: which file holds which kind of record. The only place where content becomes types."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from cchc.model.bieu_mau import BieuMau, TepThucTe
from cchc.model.can_cu import VanBanHetHieuLuc
from cchc.model.chon_thu_tuc import CayChon
from cchc.model.content import Content, Entry
from cchc.model.danh_muc import DanhMuc, Muc, NhomTuDongNghia, TenDanhMuc
from cchc.model.don_vi import DonVi
from cchc.model.hoi_dap import HoiDap
from cchc.model.ket_qua import DanhGiaTrang, KetQuaKhaoSat
from cchc.model.khao_sat import KhaoSat
from cchc.model.ky_bao_cao import KyBaoCao
from cchc.model.loi_dan import LoiDan
from cchc.model.ngay_nghi import NamNghi
from cchc.model.post import Tin
from cchc.model.problem import Problem
from cchc.model.quyet_dinh import QuyetDinh
from cchc.model.thoi_han_cong_bo import ThoiHanCongBo
from cchc.model.thu_tuc import ThuTuc
from cchc.model.van_ban import VanBan
from cchc.sources.cache import RecordCache
from cchc.sources.files import describe
from cchc.sources.records import parse_list, parse_mapping, parse_record

RecordT = TypeVar("RecordT", bound=BaseModel)

_NOT_THU_TUC = {"quyet-dinh", "bieu-mau", "danh-muc"}

KET_QUA = "ket-qua"
"""Folder, beside the surveys, of their figures: ``docs/khao-sat/ket-qua/<ma>.md``."""

DANH_GIA = "docs/khao-sat/danh-gia-trang.md"
"""The figures of the ratings of pages."""

PHIEN_BAN = "phien-ban"
"""Folder, beside the procedures of a field, of their earlier versions: ``phien-ban/<ma>/<so>.md``."""


def read(
    root: Path, *, default_lists: Path, cache_dir: Path | None = None, cache: RecordCache | None = None
) -> tuple[Content, list[Problem]]:
    """Read all content files of a root.

    ``default_lists`` holds the controlled lists for a root that lacks its own; ``cache_dir`` keeps parsed records
    between builds, ``cache`` between several readings of one process. Files with problems are left out of the
    content; every problem of every file is returned.
    """
    reader = _Reader(root, cache or RecordCache(cache_dir))
    content = Content(
        thu_tuc=reader.records(_thu_tuc_files(root), ThuTuc),
        phien_ban=reader.records(sorted((root / "tthc").glob(f"*/{PHIEN_BAN}/*/*.md")), ThuTuc),
        quyet_dinh=reader.records(_markdown(root / "tthc" / "quyet-dinh"), QuyetDinh),
        bieu_mau=reader.records(_markdown(root / "tthc" / "bieu-mau"), BieuMau),
        tin=reader.records(_markdown(root / "posts"), Tin),
        don_vi=reader.records(_markdown(root / "docs" / "don-vi"), DonVi),
        van_ban=reader.records(_markdown(root / "docs" / "van-ban"), VanBan),
        hoi_dap=reader.records(_markdown(root / "docs" / "hoi-dap"), HoiDap),
        khao_sat=reader.records(_khao_sat_files(root), KhaoSat),
        ket_qua=reader.records(_markdown(root / "docs" / "khao-sat" / KET_QUA), KetQuaKhaoSat),
        danh_gia=reader.records(filter(Path.is_file, [root / DANH_GIA]), DanhGiaTrang),
        loi_dan=reader.records(_introductions(root), LoiDan),
        danh_muc=reader.lists(default_lists),
        ngay_nghi=reader.listed("ngay-nghi", NamNghi, default_lists),
        chon_thu_tuc=reader.trees(),
        thoi_han_cong_bo=reader.listed("thoi-han-cong-bo", ThoiHanCongBo, default_lists),
        van_ban_het_hieu_luc=reader.listed("van-ban-het-hieu-luc", VanBanHetHieuLuc, default_lists),
        ky_bao_cao=reader.listed("ky-bao-cao", KyBaoCao, default_lists),
    )
    reader.cache.save()
    return replace(content, tep=_describe_files(root, _named_files(content))), reader.problems


class _Reader:
    """One walk over a root: collects the problems of all files while it goes."""

    def __init__(self, root: Path, cache: RecordCache) -> None:
        self.root = root
        self.cache = cache
        self.problems: list[Problem] = []

    def records(self, files: Iterable[Path], model: type[RecordT]) -> tuple[Entry[RecordT], ...]:
        entries = (self._entry(file, model) for file in files)
        return tuple(entry for entry in entries if entry is not None)

    def lists(self, default_lists: Path) -> DanhMuc:
        return DanhMuc(
            **{ten.name.lower(): self.listed(ten.value, Muc, default_lists) for ten in TenDanhMuc},
            tu_dong_nghia=self.listed("tu-dong-nghia", NhomTuDongNghia, default_lists),
        )

    def listed(self, ten: str, model: type[RecordT], default_lists: Path) -> tuple[RecordT, ...]:
        own = self.root / "tthc" / "danh-muc" / f"{ten}.yml"
        file = own if own.is_file() else default_lists / own.name
        text = self._text(file)
        if text is None:
            return ()
        entries, problems = parse_list(text, self._relative(file), model)
        self.problems += problems
        return entries

    def trees(self) -> tuple[Entry[CayChon], ...]:
        """Read the decision trees; a root without its own has none, since they name its procedures."""
        entries: list[Entry[CayChon]] = []
        for file in sorted((self.root / "tthc" / "danh-muc" / "chon-thu-tuc").glob("*.yml")):
            text = self._text(file)
            record, problems = parse_mapping(text, self._relative(file), CayChon) if text is not None else (None, [])
            self.problems += problems
            if record is not None:
                entries.append(Entry(self._relative(file), record))
        return tuple(entries)

    def _entry(self, file: Path, model: type[RecordT]) -> Entry[RecordT] | None:
        data = file.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._relative(file)
        cached = self.cache.get(sha256, model)
        if cached is not None:
            return Entry(path, cached, sha256)
        text = self._decode(data, path)
        if text is None:
            return None
        record, problems = parse_record(text, path, model)
        self.problems += problems
        if record is None:
            return None
        self.cache.put(sha256, record)
        return Entry(path, record, sha256)

    def _text(self, file: Path) -> str | None:
        return self._decode(file.read_bytes(), self._relative(file)) if file.is_file() else None

    def _decode(self, data: bytes, path: str) -> str | None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            message = "tệp không phải UTF-8 (có thể là bảng mã TCVN3 hoặc VNI); hãy lưu lại với mã UTF-8"
            self.problems.append(Problem(path, line, "", message))
            return None

    def _relative(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else file.name


def _thu_tuc_files(root: Path) -> Iterator[Path]:
    folder = root / "tthc"
    for child in sorted(folder.iterdir()) if folder.is_dir() else ():
        if child.is_dir() and child.name not in _NOT_THU_TUC:
            yield from (file for file in _markdown(child) if PHIEN_BAN not in file.relative_to(child).parts)


def _markdown(folder: Path) -> Iterator[Path]:
    # index.md is the hand-written introduction of a folder and no record.
    return (file for file in sorted(folder.rglob("*.md")) if file.name not in {"index.md", "README.md"})


def _khao_sat_files(root: Path) -> Iterator[Path]:
    files = sorted((root / "docs" / "khao-sat").glob("*.md"))
    return (file for file in files if file.name != "index.md" and file != root / DANH_GIA)


def _introductions(root: Path) -> Iterator[Path]:
    """Yield what is written over lists of documents, questions, surveys, reports; other ones are pages of MkDocs."""
    files = (root / "docs" / folder / "index.md" for folder in ("van-ban", "hoi-dap", "khao-sat", "bao-cao"))
    return (file for file in files if file.is_file())


def _named_files(content: Content) -> Iterator[str]:
    for form in content.bieu_mau:
        yield from (f"tthc/bieu-mau/{tep.duong_dan}" for tep in form.record.moi_tep)
    yield from (f"tthc/quyet-dinh/{entry.record.tep}" for entry in content.quyet_dinh if entry.record.tep)
    for document in content.van_ban:
        yield from (f"docs/van-ban/{tep.duong_dan}" for tep in document.record.tep)
    for entry in content.tin:
        pictures = (*((entry.record.anh,) if entry.record.anh else ()), *entry.record.thu_vien_anh)
        yield from (f"posts/{named.tep}" for named in (*pictures, *entry.record.tep))


def _describe_files(root: Path, paths: Iterable[str]) -> dict[str, TepThucTe]:
    base = root.resolve()
    return {
        path: describe(root, path)
        for path in dict.fromkeys(paths)
        # A path that leaves the root, by dots or by a link, is treated as missing.
        if (root / path).is_file() and (root / path).resolve().is_relative_to(base)
    }
