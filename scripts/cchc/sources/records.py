"""From the text of one file to one frozen record, or to the problems that its author must mend."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from cchc.model.problem import Problem
from cchc.model.secrecy import find_secret_marking
from cchc.sources.front_matter import split_front_matter
from cchc.sources.yaml_text import Text, YamlMistake, find_lines, parse_yaml
from cchc.text import is_nfc

RecordT = TypeVar("RecordT", bound=BaseModel)

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
"""Bullets of Word's symbol fonts, shown as empty boxes elsewhere; frames use some as sentinels."""

_NFD = "chữ tiếng Việt ở dạng tổ hợp (NFD); hãy lưu lại ở dạng dựng sẵn (NFC) hoặc chạy “cchc check --nfc”"

BODY_FIELDS = ("noi_dung", "huong_dan", "tra_loi")
"""Names of the field that holds what stands below the front matter."""


def parse_record(text: str, path: str, model: type[RecordT]) -> tuple[RecordT | None, list[Problem]]:
    """Parse a Markdown file with front matter into a record; the record is None exactly if there are problems."""
    form = list(check_text(text, path))
    if form:
        return None, form
    parts = split_front_matter(text)
    if parts is None:
        return None, [Problem(path, 1, "", "tệp phải bắt đầu bằng phần khai báo giữa hai dòng “---”")]
    try:
        values = parse_yaml(parts.yaml)
    except YamlMistake as mistake:
        return None, [Problem(path, mistake.line + parts.first_line - 1, "", mistake.message)]
    if not isinstance(values, dict):
        return None, [Problem(path, parts.first_line, "", "phần khai báo phải gồm các dòng “tên_trường: giá trị”")]
    body = body_field(model)
    if body in values:
        problem = Problem(path, 0, body, "nội dung viết ở phần thân tệp, dưới dòng “---” thứ hai, không khai báo ở đây")
        return None, place([problem], parts.yaml, parts.first_line)
    record, problems = validate({**values, body: parts.body}, path, model)
    return record, place(problems, parts.yaml, parts.first_line)


def parse_list(text: str, path: str, model: type[RecordT]) -> tuple[tuple[RecordT, ...], list[Problem]]:
    """Parse a YAML list file into records; entries with problems are left out and told."""
    problems = list(check_text(text, path))
    if problems:
        return (), problems
    try:
        values = parse_yaml(text)
    except YamlMistake as mistake:
        return (), [Problem(path, mistake.line, "", mistake.message)]
    if not isinstance(values, list):
        return (), [Problem(path, 1, "", "tệp danh mục phải là danh sách, mỗi mục bắt đầu bằng “- ”")]
    records: list[RecordT] = []
    for position, value in enumerate(values):
        record, found = validate(value, path, model, prefix=str(position))
        problems += found
        if record is not None:
            records.append(record)
    return tuple(records), place(problems, text, 1)


def parse_mapping(text: str, path: str, model: type[RecordT]) -> tuple[RecordT | None, list[Problem]]:
    """Parse a YAML file of one record; the record is None exactly if there are problems."""
    form = list(check_text(text, path))
    if form:
        return None, form
    try:
        values = parse_yaml(text)
    except YamlMistake as mistake:
        return None, [Problem(path, mistake.line, "", mistake.message)]
    if not isinstance(values, dict):
        return None, [Problem(path, 1, "", "tệp phải gồm các dòng “tên_trường: giá trị”")]
    record, problems = validate(values, path, model)
    return record, place(problems, text, 1)


def body_field(model: type[BaseModel]) -> str:
    """Return the name of the model's field that holds the Markdown below the front matter."""
    return next(name for name in reversed(BODY_FIELDS) if name in model.model_fields)


