"""Parts of the documents that are generated: each function gives the Markdown between two marks of cog.

What only a person can say stands in `meanings.toml`. A name without a meaning, or a meaning without its name, is an
error: the documents cannot fall behind the program.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

WIDTH = 100
MEANINGS = Path(__file__).with_name("meanings.toml")
CONTENTS_OF_MIGRATIONS = "_sqlite_migrations"


class MeaningError(Exception):
    """A name of the program that the documents do not explain, or the other way round."""


def meanings(*path: str) -> dict[str, Any]:
    """One table of `meanings.toml`."""
    found: dict[str, Any] = tomllib.loads(MEANINGS.read_text("utf-8"))
    for name in path:
        found = found[name]
    return found


def explained(names: Iterable[str], *path: str) -> dict[str, Any]:
    """The meanings of names, in the order of the names.

    Raises:
        MeaningError: the names and the meanings are not the same.
    """
    said, wanted = meanings(*path), list(names)
    for name in wanted:
        if name not in said:
            raise MeaningError(f"meanings.toml [{'.'.join(path)}] does not explain {name}")
    for name in said:
        if name not in wanted:
            raise MeaningError(f"meanings.toml [{'.'.join(path)}] explains {name}, which is no more")
    return {name: said[name] for name in wanted}


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', '&#124;') for cell in line)} |" for line in lines)


def commands(language: str) -> str:
    """The help page of every command, in a language."""
    import tusach  # noqa: PLC0415 the composition root; it is imported by nothing that runs
    from content.translations import speaking  # noqa: PLC0415

    with speaking(language):
        return _help_pages(tusach.main)


def _help_pages(main: click.Group) -> str:
    given = dict(main.context_settings)  # -h, say, is a help option of every command
    root = main.context_class(main, info_name="tusach", terminal_width=WIDTH, **given)
    pages = [_help("tusach", root)]
    for name in main.list_commands(root):
        command = main.get_command(root, name)
        if command is None:
            raise MeaningError(f"tusach has no command {name}")
        pages.append(
            _help(f"tusach {name}", command.context_class(command, info_name=name, parent=root, terminal_width=WIDTH))
        )
    return "\n".join(pages)


def _help(name: str, context: click.Context) -> str:
    return f"### {name}\n\n```\n{context.get_help()}\n```\n"


def exit_codes() -> str:
    """Every exit code."""
    from appliance.commands.exits import EXIT_MEANINGS, Exit  # noqa: PLC0415

    return table(["Code", "Name", "Meaning"], [(code.value, code.name, EXIT_MEANINGS[code]) for code in Exit])


def settings() -> str:
    """Every key of config.toml."""
    from appliance.config import Config  # noqa: PLC0415

    parts = []
    for section in dataclasses.fields(Config):
        schema = typing.get_type_hints(Config)[section.name]
        keys = dataclasses.fields(schema)
        rows = [(f"`{key.name}`", _toml_type(schema, key), f"`{json.dumps(key.default, ensure_ascii=False)}`",
                 key.metadata["help"]) for key in keys]  # fmt: skip
        title = (schema.__doc__ or "").strip().split(": ", 1)[1]
        parts.append(
            f"### `[{section.name}]`\n\n{title[0].upper()}{title[1:]}\n\n"
            f"{table(['Key', 'Value', 'Default', 'What it does'], rows)}\n"
        )
    return "\n".join(parts)


def example_settings() -> str:
    """A whole config.toml with the defaults."""
    import tomli_w  # noqa: PLC0415

    from appliance.config import Config, effective  # noqa: PLC0415

    return f"```toml\n{tomli_w.dumps(effective(Config()))}```"


def refusals() -> str:
    """Every way to refuse a file."""
    from content.accession import sentence  # noqa: PLC0415
    from content.formats.reading import Refusal  # noqa: PLC0415

    said = explained([refusal.value for refusal in Refusal], "refusal")
    rows = [(f"`{refusal}`", sentence(refusal), said[refusal.value]) for refusal in Refusal]
    return table(["Code", "The sentence", "When, and what to do"], rows)


def caveats() -> str:
    """Everything that is warned of."""
    from content.accession import warned  # noqa: PLC0415
    from content.formats.reading import Caveat  # noqa: PLC0415

    said = explained([caveat.value for caveat in Caveat], "caveat")
    return table(["Code", "The sentence", "When"], [(f"`{one}`", warned(one), said[one.value]) for one in Caveat])


def flaws() -> str:
    """Everything that may be wrong with a record of a list."""
    from content.accession import flaw_said  # noqa: PLC0415
    from content.accession.outcome import RowFault  # noqa: PLC0415
    from content.formats.reading import Flaw  # noqa: PLC0415

    said = explained([flaw.value for flaw in Flaw], "flaw")
    sentences = {flaw: flaw_said(RowFault(flaw=flaw, row=1, stops=False), is_marc=False) for flaw in Flaw}
    rows = [(f"`{flaw}`", sentences[flaw].partition(": ")[2], said[flaw.value]) for flaw in Flaw]
    return table(["Code", "The sentence", "When"], rows)


def crosswalk() -> str:
    """Fields of MARC 21 and what they say."""
    from content.formats.marc import CROSSWALK  # noqa: PLC0415

    return table(["MARC 21", "Key", "How"], [(field, f"`{key}`", how) for field, key, how in CROSSWALK])


def tasks() -> str:
    """The table of periodic work."""
    from appliance.tasks import TASKS  # noqa: PLC0415

    said = explained([task.name for task in TASKS], "task")
    rows = [(f"`{task.name}`", _period(task.period), _period(task.jitter), said[task.name]) for task in TASKS]
    return table(["Task", "Every", "Up to so much later", "What it does"], rows)


def _period(seconds: float) -> str:
    for size, word in ((3_600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g} {word}"
    return f"{seconds:g} s"


def sidecar() -> str:
    """Every key of a sidecar."""
    from content.accession.sidecar import Sidecar  # noqa: PLC0415

    return "\n".join(_sidecar_table(Sidecar, "", array=False))


def _sidecar_table(schema: type, place: str, *, array: bool) -> Iterator[str]:
    keys = dataclasses.fields(schema)
    names = [str(key.metadata.get("alias", key.name)) for key in keys]
    said = explained(names, "sidecar", place.rpartition(".")[2] or "top")
    heading = "Keys at the top" if not place else f"`[[{place}]]`" if array else f"`[{place}]`"
    rows = [(f"`{name}`", _toml_type(schema, key), said[name]) for name, key in zip(names, keys, strict=True)]
    yield f"### {heading}\n\n{table(['Key', 'Value', 'Meaning'], rows)}\n"
    for key in keys:
        inner = _inner(typing.get_type_hints(schema)[key.name])
        if dataclasses.is_dataclass(inner):
            is_list = typing.get_origin(typing.get_type_hints(schema)[key.name]) is tuple
            inside = f"{place}.{key.name}" if place else key.name
            yield from _sidecar_table(typing.cast("type", inner), inside, array=is_list)


def words_of(*path: str) -> str:
    """A closed list of words with what each means."""
    from content import records  # noqa: PLC0415

    words: type[StrEnum] = getattr(records, path[-1])
    said = explained([word.value for word in words], *path)
    return table(["Word", "Meaning"], [(f"`{word}`", said[word.value]) for word in words])


def _inner(hint: Any) -> Any:  # noqa: ANN401 any annotation
    """The type of a field without `None` and without `tuple`."""
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    return typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint


def _toml_type(schema: type, key: dataclasses.Field[Any]) -> str:
    """What a value of a field is called in TOML."""
    hint = typing.get_type_hints(schema)[key.name]
    inner = _inner(hint)
    plain = next((part for part in typing.get_args(hint) if part is not type(None)), hint)
    many = tuple in (typing.get_origin(hint), typing.get_origin(plain))
    if dataclasses.is_dataclass(inner):
        return "tables" if many else "table"
    if issubclass(inner, StrEnum):
        name = "word"
    else:
        name = {str: "text", int: "whole number", bool: "true or false", date: "date"}[inner]
    return f"list of {name}s" if many else name


def database() -> str:
    """Every table and column of the two databases of a fresh library."""
    parts = []
    for name, tables in schemas().items():
        explained(tables, "database", name)
        parts.append(f"## `{name}.db`\n")
        for one, columns in tables.items():
            said = explained(["about", *columns], "database", name, one)
            rows = [(f"`{column}`", kind, said[column]) for column, kind in columns.items()]
            parts.append(f"### `{one}`\n\n{said['about']}\n\n{table(['Column', 'Type', 'Meaning'], rows)}\n")
    return "\n".join(parts)


def schemas() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Database to table to column to type, of a library made now."""
    from appliance.clock import SystemClock  # noqa: PLC0415
    from appliance.counting import read_letters  # noqa: PLC0415
    from appliance.opening import open_library  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        library = open_library(Path(folder), SystemClock())
        library.close()
        read_letters(library.held)
        return {name: _columns(library.held / f"{name}.db") for name in ("library", "counts")}


