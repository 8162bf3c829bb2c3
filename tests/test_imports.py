"""Guards the import laws: our packages are the ones that are imported, and a breach of a law is named."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("content", "appliance", "province", "provisioning", "webapp")


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_imported_from_this_tree_and_from_nowhere_else(package: str) -> None:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin == str(ROOT / package / "__init__.py")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Our packages, empty, under our laws."""
    deeper = (
        "content/search",
        "content/catalogue",
        "content/accession",
        "content/accession/joining",
        "webapp/library",
        "webapp/hub",
        "provisioning/image",
    )
    for name in PACKAGES + deeper:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Runs the laws over a tree."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False)


def test_an_empty_tree_keeps_the_laws(tree: Path) -> None:
    outcome = lint(tree)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("content/records.py", "import flask"),
        ("content/records.py", "import socket"),
        ("content/records.py", "import content.search"),
        ("content/records.py", "import appliance"),
        ("content/search/rank.py", "import content.catalogue"),
        ("content/accession/shelving.py", "import content.accession.joining"),
        ("appliance/update.py", "import province"),
        ("appliance/update.py", "import provisioning"),
        ("province/register.py", "import appliance"),
        ("provisioning/poster.py", "import province"),
        ("provisioning/poster.py", "import webapp"),
        ("webapp/library/views.py", "import webapp.hub"),
        ("webapp/library/views.py", "import province"),
        ("webapp/library/views.py", "import tusach"),
    ],
)
def test_an_import_against_the_laws_is_named_even_inside_a_function(tree: Path, module: str, line: str) -> None:
    (tree / module).write_text(f"def f():\n    {line}\n", encoding="utf-8")
    outcome = lint(tree)
    assert outcome.returncode == 1, outcome.stdout
    importer = module.removesuffix(".py").replace("/", ".")
    assert f"{importer} -> {line.removeprefix('import ')} (l.2)" in outcome.stdout


@pytest.mark.parametrize("module", ["provisioning/image/write.py", "webapp/hub/views.py"])
def test_image_making_and_the_hub_may_import_the_province(tree: Path, module: str) -> None:
    (tree / module).write_text("import province\n", encoding="utf-8")
    outcome = lint(tree)
    assert outcome.returncode == 0, outcome.stdout