def check_text(text: str, path: str) -> Iterator[Problem]:
    """Content files are NFC (TCVN 6909:2001), without private-use characters and marks of secrecy."""
    decomposed = _first_line(text, lambda line: not is_nfc(line))
    if decomposed:
        yield Problem(path, decomposed, "", _NFD)
    foreign = _first_line(text, lambda line: _PRIVATE_USE.search(line) is not None)
    if foreign:
        yield Problem(path, foreign, "", "có ký tự riêng của Word (ô vuông lạ); hãy thay bằng dấu gạch đầu dòng “-”")
    marking = find_secret_marking(text)
    if marking:
        line, words = marking
        yield Problem(path, line, "", f"có dấu mật “{words}”; không được đưa tài liệu mật lên trang, hãy gỡ tệp ngay")


def _first_line(text: str, is_wrong: Callable[[str], bool]) -> int:
    """Return the number (from 1) of the first line that is wrong, or 0."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if is_wrong(line)), 0)


def validate(
    values: Text, path: str, model: type[RecordT], *, prefix: str = ""
) -> tuple[RecordT | None, list[Problem]]:
    """Validate parsed YAML against a model; problems carry fields but no lines yet."""
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_problem(detail, path, model, prefix) for detail in details]


def place(problems: list[Problem], yaml_text: str, first_line: int) -> list[Problem]:
    """Give each problem the line of its field, or of the nearest enclosing one that is there."""
    if not problems:
        return []
    lines = find_lines(yaml_text)
    return [Problem(p.path, _line_of(p.field, lines, first_line), p.field, p.message, p.muc_do) for p in problems]


def _line_of(field: str, lines: Any, first_line: int) -> int:
    while field:
        if field in lines:
            return int(lines[field]) + first_line - 1
        field = field.rpartition(".")[0]
    return first_line


def _problem(detail: Any, path: str, model: type[BaseModel], prefix: str) -> Problem:
    steps = ([prefix] if prefix else []) + [str(step) for step in detail["loc"]]
    return Problem(path, 0, ".".join(steps), _message(detail, model))


_FIXED_MESSAGES = {
    "missing": "thiếu trường bắt buộc; hãy bổ sung",
    "string_too_short": "không được để trống",
    "too_short": "không được để trống",
    "tuple_type": "phải là danh sách, mỗi mục một dòng bắt đầu bằng “- ”",
    "model_type": "phải là nhóm trường con, mỗi trường một dòng thụt vào",
    "model_attributes_type": "phải là nhóm trường con, mỗi trường một dòng thụt vào",
    "string_type": "phải là chữ, không phải danh sách",
    "int_parsing": "“{input}” không phải số nguyên",
    "decimal_parsing": "“{input}” không phải số",
    "decimal_type": "phải là số",
    "bool_parsing": "“{input}” phải là true (có) hoặc false (không)",
    "greater_than_equal": "“{input}” phải từ {ge} trở lên",
    "string_pattern_mismatch": "“{input}” sai dạng; phải khớp {pattern}",
}
"""What to tell the author, by the kind of mistake that pydantic found."""


def _message(detail: Any, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _FIXED_MESSAGES:
        return _FIXED_MESSAGES[kind].format(input=detail.get("input", ""), **context)
    if kind == "extra_forbidden":
        return f"trường không có trong mẫu{_suggestion(str(detail['loc'][-1]), _names_at(model, detail['loc'][:-1]))}"
    if kind == "enum":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return f"“{detail.get('input', '')}” không có trong danh sách; chọn một trong: {expected}"
    return str(context.get("error", detail["msg"]))


def _names_at(model: type[BaseModel], place: Iterable[str | int]) -> list[str]:
    """Return the names of the fields at a place of a record, numbers being places in a list."""
    for name in place:
        if isinstance(name, str) and name in model.model_fields:
            inner = _find_model(model.model_fields[name].annotation)
            if inner is None:
                return []
            model = inner
    return list(model.model_fields)


def _find_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_find_model, get_args(annotation))), None)


def _suggestion(wrong: str, known: list[str]) -> str:
    close = difflib.get_close_matches(wrong, known, n=1)
    return f"; có phải bạn muốn viết “{close[0]}”?" if close else "; hãy bỏ hoặc sửa tên trường"
