"""The desk in the browser: log-in, inbox, item, steps. What a step means is ``cchc.feedback.desk``."""

from cchc.web.staff.office import make_office
from cchc.web.staff.routes import staff_routes

__all__ = ["make_office", "staff_routes"]
