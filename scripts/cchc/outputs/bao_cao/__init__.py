"""Reports for the desk: one document, written as DOCX, Markdown and CSV."""

from cchc.outputs.bao_cao.document import BaoCao, Phan, render_markdown
from cchc.outputs.bao_cao.docx import render_docx
from cchc.outputs.bao_cao.gop_y import describe_gop_y, table_of_gop_y
from cchc.outputs.bao_cao.tuyen_truyen import describe_tuyen_truyen, table_of_evidence, table_of_figures

__all__ = [
    "BaoCao",
    "Phan",
    "describe_gop_y",
    "describe_tuyen_truyen",
    "render_docx",
    "render_markdown",
    "table_of_evidence",
    "table_of_figures",
    "table_of_gop_y",
]
