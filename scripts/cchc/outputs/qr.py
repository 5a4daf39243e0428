"""QR codes of page addresses as SVG files."""

import io

import segno

_MASK = 4
"""One of the standard's eight masks, fixed: any of them can be read, and trying all eight takes three times as long."""


def make_qr_svg(text: str) -> bytes:
    """Return the SVG file of an address, black on white with a quiet zone of four modules (ISO/IEC 18004)."""
    code = segno.make(text, error="m", micro=False, boost_error=False, mask=_MASK)
    file = io.BytesIO()
    code.save(file, kind="svg", xmldecl=False, svgclass=None, lineclass=None, border=4, scale=4, light="#fff")
    return file.getvalue()
