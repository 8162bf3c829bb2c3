"""Exit codes of every command (docs/commands.md), and how an error becomes one."""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn

import click

from content.translations import gettext


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    FAULTS = 1
    USAGE = 2
    REFUSED = 3
    BUSY = 4
    UNUSABLE = 5
    STOPPED = 130


EXIT_MEANINGS: dict[Exit, str] = {
    Exit.DONE: "Done as asked.",
    Exit.FAULTS: "`check` found faults; `show`, `withdraw` or `duplicates` found no such record; `export` left damaged "
    "files out.",
    Exit.USAGE: "The command line or the settings file is wrong, or the folder holds no library; nothing was done.",
    Exit.REFUSED: "`add`, `import`: some files or records were refused; everything else was added.",
    Exit.BUSY: "Another command is changing this library; try again when it has ended.",
    Exit.UNUSABLE: "The library cannot be opened: no right to write, no room, or damaged.",
    Exit.STOPPED: "Stopped by Ctrl-C; what was final before stays.",
}


def fail(code: Exit, *messages: str, detail: str = "") -> NoReturn:
    """Ends the command with messages on standard error.

    Args:
        messages: in the language that is spoken. detail: what the program knows of it, in English.

    Raises:
        click.exceptions.Exit: always.
    """
    for message in messages:
        click.echo(f"tusach: {message}", err=True)
    if detail:
        click.echo(gettext("Chi tiết, tiếng Anh: %(detail)s") % {"detail": printable(detail)}, err=True)
    raise click.exceptions.Exit(code)


def printable(text: str) -> str:
    """The text without anything that could move a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
