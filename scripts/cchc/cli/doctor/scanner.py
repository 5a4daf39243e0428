"""The malware scanner, where one is named: without its answer attachments are refused."""

from collections.abc import Iterator

from cchc.cli.doctor.finding import Finding, Machine, weigh
from cchc.cli.doctor.settings import settings_of
from cchc.web.scanning import Clamd, ScannerDown, parse_place


def check_scanner(machine: Machine) -> Iterator[Finding]:
    """Ask the scanner whether it is there; PDF and Word files that nobody scans are told."""
    settings = settings_of(machine)
    if not settings.scanner:
        if settings.attachments_dir:
            advice = "Đặt CCHC_CLAMD để tệp PDF, Word của người gửi được quét trước khi nhận."
            yield weigh("Quét mã độc", "có nhận tệp gửi kèm, không quét", advice, doubtful=True)
        return
    try:
        Clamd(parse_place(settings.scanner)).ping()
    except ScannerDown as error:
        advice = "Tệp gửi kèm đang bị từ chối. Xem systemctl status clamav-daemon và biến CCHC_CLAMD."
        yield weigh("Quét mã độc", f"clamd không trả lời ({error})", advice, bad=True)
    else:
        yield Finding("Quét mã độc", f"clamd trả lời tại {settings.scanner}")
