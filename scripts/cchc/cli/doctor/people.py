"""The people of the desk: whether anybody can answer, and two can approve."""

from collections.abc import Iterator, Sequence

from cchc.cli.doctor.finding import Finding, weigh
from cchc.feedback.records import Account
from cchc.model.feedback import VaiTro

_APPROVERS = (VaiTro.DUYET, VaiTro.QUAN_TRI)


def check_people(accounts: Sequence[Account]) -> Iterator[Finding]:
    """Look at the active accounts."""
    active = [account for account in accounts if account.active]
    advice = "Tạo tài khoản bằng “cchc feedback account …”: ít nhất một người trả lời và hai người duyệt."
    yield weigh("Tài khoản xử lý", f"{len(active)} người", advice, doubtful=not active)
    if not active:
        return
    approvers = sum(account.role in _APPROVERS for account in active)
    advice = "Cần ít nhất hai người duyệt: không ai được duyệt câu trả lời do chính mình viết."
    yield weigh("Người duyệt", f"{approvers} người", advice, doubtful=approvers < 2)
    for account in active:
        if account.oidc_subject is None and not (account.totp_secret and account.totp_step):
            # Until the first log-in the password alone shows the secret of the codes.
            advice = "Bảo người này đăng nhập để cài mã một lần, hoặc khóa tài khoản."
            privileged = account.role in _APPROVERS
            state = f"{account.username} ({account.role.label}) chưa cài mã một lần"
            yield weigh("Xác thực hai lớp", state, advice, bad=privileged, doubtful=not privileged)
