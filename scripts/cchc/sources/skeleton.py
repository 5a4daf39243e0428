"""A new content file for an editor to fill in: every field with its official label, the known ones filled."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cchc.sources.records import body_field


def write_skeleton(file: Path, model: type[BaseModel], values: Mapping[str, Any], body: str) -> None:
    """Write a new file; raise FileExistsError when it is there already."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(render_skeleton(model, values, body))


def render_skeleton(model: type[BaseModel], values: Mapping[str, Any], body: str) -> str:
    """Render the text: given values are written, all other fields stand as comments to be taken up."""
    skip = body_field(model)
    lines = [
        line
        for name, field in model.model_fields.items()
        if name != skip
        for line in _field_lines(name, field, values.get(name))
    ]
    return "\n".join(["---", *lines, "---", "", body, ""])


def _field_lines(name: str, field: FieldInfo, value: Any) -> Iterator[str]:
    choices = list(_choices(field.annotation))
    label = f"# {field.title or name}" + (" (bắt buộc)" if field.is_required() else "")
    yield f"{label}: {' · '.join(choices)}" if choices else label
    if value is None:
        yield f"# {name}:"
    else:
        yield yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=110).rstrip()


def _choices(annotation: Any) -> Iterator[str]:
    """Yield the values that a field of a closed list accepts, also inside lists and optional types."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (member.value for member in annotation)
    elif get_origin(annotation) in (tuple, Union, UnionType):
        for inner in get_args(annotation):
            yield from _choices(inner)
