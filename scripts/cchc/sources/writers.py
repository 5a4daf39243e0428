"""Records written as content files: stable key order, block text for long values, byte for byte the same each time."""

from collections.abc import Container, Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from cchc.sources.records import body_field

try:
    from yaml import CSafeDumper as _SafeDumper
except ImportError:  # pragma: no cover - see yaml_text
    from yaml import SafeDumper as _SafeDumper  # type: ignore[assignment]


class _Dumper(_SafeDumper):
    """Writes every scalar so that the string reader gets the same text back, long texts as blocks."""


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text and not text.startswith((" ", "\n", "\t")) and not text.endswith(" ") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def render_front_matter(record: BaseModel, *, always: Container[str] = ()) -> str:
    """Return the file text of a record: fields that differ from their defaults, in the model's order, then the body.

    Fields named in ``always`` are written even where they have their defaults.
    """
    values = record.model_dump(mode="json", exclude_defaults=True)
    if always:
        full = record.model_dump(mode="json")
        values = {name: values.get(name, full[name]) for name in full if name in values or name in always}
    body = values.pop(body_field(type(record)), "")
    return f"---\n{_render_yaml(values)}---\n" + (f"\n{body}\n" if body else "")


def render_fields(record: BaseModel, names: Iterable[str]) -> str:
    """Return the YAML of single fields; nothing for those that have their defaults."""
    values = record.model_dump(mode="json", exclude_defaults=True, include=set(names))
    return _render_yaml(values) if values else ""


def render_list(records: Iterable[BaseModel]) -> str:
    """Return the text of a list file."""
    return _render_yaml([record.model_dump(mode="json", exclude_defaults=True) for record in records])


def write_front_matter(file: Path, record: BaseModel) -> None:
    """Write a record to its file, whole or not at all."""
    _write(file, render_front_matter(record))


def write_list(file: Path, records: Iterable[BaseModel]) -> None:
    """Write a list file, whole or not at all; the comment with which an existing file begins is kept."""
    _write(file, _leading_comment(file) + render_list(records))


def _leading_comment(file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.is_file() else []
    return "".join(takewhile(lambda line: line.startswith("#") or not line.strip(), lines))


def _render_yaml(values: Any) -> str:
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(file)
