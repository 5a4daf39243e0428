"""Taking foreign records in: compare with what stands here, write what may be written, tell everything."""

from cchc.intake.report import Change, Report, render_report
from cchc.intake.run import IntakeError, Options, import_thu_tuc

__all__ = ["Change", "IntakeError", "Options", "Report", "import_thu_tuc", "render_report"]
