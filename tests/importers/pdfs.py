"""Small PDFs drawn the way the portal draws its exports: text by glyph numbers, cells as four strokes, page by page."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

HEIGHT = 841.89
# Every glyph has the width of half its size, so that a test can count what fits on a line.
GLYPH = 0.5

_HEAD = [("Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng")]
_WIDTHS = {1: (501.0,), 2: (153.0, 358.0), 3: (255.64, 153.384, 102.256), 4: (102.0, 102.0, 103.0, 204.0)}


@dataclass
class Sheet:
    """A PDF in the making: its pages' programs and the place where the next line or row goes."""

    pages: list[str] = field(default_factory=lambda: [""])
    y: float = 60.0

    def text(self, *lines: str, size: int = 12) -> None:
        """Write lines of running text, or headings of another size."""
        for line in lines:
            self.y += size * 1.2
            self._draw(47, self.y, size, line)

    def row(self, *cells: Sequence[str], bottom: float | None = None) -> None:
        """Draw a row of cells, each a list of lines, and fill it; ``bottom`` is where it ends if not below its text."""
        top, left = self.y + 5, 47.0
        end = bottom or top + 20 + 14 * max(len(lines) for lines in cells)
        for lines, width in zip(cells, _WIDTHS[len(cells)], strict=True):
            right = left + width
            for a, b in [((left, top), (right, top)), ((right, top), (right, end)), ((left, end), (right, end))]:
                self._stroke(a, b)
            self._stroke((left, top), (left, end))
            for number, line in enumerate(lines):
                self._draw(left + 10, top + 20 + 14 * number, 12, line)
            left = right
        self.y = end

    def page(self) -> None:
        """Begin a page."""
        self.pages.append("")
        self.y = 52.0

    def marks(self, *pieces: tuple[str, float]) -> None:
        """Write one line in pieces, each with how far it stands above the line, as combining marks do."""
        self.y += 14
        shown, x = "", 47.0
        for piece, above in pieces:
            shown += f"1 0 0 1 {x} {HEIGHT - self.y + above} Tm\n/F1 12 Tf\n[<{_glyphs(piece)}> 0] TJ\n"
            x += len(piece) * 12 * GLYPH
        self.pages[-1] += f"q\n1 0 0 -1 0 {HEIGHT} cm\nBT\n{shown}ET\nQ\n"

    def _draw(self, x: float, y: float, size: int, line: str) -> None:
        place = f"1 0 0 1 {x} {HEIGHT - y} Tm\n/F1 {size} Tf\n[<{_glyphs(line)}> 0] TJ"
        self.pages[-1] += f"q\n1 0 0 -1 0 {HEIGHT} cm\nBT\n{place}\nET\nQ\n"

    def _stroke(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        self.pages[-1] += f"{a[0]} {a[1]} m\n{b[0]} {b[1]} l\nS\n"

    def render(self, created: str = "D:20260718012009Z") -> bytes:
        """Return the file."""
        count = len(self.pages)
        kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(count))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
            b" /ToUnicode 5 0 R >>",
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 65535 {GLYPH * 1000}] >>".encode(),
            _stream(b"1 beginbfrange\n<0000> <ffff> <0000>\nendbfrange"),
        ]
        for at, program in enumerate(self.pages):
            page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 {HEIGHT}] /Contents {7 + 2 * at} 0 R"
            objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
            objects.append(_stream(f"1 0 0 -1 0 {HEIGHT} cm\n{program}".encode()))
        objects.append(f"<< /CreationDate ({created}) >>".encode())
        return make_file(objects)


def make_file(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of numbered objects; the first is its catalogue and the last its properties."""
    data = b"%PDF-1.3\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return data + f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def _glyphs(text: str) -> str:
    return text.encode("utf-16-be").hex()


def start_sheet() -> Sheet:
    """Return a sheet with the title, the table of labels and the sequence."""
    sheet = Sheet()
    sheet.text("CHI TIẾT THỦ TỤC HÀNH CHÍNH", size=18)
    for label, value in [
        ("Tên thủ tục", "Cấp thẻ đọc sách"),
        ("Mã thủ tục", "1.900009"),
        ("Số quyết định", "12/QĐ-TV"),
        ("Cấp thực hiện", "Tỉnh, Bộ"),
        ("Loại thủ tục", "TTHC được luật giao quy định chi tiết"),
        ("Lĩnh vực", "Thư viện"),
        ("Đối tượng thực hiện", "Công dân Việt Nam, Hợp tác xã"),
        ("Cơ quan có thẩm quyền", "Không có thông tin"),
    ]:
        sheet.row([label], [value])
    sheet.text("TRÌNH TỰ THỰC HIỆN", size=14)
    return sheet


def finish_sheet(
    sheet: Sheet,
    *,
    methods: Sequence[Sequence[str]] = (("Trực tiếp", "5 ngày", "20.000 VNĐ", "Tại quầy"),),
    results: Sequence[str] = ("Thẻ đọc", "Mã: KQ.G99.000001"),
    papers: bool = True,
) -> bytes:
    """Add the other sections and return the file."""
    if papers:
        start_papers(sheet)
        sheet.row(["Đơn theo mẫu"], ["Mẫu 1.docx, Mẫu 2.doc"], ["1 bản chính, 2 bản sao"])
    sheet.text("CÁCH THỨC THỰC HIỆN", size=14)
    sheet.row(["Hình thức nộp"], ["Thời hạn giải", "quyết"], ["Phí, lệ phí"], ["Mô tả"])
    for method in methods:
        sheet.row(*([cell] for cell in method))
    sheet.text("CĂN CỨ PHÁP LÝ", size=14)
    sheet.row(["Tên văn bản pháp lý"], ["Mã văn bản"])
    sheet.row(["Luật Thư viện"], ["46/2019/QH14"])
    sheet.text("CƠ QUAN THỰC HIỆN", size=14)
    sheet.text("Thư viện tỉnh")
    sheet.text("YÊU CẦU, ĐIỀU KIỆN THỰC HIỆN", size=14)
    sheet.text("Không")
    sheet.text("KẾT QUẢ XỬ LÝ", size=14)
    sheet.text(*results)
    sheet.text("TỪ KHÓA", size=14)
    sheet.text("MÔ TẢ", size=14)
    return sheet.render()


def start_papers(sheet: Sheet, case: str = "") -> None:
    """Begin the section of papers, with the heading of a case if it has one."""
    sheet.text("THÀNH PHẦN HỒ SƠ", size=14)
    if case:
        sheet.row([case])
    sheet.row(*([head] for head in _HEAD[0]))
