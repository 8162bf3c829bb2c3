"""What `tusach` says of a command line that is wrong: a table for click's faults, in the language that is spoken."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from appliance.commands.exits import Exit
from appliance.commands.help_pages import in_our_words
from content.translations import gettext, offered

LANGUAGE_VARIABLE = "TUSACH_LANGUAGE"


class CommandLineError(click.ClickException):
    """The command line is wrong; the message is in the language that is spoken."""

    exit_code = Exit.USAGE

    def show(self, file: IO[Any] | None = None) -> None:
        """Writes the message to standard error."""
        click.echo(f"tusach: {self.message}", file=file, err=True)


def language_of_environment() -> str | None:
    """The language that TUSACH_LANGUAGE asks for, or None.

    Raises:
        CommandLineError: there is no such language.
    """
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    if asked and asked not in offered():
        words = {"name": LANGUAGE_VARIABLE, "asked": asked, "known": ", ".join(offered())}
        raise CommandLineError(gettext("%(name)s: không có tiếng “%(asked)s”. Có: %(known)s.") % words)
    return asked or None


@contextmanager
def faults_spoken() -> Iterator[None]:
    """Inside the block, what click finds wrong in a command line is said in the language that is spoken.

    Raises:
        CommandLineError: the command line is wrong.
    """
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # a help page
    except click.UsageError as error:
        raise CommandLineError(_said(error)) from error


def unknown_command(name: str, known: Iterable[str], ctx: click.Context) -> CommandLineError:
    """What is raised for a command that there is not; it names the nearest one."""
    fault = gettext("Không có lệnh “%(name)s”.") % {"name": name}
    return CommandLineError(_whole(f"{fault}{_near(name, known)}", ctx))


def missing_folder() -> CommandLineError:
    """What is raised where nobody said which library is meant."""
    fault = gettext("Chưa rõ tủ sách nằm ở đâu. Thêm --data-dir THƯ_MỤC, hoặc đặt biến TUSACH_DATA.")
    return CommandLineError(_whole(fault, None))


def _said(error: click.UsageError) -> str:
    return _whole(_fault(error), error.ctx)


def _whole(fault: str, ctx: click.Context | None) -> str:
    """What is wrong, that nothing was done, and how the command is typed."""
    lines = [" ".join((fault, gettext("Chưa làm gì cả.")))]
    if ctx is not None:
        lines += [ctx.get_usage(), gettext("Xem thêm: %(command)s") % {"command": f"{ctx.command_path} --help"}]
    return "\n".join(lines)


def _fault(error: click.UsageError) -> str:
    for kind, say in _FAULTS:
        if isinstance(error, kind):
            return say(error)
    surplus = re.match(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL)
    if surplus:
        return gettext("Thừa “%(words)s”.") % {"words": surplus[1]}
    return gettext("Lệnh gõ chưa đúng: %(fault)s") % {"fault": error.message}


def _missing(error: click.MissingParameter) -> str:
    return gettext("Thiếu %(name)s.") % {"name": _name(error.param)}


def _no_such_option(error: click.NoSuchOption) -> str:
    fault = gettext("Không có lựa chọn “%(name)s”.") % {"name": error.option_name}
    return fault + _near(error.option_name, error.possibilities or ())


def _misused_option(error: click.BadOptionUsage) -> str:
    return gettext("Lựa chọn “%(name)s” dùng chưa đúng.") % {"name": error.option_name}


def _bad_value(error: click.BadParameter) -> str:
    name, kind = _name(error.param), error.param.type if error.param else None
    if isinstance(kind, click.IntRange):
        words = {"name": name, "low": kind.min, "high": kind.max}
        return gettext("%(name)s cần một số từ %(low)s đến %(high)s.") % words
    if isinstance(kind, click.Path) and not kind.file_okay:
        return gettext("%(name)s cần một thư mục, không phải tệp.") % {"name": name}
    return gettext("Giá trị của %(name)s chưa đúng.") % {"name": name}


_FAULTS: tuple[tuple[type[click.UsageError], Callable[..., str]], ...] = (
    (click.MissingParameter, _missing),
    (click.NoSuchOption, _no_such_option),
    (click.BadOptionUsage, _misused_option),
    (click.BadParameter, _bad_value),
)


def _near(name: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, list(known), n=1)
    return " " + gettext("Có phải “%(near)s” không?") % {"near": found[0]} if found else ""


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return in_our_words(parameter.metavar or parameter.name or "?").strip("[].") if parameter else "?"
