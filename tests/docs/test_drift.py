"""Guards that the documents say what the program is: commands, settings, codes, refusals, tasks, columns, examples."""

from __future__ import annotations

import dataclasses
import importlib
import re
import subprocess
import sys
import typing
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import tusach
from appliance.commands.add import report_as_json
from appliance.commands.exits import EXIT_MEANINGS, Exit
from appliance.config import Config
from appliance.tasks import TASKS
from benchmarks.__main__ import NAMES
from content import settings
from content.accession import Added, Known, Refused, Report, sentence
from content.accession.sidecar import Sidecar, read_sidecar
from content.formats.reading import Refusal
from content.records import RecordId
from content.translations import catalogue_file
from docs import tables

BLANK = re.compile(r"%\\?\((\w+)\\?\)s")
"""A blank of a sentence, escaped or not."""
ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GENERATED = sorted(path for path in DOCS.rglob("*.md") if "[[[cog" in path.read_text("utf-8"))


def text(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_generated_parts_are_what_the_program_gives_now(path: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", path],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, f"./dev docs writes it anew\n{outcome.stdout[-4_000:]}{outcome.stderr[-2_000:]}"


@pytest.mark.parametrize("name", sorted(tusach.COMMANDS))
def test_every_command_has_its_help_page(name: str) -> None:
    assert f"### tusach {name}\n\n```\nUsage: tusach" in text("commands.md")
    assert f"### tusach {name}\n\n```\nCách gõ: tusach" in text("vi/lenh.md")


@pytest.mark.parametrize("code", Exit)
def test_every_exit_code_is_explained(code: Exit) -> None:
    assert f"| {code.value} | {code.name} | {EXIT_MEANINGS[code]} |" in text("commands.md")
    assert f"\n| {code.value} | " in text("vi/ky-thuat.md")


def test_every_setting_is_explained() -> None:
    for section in dataclasses.fields(Config):
        part = text("configuration.md").split(f"### `[{section.name}]`")[1].split("\n#")[0]
        for key in dataclasses.fields(typing.get_type_hints(Config)[section.name]):
            assert f"| `{key.name}` |" in part
            assert key.metadata["help"] in part


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_its_sentence_and_advice(refusal: Refusal) -> None:
    assert f"| `{refusal}` | {sentence(refusal)} | " in text("refusals.md")


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_every_task_is_explained(task: object) -> None:
    assert f"| `{task.name}` | " in text("tasks.md")  # type: ignore[attr-defined]


def test_every_table_and_column_is_explained() -> None:
    for database, found in tables.schemas().items():
        part = text("database.md").split(f"## `{database}.db`")[1]
        for table, columns in found.items():
            rows = part.split(f"### `{table}`\n")[1].split("\n#")[0]
            for column in columns:
                assert f"| `{column}` | " in rows, f"{database}.{table}.{column}"


def test_keys_that_add_prints_are_listed() -> None:
    record = RecordId("local-0f1e2d3c4b5a6978/k3jv7mq2xw4b")
    report = Report.of([Added("a", record, "A"), Known("b", record, "B"), Refused("c", Refusal.EMPTY)])
    for name, found in report_as_json(report).items():
        row = re.search(rf"^\| `{name}` \| (.*)$", text("commands.md"), re.MULTILINE)
        assert row, name
        missing = [key for key in found[0] if f"`{key}`" not in row[1]]
        assert not missing, f"{name}: {missing}"


def examples(name: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", text(name), re.DOTALL)


@pytest.mark.parametrize("example", examples("sidecar.md"))
def test_sidecars_shown_are_taken(example: str, tmp_path: Path) -> None:
    path = tmp_path / "sach.toml"
    path.write_text(example, "utf-8")
    assert read_sidecar(path).title


@pytest.mark.parametrize("example", examples("vi/ky-thuat.md"))
def test_examples_for_technicians_are_taken(example: str) -> None:
    schema: type[Config | Sidecar] = Config if "[library]" in example or "[command]" in example else Sidecar
    assert settings.load(schema, example) != schema()


def shown_lines() -> list[str]:
    """What commands print in the manual for technicians."""
    blocks = re.findall(r"```text\n(.*?)```", text("vi/ky-thuat.md"), re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("line", shown_lines())
def test_what_commands_print_in_the_manual_is_what_they_say(line: str) -> None:
    with catalogue_file("en").open("rb") as file:
        said = {str(message.id) for message in read_po(file) if len(BLANK.sub("", str(message.id))) > 3}
    assert any(re.search(BLANK.sub(".+", re.escape(sentence)), line) for sentence in said)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_benchmark_has_its_figures(name: str) -> None:
    assert f"## `{name}`" in text("benchmarks.md")


def glossary() -> list[tuple[str, str]]:
    """Each term with its name in the code."""
    rows = [line.strip("|").split("|") for line in text("glossary.md").splitlines() if line.startswith("| ")]
    return [(row[0].strip(), row[-1].strip(" `")) for row in rows if "`" in row[-1]]


@pytest.mark.parametrize(("term", "name"), glossary())
def test_terms_of_the_glossary_are_names_in_the_code(term: str, name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert hasattr(importlib.import_module(module), attribute), f"{term}: no {name}"


def test_terms_of_the_glossary_stand_in_order() -> None:
    terms = [term for term, _ in glossary()]
    assert len(terms) > 40
    assert terms == sorted(terms)


def test_name_without_a_meaning_and_meaning_without_a_name_are_told_apart() -> None:
    known = list(tables.meanings("task"))
    with pytest.raises(tables.MeaningError, match="does not explain sweep-floor"):
        tables.explained([*known, "sweep-floor"], "task")
    with pytest.raises(tables.MeaningError, match=f"explains {known[-1]}, which is no more"):
        tables.explained(known[:-1], "task")
