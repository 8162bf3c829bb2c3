"""Guards that documents lead somewhere, name no machine, and that the README says what stands where."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PICTURE_BYTES = 60_000
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|root|home|Users)/")


def prose(path: Path) -> str:
    """The text without blocks of code."""
    return re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The anchors that a forge makes of headings."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_relative_link_resolves(path: Path) -> None:
    for link in LINK.findall(prose(path)):
        if "://" in link:
            continue
        place, _, anchor = link.partition("#")
        target = path.parent / place if place else path
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link}: no such heading"


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_no_folder_of_one_machine_is_named(path: Path) -> None:
    assert not MACHINE.search(path.read_text("utf-8"))


def test_every_document_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        links = [path.parent / link.partition("#")[0] for link in LINK.findall(prose(path)) if "://" not in link]
        for target in links:
            found = sorted(target.glob("*.md")) if target.is_dir() else [target]
            waiting += [one.resolve() for one in found if one.suffix == ".md"]
    assert set(DOCUMENTS) <= reached


def test_readme_begins_with_the_two_commands() -> None:
    head = (ROOT / "README.md").read_text("utf-8").split("```")
    assert head[0].strip() == "# Tusach"
    assert [line.split("#")[0].split()[:2] for line in head[1].strip().splitlines()] == [
        ["./dev", "run"],
        ["./dev", "test"],
    ]


def test_every_folder_has_its_sentence_in_the_readme() -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
    names = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir()
        and not path.name.startswith(".")
        and not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert {"content", "docs", "tests"} <= names
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [name for name in sorted(names) if not re.search(rf"^\| `{name}/` \| \w", readme, re.MULTILINE)]
    assert not missing


def test_folders_of_the_readme_are_there() -> None:
    names = re.findall(r"^\| `(\w+)/` \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert names
    assert all((ROOT / name).is_dir() for name in names)


def test_pictures_are_small_and_shown() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert 2 <= len(pictures) <= 4
    readme = (ROOT / "README.md").read_text("utf-8")
    for picture in pictures:
        assert picture.stat().st_size <= PICTURE_BYTES
        assert f"docs/pictures/{picture.name}" in readme


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_numbers_of_decisions_are_given_once_and_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_says_why_and_what_it_costs(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.name[:4]} ")
    assert all(f"**{heading}.**" in text for heading in ("Decided", "Why", "What it costs"))
