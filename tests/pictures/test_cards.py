"""Social cards: Vietnamese letters whole, long titles cut at a word, small files, the right card on each page."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from cchc.cli import main
from cchc.outputs.cards import CAO, RONG, ChuThe, draw
from cchc.outputs.cards.drawing import set_title
from roots import NOW, replace

LONG = "Thông báo về việc sửa đổi, bổ sung một số thủ tục hành chính trong lĩnh vực khám bệnh, chữa bệnh " * 3


def _card(title: str, font_file: Path) -> Image.Image:
    data = draw(ChuThe("Sở Y tế tỉnh Bình Minh", "Tin hoạt động", title, "01/11/2026"), font_file)
    return Image.open(BytesIO(data)).convert("RGB")


def _ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = image.convert("L").point(lambda value: 255 if value < 250 else 0).getbbox()
    assert box is not None
    return box


@pytest.mark.slow
def test_a_card_has_the_size_that_networks_ask_for(font_file: Path) -> None:
    """A card is 1200 by 630 pixels and at most 150 KB, also with the longest title."""
    data = draw(ChuThe("Sở Y tế tỉnh Bình Minh", "Tin hoạt động", LONG, "01/11/2026"), font_file)
    assert Image.open(BytesIO(data)).size == (RONG, CAO) == (1200, 630)
    assert len(data) <= 150_000


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["Ễ", "Ẵ", "Ậ", "ậ", "ữ", "Ộ", "ỵ", "Ở"])
def test_stacked_marks_are_not_clipped(font_file: Path, letters: str) -> None:
    """The ink of a letter with two marks on a card is as high as the ink of the letter on an endless ground."""
    font = set_title(letters, font_file).font
    left, top, right, bottom = font.getbbox(letters, anchor="ls")
    card = _card(letters, font_file).crop((72, 150, 400, 400))
    _, ink_top, _, ink_bottom = _ink(card)
    assert ink_bottom - ink_top == pytest.approx(bottom - top, abs=1)
    assert right > left


def test_marks_of_one_line_do_not_touch_the_line_above(font_file: Path) -> None:
    """Between the dots under one line and the marks over the next there is ground."""
    setting = set_title("NGẠNH " * 4 + "Ễ Ẵ Ổ " * 8, font_file)
    lowest = max(setting.font.getbbox(line, anchor="ls")[3] for line in setting.lines)
    highest = min(setting.font.getbbox(line, anchor="ls")[1] for line in setting.lines)
    assert len(setting.lines) > 1
    assert lowest - highest < setting.leading


def test_a_title_of_three_hundred_letters_is_cut_at_a_word(font_file: Path) -> None:
    """A title that fits in no size stands in five lines within the margins and ends at a word with an ellipsis."""
    setting = set_title(LONG, font_file)
    assert len(LONG) > 290
    assert len(setting.lines) == 5
    words = " ".join(setting.lines)
    assert words.endswith("…")
    assert LONG.startswith(words.removesuffix("…"))
    assert LONG[len(words) - 1] in " ,"
    assert all(setting.font.getlength(line) <= RONG - 2 * 72 for line in setting.lines)


def test_short_titles_are_set_larger(font_file: Path) -> None:
    """The size follows the length of the title."""
    assert set_title("Lịch nghỉ", font_file).font.size > set_title(LONG, font_file).font.size


def test_an_address_without_spaces_stays_on_the_card(font_file: Path) -> None:
    """A word longer than a line is broken instead of running over the edge."""
    setting = set_title("https://" + "dichvucong" * 12, font_file)
    assert all(setting.font.getlength(line) <= RONG - 72 for line in setting.lines)


def test_every_letter_of_vietnamese_is_in_the_font(font_file: Path) -> None:
    """No Vietnamese letter is drawn as the box of a missing sign."""
    font = set_title("a", font_file).font
    missing = font.getmask("\U0010ffff")
    for letter in "ăâđêôơưĂÂĐÊÔƠƯắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỶỸỴ–…“”":
        mask = font.getmask(letter)
        assert (mask.size, bytes(mask)) != (missing.size, bytes(missing)), letter


def test_the_same_words_give_the_same_bytes(font_file: Path) -> None:
    """A card depends on its words alone."""
    words = ChuThe("Sở Y tế", "Thông báo", LONG, "01/11/2026")
    assert draw(words, font_file) == draw(words, font_file)


@pytest.mark.slow
def test_pages_name_their_cards(root: Path, font_file: Path) -> None:
    """An article has its own card, procedures that of their field, other pages that of the site; all exist."""
    result = CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW])
    assert result.exit_code == 0, result.output
    site = root / "site"
    cards = {page: _og_image(site, page) for page in ("tin-tuc/2026/tin-mot", "thu-tuc-hanh-chinh/1.000001", "", "rss")}
    assert font_file.is_file()
    assert cards[""] == cards["rss"]
    assert len(set(cards.values())) == 3
    assert all((site / card).is_file() for card in cards.values())
    before = cards["tin-tuc/2026/tin-mot"]
    replace(root, "posts/2026/tin-mot.md", "đường mới", "đường rất mới")
    CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW])
    assert _og_image(site, "tin-tuc/2026/tin-mot") != before
    assert not (site / before).exists()


def _og_image(site: Path, page: str) -> str:
    html = (site / page / "index.html").read_text("utf-8")
    found = re.search(r'property="og:image" content="https://cchc\.example/muc/([^"]+)"', html)
    assert found is not None, page
    return found[1]
