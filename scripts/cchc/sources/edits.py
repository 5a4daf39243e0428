"""Changing single fields of a content file: every other line, comments included, stays as its author wrote it."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from cchc.sources.front_matter import split_front_matter
from cchc.sources.records import body_field, parse_record
from cchc.sources.writers import render_fields, render_front_matter
from cchc.sources.yaml_text import find_lines


def edit_front_matter(text: str, record: BaseModel, names: Iterable[str]) -> str:
    """Return the text of a file in which the named fields of the front matter say what the record says.

    A text in which that cannot be done in place is rendered anew from the record.
    """
    parts = split_front_matter(text)
    if parts is not None and body_field(type(record)) not in names:
        lines = parts.yaml.splitlines(keepends=True)
        for name in sorted(names, key=list(type(record).model_fields).index, reverse=True):
            _replace(lines, name, record)
        head, rest = text.split(parts.yaml, 1) if parts.yaml else ("", "")
        edited = f"{head}{''.join(lines)}{rest}"
        if parse_record(edited, "", type(record))[0] == record:
            return edited
    return render_front_matter(record)


def _replace(lines: list[str], name: str, record: BaseModel) -> None:
    blocks = _blocks(lines)
    new = render_fields(record, (name,)).splitlines(keepends=True)
    if name in blocks:
        first, last = blocks[name]
        lines[first:last] = new
        return
    fields = list(type(record).model_fields)
    before = [blocks[other][1] for other in fields[: fields.index(name)] if other in blocks]
    at = max(before, default=len(lines))
    lines[at:at] = new


def _blocks(lines: list[str]) -> Mapping[str, tuple[int, int]]:
    """Return the lines of each top-level field; comments and empty lines before a field belong to that field."""
    starts = sorted((line - 1, name) for name, line in find_lines("".join(lines)).items() if "." not in name)
    blocks: dict[str, tuple[int, int]] = {}
    for (first, name), (following, _) in zip(starts, [*starts[1:], (len(lines), "")], strict=True):
        last = following
        while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
            last -= 1
        blocks[name] = (first, last)
    return blocks
