"""YAML read as strings only: ``ma: 1.010000`` stays "1.010000" and ``no`` stays "no"; duplicate keys are mistakes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

try:  # libyaml's parser is some ten times faster on records of 15 KB
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - wheels of PyYAML carry libyaml on every usual platform
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Text: TypeAlias = str | list["Text"] | dict[str, "Text"]
"""What a YAML text holds here: strings, lists and mappings, nothing else."""

_ALIAS = "không dùng neo (&, *) của YAML; hãy viết đủ nội dung"


@dataclass(frozen=True)
class YamlMistake(Exception):
    """A text that is not the YAML we accept; ``line`` counts from 1 within the text."""

    line: int
    message: str


def parse_yaml(text: str) -> Text:
    """Parse a YAML text into strings, lists and mappings; keys without a value are left out.

    Raise YamlMistake on a syntax error, a duplicate key or a key that is not plain text.
    """
    node = _compose(text)
    return {} if node is None else _value(node, set())


def find_lines(text: str) -> Mapping[str, int]:
    """Return the line (from 1) of every key and list item by its dotted path, such as ``giay_to.2.ten``."""
    node = _compose(text)
    return {} if node is None else dict(_lines(node, ""))


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        # What was opened and never closed is mended where it opens, not where the text ends.
        opened = any(word in (error.context or "") for word in ("quoted", "flow"))
        mark = (error.context_mark if opened else None) or error.problem_mark
        raise YamlMistake(mark.line + 1 if mark else 1, _explain(error)) from None
    except yaml.YAMLError as error:
        raise YamlMistake(1, f"không đọc được YAML: {error}") from None


def _value(node: yaml.Node, seen: set[int]) -> Text:
    # An alias is the same node met again; expanding them is how a small text becomes gigabytes.
    if id(node) in seen:
        raise YamlMistake(node.start_mark.line + 1, _ALIAS)
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, seen) for item in node.value]
    return str(node.value)


def _mapping(node: yaml.MappingNode, seen: set[int]) -> dict[str, Text]:
    values: dict[str, Text] = {}
    for key, item in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise YamlMistake(line, "tên trường phải là chữ thường không dấu")
        if key.value in values:
            raise YamlMistake(line, f"trường “{key.value}” được viết hai lần; hãy giữ một")
        if not _is_empty(item):
            values[key.value] = _value(item, seen)
    return values


def _is_empty(node: yaml.Node) -> bool:
    # An empty plain scalar is YAML's null; a quoted empty text is kept, because its author wrote it.
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _lines(node: yaml.Node, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            inner = f"{path}.{key.value}" if path else str(key.value)
            yield inner, key.start_mark.line + 1
            yield from _lines(item, inner)
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            inner = f"{path}.{position}" if path else str(position)
            yield inner, item.start_mark.line + 1
            yield from _lines(item, inner)


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return "dấu hai chấm trong giá trị; hãy đặt cả giá trị trong dấu ngoặc kép"
    if "tab character" in problem or "\\t" in problem:
        return "dùng dấu cách để thụt đầu dòng, không dùng phím Tab"
    if "could not find expected ':'" in problem:
        return "thiếu dấu hai chấm sau tên trường"
    if "expected ',' or" in problem:
        return "thiếu dấu ngoặc đóng “]” hoặc “}”; hãy viết danh sách mỗi mục một dòng bắt đầu bằng “- ”"
    if "alias" in problem:
        return _ALIAS
    if "unexpected end of stream" in problem or "quoted scalar" in (error.context or ""):
        return "thiếu dấu ngoặc kép đóng"
    return f"sai cú pháp YAML ({problem})"
