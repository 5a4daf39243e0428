"""Generated requests: by the hand-written description of the service, and forms filled by people who mean no good.

``CCHC_FUZZ`` says how many; 20,000 is the promise, CI sends a part: ``CCHC_FUZZ=20000 python -m pytest tests/fuzz``.
"""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from starlette.routing import BaseRoute, Mount, Route

from cchc.model.feedback import ACTIONS, HanhDong, LoaiGopY
from fuzz.target import MARK, Target
from fuzz.words import FORMS, STEP_BOXES, body_of, known_values, proofs

pytestmark = pytest.mark.slow

DOCUMENT = Path(__file__).with_name("openapi.yml")
WANTED = int(os.environ.get("CCHC_FUZZ", "1200"))

_FORM = "application/x-www-form-urlencoded"
_SURE = {"/gop-y/hoi-dap", "/gop-y/trang"}
_BODY_CAP = 64 * 1024
_MUCH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]
_SERVICE = schemathesis.openapi.from_dict(yaml.safe_load(DOCUMENT.read_text(encoding="utf-8")))
_OPERATIONS = [found.ok() for found in _SERVICE.get_all_operations() if isinstance(found, Ok)]


_ROLES = ("xem", "an", "binh", "quan.tri")
# Half by the description, a third by forms, a sixth at the desk; there each is followed by a look at the item.
_BY_DESCRIPTION = WANTED // 2 // len(_OPERATIONS) + 1
_BY_FORM = WANTED // 3 // len(FORMS) + 1
_BY_OFFICER = WANTED // 6 // len(_ROLES) + 1


def _run(share: int, promise: Callable[..., None], **strategies: st.SearchStrategy[Any]) -> None:
    wanted = settings(
        max_examples=share,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=_MUCH,
    )
    wanted(given(**strategies)(promise))()


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for entry in value.items() for part in entry for text in _strings(part)]
    if isinstance(value, list):
        return [text for entry in value for text in _strings(entry)]
    return [value] if isinstance(value, str) else []


@pytest.mark.slow
@pytest.mark.parametrize("operation", _OPERATIONS, ids=lambda one: f"{one.method.upper()} {one.path}")
def test_no_request_that_the_description_suggests_fails(target: Target, operation: Any) -> None:
    """Sound and unsound requests of every operation, half of the forms with a good token: nothing fails or echoes."""
    seen: Counter[int] = Counter()
    extras = operation.definition.raw
    modes = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
    with requests.Session() as session:

        def answers(case: Case[Any], with_token: bool) -> None:
            headers = _equip(target, case, extras) if with_token else {}
            files = _name_files(case)
            sent = case.call(base_url=target.address, session=session, headers=headers, allow_redirects=False, **files)
            words = _strings([case.body, dict(case.query or {}), dict(case.path_parameters or {})])
            target.check(f"{case.method} {case.path}", sent.status_code, sent.text or "", words)
            session.cookies.clear()
            seen[sent.status_code] += 1

        _run(_BY_DESCRIPTION, answers, case=st.one_of(modes), with_token=st.booleans())
    assert seen.total() >= _BY_DESCRIPTION


def _name_files(case: Case[Any]) -> dict[str, Any]:
    """Give the files of a form names, without which they would be text, and every other one the head of a PDF."""
    if case.media_type != "multipart/form-data" or not isinstance(case.body, dict):
        return {}
    sent: list[tuple[str, Any]] = []
    for name, value in case.body.items():
        for number, entry in enumerate(value if isinstance(value, list) else [value]):
            data = entry if isinstance(entry, bytes) else str(entry).encode("utf-8", "surrogatepass")
            is_file = name == "tep"
            head = b"%PDF-1.7\n" if is_file and (number + len(data)) % 2 else b""
            sent.append((name, (f"{MARK}{number}.pdf" if is_file else None, head + data)))
    # Where none was generated a sound one comes along, so that what follows is tried with files on the shelf too.
    return {"files": sent if "tep" in case.body else [*sent, ("tep", (f"{MARK}.pdf", b"%PDF-1.7\n"))]}


