"""The handbook's page of commands, made from the commands' own help: python -m editors.handbook_commands renews it."""

from collections.abc import Iterator
from pathlib import Path

import click

from cchc.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "so-tay-bien-tap" / "lenh.md"

OF_OPERATORS = frozenset({"serve", "init", "feedback", "deploy-headers", "doctor", "ping"})
"""Commands of those who run the service; the handbook is for those who write."""


def make_page() -> str:
    """Return the page: every command of an editor's day with its arguments and options."""
    head = (
        "---\ntitle: Mọi lệnh và tùy chọn\ndescription: Lệnh cchc dùng cho biên tập, từng tùy chọn và ví dụ\n---\n\n"
        "Gõ lệnh trong thư mục nội dung. Thêm `--help` sau lệnh nào cũng được để đọc hướng dẫn ngay tại chỗ.\n"
    )
    return head + "".join(_section(path, command) for path, command in editors_commands())


def editors_commands() -> Iterator[tuple[str, click.Command]]:
    """Yield the commands that have work of their own, with their whole names."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = None if name in OF_OPERATORS else main.get_command(context, name)
        if command is not None:
            yield from _leaves(f"cchc {name}", command)


def _leaves(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name, inner in command.commands.items():
        yield from _leaves(f"{path} {name}", inner)


def _section(path: str, command: click.Command) -> str:
    prose, _, example = (command.help or "").replace("\b\n", "").partition("Ví dụ:")
    lines = [line.strip() for line in prose.splitlines()]
    text = "\n".join(_plain(line) for line in lines).strip()
    rows = "".join(_row(one) for one in command.params)
    shown = "\n".join(line.strip() for line in example.strip().splitlines() if line.strip())
    return (
        f"\n## {path} {{#{path.removeprefix('cchc ').replace(' ', '-')}}}\n\n{text}\n\n"
        f"| Tùy chọn | Ý nghĩa |\n|---|---|\n{rows}" + (f"\n```text\n{shown}\n```\n" if shown else "")
    )


def _row(one: click.Parameter) -> str:
    if isinstance(one, click.Option):
        return f"| `{'`, `'.join((*one.opts, *one.secondary_opts))}` | {_plain(one.help or '')} |\n"
    needed = "bắt buộc" if one.required else "có thể bỏ trống"
    return f"| `{one.human_readable_name}` | Viết ngay sau lệnh; {needed}. |\n"


def _plain(text: str) -> str:
    escaped = "".join(f"\\{letter}" if letter in "[]*_|{}#`" else letter for letter in text)
    return escaped.replace("<", "&lt;").replace(">", "&gt;")


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