def _columns(path: Path) -> dict[str, dict[str, str]]:
    connection = sqlite3.connect(path)
    try:
        query = "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        names = [row[0] for row in connection.execute(query)]
        return {name: {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({name})")} for name in names}
    finally:
        connection.close()


def addresses() -> str:
    """Every kind of page with an address of it.

    Raises:
        MeaningError: an address given as an example is of another kind.
    """
    from content.addresses import Noun, parse  # noqa: PLC0415

    said = explained([noun.value for noun in Noun], "noun")
    for noun in Noun:
        found = parse(said[noun][0])
        if found is None or found.noun is not noun:
            raise MeaningError(f"{said[noun][0]} is no address of {noun}")
    return table(["Page", "Address", "What it is"], [(noun, f"`{said[noun][0]}`", said[noun][1]) for noun in Noun])


def grammar() -> str:
    """The grammar of addresses, as its module states it."""
    from content import addresses as module  # noqa: PLC0415

    lines = (module.__doc__ or "").splitlines()
    return "```\n{}\n```".format("\n".join(line[4:] for line in lines if line.startswith("    ")))


def policies() -> str:
    """Every content security policy that is sent."""
    from webapp.shell import headers  # noqa: PLC0415

    names = [name for name in vars(headers) if name.endswith("_POLICY")]
    said = explained(names, "policy")
    return table(["On", "Content-Security-Policy"], [(said[name], f"`{getattr(headers, name)}`") for name in names])