def _equip(target: Target, case: Case[Any], extras: Any) -> dict[str, str]:
    """Give a request what opens the first door, so that what comes after is tried too."""
    if extras.get("tags") == ["xu-ly"]:
        headers, token = target.session("quan.tri")
        if case.path_parameters and "ma" in case.path_parameters:
            case.path_parameters["ma"] = target.references[len(target.store.list_outbox()) % len(target.references)]
        if isinstance(case.body, dict):
            case.body["ma_phien"] = token
        return headers
    if "x-flow" in extras:
        begun = httpx.get(f"{target.address}/gop-y/xu-ly/dang-nhap/dinh-danh")
        case.query = {**(case.query or {}), "state": httpx.URL(begun.headers["location"]).params["state"]}
        return {"Cookie": begun.headers["set-cookie"].partition(";")[0]}
    if "x-form" in extras and isinstance(case.body, dict):
        case.body["ma_bieu_mau"] = target.token(LoaiGopY(extras["x-form"]))
    return {}


@pytest.mark.slow
@pytest.mark.parametrize("place", FORMS, ids=str)
def test_no_filled_form_fails(target: Target, client: httpx.Client, place: str) -> None:
    """Forms with a good token and words of every sort: taken, shown again or refused, and never echoed as markup."""
    seen: Counter[int] = Counter()
    kind, boxes = FORMS[place]

    def answers(typed: list[tuple[str, str]], proof: str) -> None:
        fields = [("ma_bieu_mau", target.token(kind)), ("altcha", proof), *typed]
        body = body_of(fields)
        try:
            answer = client.post(place, content=body, headers={"Content-Type": _FORM})
        except httpx.TransportError:
            # Refused before all of it was read: the rest then meets a closed door.
            assert len(body) > _BODY_CAP
            return
        target.check(place, answer.status_code, answer.text, [text for _, text in typed])
        client.cookies.clear()
        seen[answer.status_code] += 1

    _run(_BY_FORM, answers, typed=known_values(boxes), proof=proofs())
    assert {303, 422} <= set(seen) or place not in _SURE


@pytest.mark.slow
@pytest.mark.parametrize("who", _ROLES)
def test_no_step_of_the_desk_fails(target: Target, client: httpx.Client, who: str) -> None:
    """Steps in any state by anybody with words of every sort: made, or refused with a page; nothing is echoed."""
    cookie, token = target.session(who)
    seen: Counter[int] = Counter()

    def answers(step: HanhDong, typed: list[tuple[str, str]], place: int, version: str, work: str) -> None:
        reference = target.receive() if place < 2 else target.references[-1 - place % len(target.references)]
        item = target.store.find_desk(reference)
        assert item is not None
        fields = [("ma_phien", token), ("da_xem", item.detail.item.changed_at.isoformat()), ("phien_ban", version)]
        address = f"/gop-y/xu-ly/muc/{reference}/{step}"
        headers = {"Content-Type": _FORM, **cookie}
        answer = client.post(address, content=body_of([*fields, ("viec", work), *typed]), headers=headers)
        target.check(f"{who} {address}", answer.status_code, answer.text, [text for _, text in typed])
        shown = client.get(f"/gop-y/xu-ly/muc/{reference}", headers=cookie)
        target.check(f"{who} {reference}", shown.status_code, shown.text, [text for _, text in typed])
        seen[answer.status_code] += 1

    _run(
        _BY_OFFICER,
        answers,
        step=st.sampled_from([step for step in HanhDong if step in ACTIONS]),
        typed=known_values(STEP_BOXES),
        place=st.integers(0, 7),
        version=st.sampled_from(["1", "2", "0", "x", "9" * 30]),
        work=st.sampled_from(["", "kiem-tra", "trinh", "che-lai"]),
    )
    assert 303 in seen or who == "xem"


def _paths(routes: list[BaseRoute], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for route in routes:
        if isinstance(route, Route):
            found.add(f"{prefix}{route.path}")
        elif isinstance(route, Mount) and route.path and route.routes:
            found |= _paths(list(route.routes), f"{prefix}{route.path}")
    return found


def test_the_description_knows_every_address(target: Target) -> None:
    """No address of the service is missing in the description, and none is told that does not exist."""
    described = set(yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))["paths"])
    served = {path for path in _paths(target.app.routes) if not path.endswith("/") or path == "/gop-y/xu-ly/"}
    served = {path.replace(":path}", "}") for path in served}
    assert served - described == set()
    assert described - served == {"/gop-y/tai-nguyen/{ten}"}
