"""Raw HTML in Markdown: only the harmless inline tags of the closed list become elements, all else is text."""

import re
import xml.etree.ElementTree as ET

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from cchc.model.raw_html import HARMLESS_TAGS

_PAIRED = "|".join(sorted(HARMLESS_TAGS - {"br", "abbr"}))


class HarmlessHtml(Extension):
    """Takes HTML out of Markdown's hands and makes the few harmless tags real elements, without attributes."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - name given by Python-Markdown
        """Replace the two places where Python-Markdown lets raw HTML through as it is."""
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.inlinePatterns.register(_Break(r"<br\s*/?>", md), "cchc-br", 91)
        md.inlinePatterns.register(_Pair(rf"<({_PAIRED})>([^<>]*)</\1>", md), "cchc-tags", 90)
        md.inlinePatterns.register(_Abbr(r'<abbr title="([^"<>]*)">([^<>]*)</abbr>', md), "cchc-abbr", 90)


class _Break(InlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802 - name and types given by Python-Markdown
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        return ET.Element("br"), m.start(0), m.end(0)


class _Pair(InlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802 - name and types given by Python-Markdown
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        element = ET.Element(m[1])
        element.text = m[2]
        return element, m.start(0), m.end(0)


class _Abbr(InlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802 - name and types given by Python-Markdown
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        element = ET.Element("abbr", title=m[1])
        element.text = m[2]
        return element, m.start(0), m.end(0)
