"""A picture with its caption in italics on the next line, shown as one figure."""

import xml.etree.ElementTree as ET

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class Figures(Extension):
    """Makes a figure of each paragraph that holds a picture and, right below it, words in italics, nothing else."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - name given by Python-Markdown
        """Register the change after inline text is in place."""
        md.treeprocessors.register(_FigureMaker(md), "cchc-figures", -8)


class _FigureMaker(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        for paragraph in root.iter("p"):
            children = [child.tag for child in paragraph]
            if children == ["img", "em"] and not _has_other_words(paragraph):
                paragraph.tag = "figure"
                paragraph[1].tag = "figcaption"
                paragraph.text = paragraph[0].tail = paragraph[1].tail = ""


def _has_other_words(paragraph: ET.Element) -> bool:
    return bool("".join(text or "" for text in (paragraph.text, paragraph[0].tail, paragraph[1].tail)).strip())
