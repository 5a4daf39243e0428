"""Complaints and denunciations: not taken here, but nobody is left without a way (requirements 3.10)."""

from starlette.requests import Request
from starlette.responses import Response

from cchc.web.context import service_of


async def show_complaints(request: Request) -> Response:
    """Show where complaints and denunciations go by law; there is no form."""
    return service_of(request).pages.render("khieu_nai_to_cao.html", title="Khiếu nại, tố cáo: nơi tiếp nhận")
