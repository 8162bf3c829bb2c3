"""The command `tusach`: the composition root. It names what a command is made of; nobody imports it."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.commands.command_line import (
    faults_spoken,
    language_of_environment,
    missing_folder,
    unknown_command,
)
from appliance.commands.exits import printable
from appliance.commands.help_pages import Group
from content.addresses import DEFAULT_LANGUAGE
from content.translations import gettext, marked, speaking

if TYPE_CHECKING:
    from appliance.config import ConfigError
    from appliance.making import Maker, PageSource
    from appliance.station import Station
    from content.library import Library

COMMANDS = {
    "add": "appliance.commands.add:add",
    "check": "appliance.commands.check:check",
    "config": "appliance.commands.config:config",
    "count": "appliance.commands.keeper:count",
    "demo": "webapp.library.commands:demo",
    "duplicates": "appliance.commands.duplicates:duplicates",
    "export": "appliance.commands.export:export",
    "import": "appliance.commands.import_list:import_list",
    "keeper": "appliance.commands.keeper:keeper",
    "letters": "appliance.commands.letters:letters",
    "list": "appliance.commands.list:list_records",
    "remake": "appliance.commands.remake:remake",
    "serve": "webapp.library.commands:serve",
    "show": "appliance.commands.show:show",
    "withdraw": "appliance.commands.withdraw:withdraw",
}

BEGINNING = {"add", "count", "demo", "import", "keeper", "serve"}
"""Commands that begin a library in any folder; every other one only in an empty folder that is there already."""

SERVICES = {"count", "keeper", "serve"}
"""Commands that a box starts by itself: settings of a later release do not stop them (decision 0016)."""

ONLY_HELP = "tusach.only_help"


class LazyGroup(Group):
    """A group that imports a command's module when it is asked for, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        """All names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Imports the command of a name.

        Raises:
            TypeError: what COMMANDS names is no command.
        """
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command of a name.

        Raises:
            CommandLineError: there is none; the nearest that there is is told.
        """
        if args[0] not in COMMANDS:
            raise unknown_command(args[0], COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Notes whether only help is asked for: that needs no data folder."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # file names may hold any bytes
        ctx.meta[ONLY_HELP] = not {"-h", "--help"}.isdisjoint(args)
        with speaking(language_of_environment() or DEFAULT_LANGUAGE), faults_spoken():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command in the language of the environment or the settings."""
        from appliance.commands.troubles import troubles_told

        with speaking(self._language(ctx)), faults_spoken(), troubles_told():
            return super().invoke(ctx)

    def _language(self, ctx: click.Context) -> str:
        """The language to speak; settings that are wrong are told by what needs them, in Vietnamese."""
        from appliance.config import ConfigError, load_config

        asked, folder = language_of_environment(), ctx.params["data_dir"]
        if asked or folder is None:
            return asked or DEFAULT_LANGUAGE
        try:
            return load_config(folder, on_unknown=lambda _: None).command.language
        except ConfigError:
            return DEFAULT_LANGUAGE


def summary(command: str) -> str:
    """The first sentence of a command's help, in the language that is spoken.

    Args:
        command: `module:function`, as in COMMANDS.
    """
    module, _, name = command.partition(":")
    source = Path(__file__).parent.joinpath(*module.split(".")).with_suffix(".py").read_text("utf-8")
    functions = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name)
    text = next((gettext(_help(function)) for function in functions), "")
    return text.partition("\n")[0].partition(". ")[0].rstrip(".")


def _help(function: ast.FunctionDef) -> str:
    """What stands in `help=marked("…")` of its decorators."""
    for decorator in function.decorator_list:
        for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
            if keyword.arg == "help" and isinstance(keyword.value, ast.Call):
                return str(ast.literal_eval(keyword.value.args[0]))
    return ""


def _makers(station: Station) -> Sequence[Maker]:
    from appliance.making import (
        CoverMaker,
        FoldedMaker,
        HomePictureMaker,
        OpenLinkMaker,
        PageMaker,
        PagePictureMaker,
    )

    return (
        FoldedMaker(),
        CoverMaker(),
        OpenLinkMaker(),
        PagePictureMaker(),
        HomePictureMaker(),
        PageMaker(_pages_of(station)),
    )


def _pages_of(station: Station) -> Callable[[Library], PageSource]:
    """Gives the source of the library's pages; their templates are read only by who makes pages."""

    def source(library: Library) -> PageSource:
        from webapp.library.app import page_source

        return page_source(library, config=station.config.library, clock=station.clock)

    return source


def _tell_begun(folder: Path) -> None:
    click.echo(gettext("Tủ sách mới, dựng ở “%(folder)s”.") % {"folder": printable(str(folder))}, err=True)


def _tell_unknown(error: ConfigError) -> None:
    for line in (*error.said(), gettext("Mục lạ được bỏ qua; các mục khác vẫn dùng.")):
        click.echo(f"tusach: {line}", err=True)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=marked("Tủ sách: hộp thư viện cho nơi ít hay không có Internet."),
)
@click.option(
    "--data-dir",
    envvar="TUSACH_DATA",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=marked("THƯ_MỤC"),
    help=marked("Thư mục của tủ sách; ngoài nó ra không ghi gì. Hoặc đặt biến TUSACH_DATA."),
)
@click.pass_context
def main(ctx: click.Context, data_dir: Path | None) -> None:
    """Puts together what every command works with.

    Raises:
        CommandLineError: nobody said which library is meant.
        ConfigError: its settings are wrong; no command goes on with others than were meant.
    """
    only_help = ctx.meta[ONLY_HELP]
    if data_dir is None and not only_help:
        raise missing_folder()
    from appliance.clock import SystemClock
    from appliance.station import Station

    station = ctx.obj = Station(
        data_dir or Path(),
        SystemClock(),
        lambda: _makers(station),
        _tell_begun,
        begins=ctx.invoked_subcommand in BEGINNING,
        on_unknown=_tell_unknown if ctx.invoked_subcommand in SERVICES else None,
    )
    ctx.call_on_close(station.close)
    if not only_help:
        _ = station.config


if __name__ == "__main__":
    main()
