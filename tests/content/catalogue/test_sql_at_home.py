"""Guards the home of the library's SQL: only the catalogue asks its tables, whoever else wants something calls it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / "content/catalogue"
PACKAGES = ("appliance", "content", "provisioning", "webapp")


def tables() -> set[str]:
    """Names of the tables of library.db, as the migrations make them."""
    scripts = [path.read_text("utf-8") for path in (HOME / "sql").glob("*.sql")]
    return {name for script in scripts for name in re.findall(r"CREATE TABLE (\w+)", script)}


def test_only_the_catalogue_asks_the_tables_of_the_library() -> None:
    asking = re.compile(rf"\b(?:FROM|INTO|UPDATE|JOIN)\s+(?:{'|'.join(sorted(tables()))})\b")
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert any(asking.search(path.read_text("utf-8")) for path in HOME.glob("*.py"))
    strangers = [path for path in sources if HOME not in path.parents and asking.search(path.read_text("utf-8"))]
    assert strangers == []
