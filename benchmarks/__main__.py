"""`python -m benchmarks NAME [--json] [--data DIR]`: measures, and prints the figures; without NAME lists the names."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import cast

import click

from benchmarks._harness import BenchmarkError, Result, Row

NAMES = {
    "add": "bringing EPUBs in: files/s, MB/s, CPU, peak memory",
    "media": "pages of PDFs beside pdf.js on a slow phone, ranges of a film beside nginx, a 4 GB film",
    "office": "papers of office programs brought in, beside LibreOffice headless",
    "titles": "search over 20,000 titles: time of an answer",
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", required=False, type=click.Choice(sorted(NAMES)))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--data", type=click.Path(exists=True, path_type=Path), help="Measure on the files of this folder instead of ours."
)
def main(name: str | None, data: Path | None, *, as_json: bool) -> None:
    """Measure one thing beside its peer, and print the figures (docs/benchmarks.md)."""
    if name is None:
        for known, meaning in sorted(NAMES.items()):
            click.echo(f"{known:8}  {meaning}")
        return
    try:
        result = cast("Result", importlib.import_module(f"benchmarks.{name}").run(data))
    except BenchmarkError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(result.as_json(), ensure_ascii=False) if as_json else as_table(result))


def as_table(result: Result) -> str:
    """The figures for a person, a line each."""
    return "\n".join(_line(row) for row in result.rows)


def _line(row: Row) -> str:
    words = [f"{row.row:44}", f"{row.ours:>10g} {row.unit}"]
    if row.peer is not None:
        words.append(f"({row.peer_name}: {row.peer:g})")
    if row.ratio is not None:
        words.append(f"ratio {row.ratio:g} [{row.low:g} to {row.high:g}]")
    if row.goal is not None:
        words.append(f"goal {row.goal:g}: {'met' if row.met else 'not met'}")
    return "  ".join(words)


if __name__ == "__main__":
    main()
