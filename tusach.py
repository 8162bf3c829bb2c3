"""The command `tusach`: the composition root. It names what a command is made of; nobody imports it."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from appliance.making import Maker

COMMANDS = {
    "add": "appliance.commands.add:add",
    "check": "appliance.commands.check:check",
    "config": "appliance.commands.config:config",
    "count": "appliance.commands.keeper:count",
    "demo": "webapp.library.commands:demo",
    "keeper": "appliance.commands.keeper:keeper",
    "letters": "appliance.commands.letters:letters",
    "list": "appliance.commands.list:list_records",
    "remake": "appliance.commands.remake:remake",
    "serve": "webapp.library.commands:serve",
    "show": "appliance.commands.show:show",
    "withdraw": "appliance.commands.withdraw:withdraw",
}

ONLY_HELP = "tusach.only_help"


class LazyGroup(click.Group):
    """A group that imports a command's module when it is asked for, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        """All names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Imports the command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists every command with the first sentence of its help, read from the source: nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(COMMANDS[name])) for name in self.list_commands(ctx)])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Notes whether only help is asked for: that needs no data folder."""
        ctx.meta[ONLY_HELP] = not {"-h", "--help"}.isdisjoint(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an error about the library becomes a message and an exit code."""
        import errno
        import sqlite3

        from appliance.commands.exits import Exit, fail
        from appliance.config import ConfigError
        from content.errors import ContentError
        from content.library import LibraryBusyError

        try:
            return super().invoke(ctx)
        except ConfigError as error:
            fail(Exit.USAGE, str(error))
        except LibraryBusyError as error:
            fail(Exit.BUSY, str(error))
        except (ContentError, sqlite3.DatabaseError) as error:
            fail(Exit.UNUSABLE, str(error))
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the output has gone; click ends quietly
                raise
            fail(Exit.UNUSABLE, str(error))


def summary(command: str) -> str:
    """The first sentence of a command's help.

    Args:
        command: `module:function`, as in COMMANDS.
    """
    module, _, name = command.partition(":")
    source = Path(__file__).parent.joinpath(*module.split(".")).with_suffix(".py").read_text("utf-8")
    functions = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name)
    text = next((ast.get_docstring(node) or "" for node in functions), "")
    return text.partition("\n")[0].partition(". ")[0].rstrip(".")


def _makers() -> Sequence[Maker]:
    from appliance.making import CoverMaker, OpenLinkMaker

    return (CoverMaker(), OpenLinkMaker())


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data-dir",
    envvar="TUSACH_DATA",
    type=click.Path(file_okay=False, path_type=Path),
    help="The library's folder; nothing outside it is written. Or set TUSACH_DATA.",
)
@click.pass_context
def main(ctx: click.Context, data_dir: Path | None) -> None:
    """Tủ sách: a library box for places with little or no Internet."""
    if data_dir is None and not ctx.meta[ONLY_HELP]:
        raise click.UsageError("Say where the library is: --data-dir FOLDER, or TUSACH_DATA in the environment.")
    from appliance.clock import SystemClock
    from appliance.station import Station

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names may hold any bytes
    ctx.obj = Station(data_dir or Path(), SystemClock(), _makers)
    ctx.call_on_close(ctx.obj.close)


if __name__ == "__main__":
    main()
