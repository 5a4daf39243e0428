"""The mail server: whether it answers now."""

from collections.abc import Iterator
from dataclasses import replace

from cchc.cli.doctor.finding import Finding, Grade, Machine, weigh
from cchc.feedback.mail import MailUnavailable, connect
from cchc.web.settings import read_mail_settings

_SECONDS = 5.0


def check_mail(machine: Machine) -> Iterator[Finding]:
    """Connect and log in, without sending anything; give up after some seconds."""
    mail = read_mail_settings(machine.root, machine.environ)
    if mail is None:
        advice = "Đặt CCHC_SMTP, CCHC_MAIL_FROM, CCHC_MAIL_DESK và CCHC_SITE_URL để báo mục mới và gửi câu trả lời."
        yield weigh("Máy chủ thư", "chưa khai báo, không thư nào được gửi", advice, doubtful=True)
        return
    where = f"{mail.server.host}:{mail.server.port}"
    try:
        with connect(replace(mail.server, timeout=_SECONDS)):
            yield Finding("Máy chủ thư", f"{where} trả lời")
    except MailUnavailable as error:
        advice = "Kiểm tra địa chỉ, cổng, mật khẩu, TLS và tường lửa; trong lúc đó thư chờ và tự gửi lại."
        yield Finding("Máy chủ thư", f"{where} không nhận kết nối ({error})", Grade.HONG, advice)
    if not mail.desk:
        advice = "Đặt CCHC_MAIL_DESK là địa chỉ của bộ phận tiếp nhận."
        yield weigh("Nơi nhận tin báo", "chưa có địa chỉ chung", advice, doubtful=True)
