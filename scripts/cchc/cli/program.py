"""The group of all commands."""

import importlib
from collections.abc import Mapping
from typing import Any

import click

from cchc.cli.vietnamese import in_vietnamese

_COMMANDS: Mapping[str, tuple[str, str]] = {
    "build": ("cchc.cli.build", "build"),
    "preview": ("cchc.cli.build", "preview"),
    "serve": ("cchc.cli.serve", "serve"),
    "ping": ("cchc.cli.ping", "ping"),
    "check": ("cchc.cli.check", "check"),
    "import": ("cchc.cli.import_", "import_"),
    "init": ("cchc.cli.init", "init"),
    "pull": ("cchc.cli.pull", "pull_command"),
    "new": ("cchc.cli.new", "new"),
    "apply": ("cchc.cli.apply", "apply"),
    "report": ("cchc.cli.report_", "report"),
    "editor": ("cchc.cli.editor", "editor"),
    "feedback": ("cchc.cli.feedback", "feedback"),
    "deploy-headers": ("cchc.cli.deploy_headers", "deploy_headers"),
    "doctor": ("cchc.cli.doctor", "doctor"),
}


class _LazyGroup(click.Group):
    """Loads a command's module only when it is asked for: MkDocs and the service are slow to import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of an editor's day."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), attribute)
        return command if isinstance(command, click.Command) else None

    def main(self, *args: Any, **kwargs: Any) -> Any:  # whatever click's own takes and gives
        """Run a command with click's own words in Vietnamese."""
        with in_vietnamese():
            return super().main(*args, **kwargs)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="cchc-portal", prog_name="cchc", message="%(prog)s %(version)s", help="Hiện phiên bản rồi thoát."
)
def main() -> None:
    """Chuyên mục cải cách hành chính: nội dung vào, trang tĩnh và dịch vụ góp ý ra."""
