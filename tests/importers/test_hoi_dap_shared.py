"""Answers of the portal's question page: run-together plain text becomes Markdown that shows every word."""

import json

import lxml.html
import pytest

from cchc.importers.markdown_text import to_markdown
from cchc.importers.plain_text import clean_lines
from cchc.outputs.markdown_text import MarkdownText
from importers.formality import SHARED, needs_shared

pytestmark = [pytest.mark.shared, needs_shared]


@pytest.mark.slow
def test_every_answer_keeps_its_words() -> None:
    """The words of 161 answers stand on the page in their order, whatever signs stand between them."""
    lines = (SHARED / "hoi-dap" / "hoi-dap.jsonl").read_text(encoding="utf-8").splitlines()
    answers = [json.loads(line)["tra_loi"] for line in lines]
    assert len(answers) == 161
    markdown = MarkdownText()
    for answer in answers:
        html = markdown.render(to_markdown(answer))
        shown = lxml.html.fromstring(f"<div>{html}</div>").text_content()
        assert _words(shown) == _words(" ".join(clean_lines(answer))), answer[:80]


def _words(text: str) -> str:
    # Bullets of a list are drawn, not written; all other signs must be there.
    return "".join(char for char in text if char.isalnum())
