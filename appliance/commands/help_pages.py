"""Commands whose help pages are Vietnamese in the code, as every sentence for people is (decision 0012)."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

import click

from content.translations import gettext, marked

_TABLE = {
    "Options": marked("Lựa chọn"),
    "Commands": marked("Các lệnh"),
    "[OPTIONS]": marked("[LỰA CHỌN]"),
    "COMMAND [ARGS]...": marked("LỆNH [...]"),
}
"""What click says in words of its own, with ours."""


class Formatter(click.HelpFormatter):
    """Writes help pages in the language that is spoken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes how a command is typed."""
        super().write_usage(prog, args, prefix or gettext("Cách gõ:") + " ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Writes a part of the page under its heading."""
        with super().section(in_our_words(name)):
            yield


class Context(click.Context):
    """A context whose help pages are spoken."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is shown in the language that is spoken.

    Its `help`, that of its options, and their `metavar` are marked Vietnamese.
    """

    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads what was typed; whatever is wrong knows with which command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, with our words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = marked("In trang này.")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands after the name of the command."""
        return [in_our_words(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 click's
        """Writes what the command does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(gettext(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes every option."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = [_spoken(option).get_help_record(ctx) for option in options]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])


class Group(Command, click.Group):
    """A group of such commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes every option, then every command."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def in_our_words(words: str) -> str:
    """Words of click's or of a `metavar`, in the language that is spoken."""
    return gettext(_TABLE.get(words, words))


def _spoken(option: click.Option) -> click.Option:
    spoken = copy.copy(option)
    spoken.help = gettext(spoken.help) if spoken.help else None
    spoken.metavar = gettext(spoken.metavar) if spoken.metavar else None
    return spoken
