"""Guards ./dev: only fitting Pythons are taken, what lacks is told before anything is written, the lock is whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from hashlib import sha256
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "pyproject.toml"
# What ./dev calls before it has an environment; nothing else is on the path of these tests.
TOOLS = ("bash", "env", "cat", "dirname", "readlink", "sha256sum", "mkdir", "rm")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone that was never set up."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("dev", PROJECT, "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The programs of a machine that has neither Python nor apt-get."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (folder / tool).symlink_to(found)
    return folder


def program(machine: Path, name: str, script: str) -> Path:
    """Gives a machine a program."""
    path = machine / name
    path.write_text(f"#!{machine}/bash\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def python(machine: Path, name: str, version: str, *, imports: bool = True) -> Path:
    """Gives a machine a Python that says what it is, and that has venv or has it not."""
    answer = f'[[ $2 == import\\ plat* ]] && {{ echo "{version}"; exit; }}'
    return program(machine, name, f"{answer}\nexit {int(not imports)}")


def dev(clone: Path, machine: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the ./dev of a clone on a machine."""
    return subprocess.run(
        [str(clone / "dev"), *arguments],
        env={"PATH": str(machine), **environment},
        cwd=clone.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def is_untouched(clone: Path) -> bool:
    return sorted(path.name for path in clone.iterdir()) == ["dev", PROJECT, "requirements.lock"]


def test_alone_it_lists_every_verb_and_sets_nothing_up(clone: Path, machine: Path) -> None:
    outcome = dev(clone, machine)
    defined = re.findall(r"^verb_(\w+)\(\)", (ROOT / "dev").read_text(encoding="utf-8"), re.MULTILINE)
    assert outcome.returncode == 0
    assert re.findall(r"^  (\w+) ", outcome.stdout, re.MULTILINE) == sorted(defined, key=outcome.stdout.index)
    assert {"run", "tusach", "test", "check", "bench", "docs", "lab", "lock"} <= set(defined)
    assert is_untouched(clone)


def test_an_unknown_verb_is_refused_by_name(clone: Path, machine: Path) -> None:
    outcome = dev(clone, machine, "tset")
    assert outcome.returncode == 2
    assert "no verb 'tset'" in outcome.stderr


@pytest.mark.parametrize("verb", ["run", "test", "tusach", "check"])
def test_pythons_that_do_not_fit_are_named_and_nothing_is_written(clone: Path, machine: Path, verb: str) -> None:
    python(machine, "python3", "CPython 3.9.2 64-bit")
    python(machine, "python3.13", "CPython 3.13.1 32-bit")
    python(machine, "python3.12", "PyPy 3.12.1 64-bit")
    program(machine, "python3.11", "echo a shim that leads nowhere >&2; exit 127")
    outcome = dev(clone, machine, verb)
    assert outcome.returncode == 2
    assert f"python3 ({machine}/python3): CPython 3.9.2 64-bit" in outcome.stderr
    assert f"python3.13 ({machine}/python3.13): CPython 3.13.1 32-bit" in outcome.stderr
    assert f"python3.12 ({machine}/python3.12): PyPy 3.12.1 64-bit" in outcome.stderr
    assert f"python3.11 ({machine}/python3.11): does not start" in outcome.stderr
    assert is_untouched(clone)


def test_a_machine_without_python_is_told_what_is_needed(clone: Path, machine: Path) -> None:
    outcome = dev(clone, machine, "run")
    assert outcome.returncode == 2
    assert "CPython 3.11, 3.12 or 3.13, 64-bit is needed" in outcome.stderr
    assert is_untouched(clone)


def test_a_python_too_new_is_refused(clone: Path, machine: Path) -> None:
    python(machine, "python3", "CPython 3.14.0 64-bit")
    outcome = dev(clone, machine, "run")
    assert outcome.returncode == 2
    assert "CPython 3.14.0 64-bit" in outcome.stderr


def test_the_python_asked_for_is_the_only_one_looked_at(clone: Path, machine: Path) -> None:
    python(machine, "python3", "CPython 3.12.1 64-bit")
    old = python(machine, "an-old-python", "CPython 3.8.10 64-bit")
    outcome = dev(clone, machine, "run", PYTHON=str(old))
    assert outcome.returncode == 2
    assert "CPython 3.8.10 64-bit" in outcome.stderr
    assert "3.12.1" not in outcome.stderr
    assert is_untouched(clone)


@pytest.mark.parametrize(("name", "package"), [("python3", "python3-venv"), ("python3.12", "python3.12-venv")])
def test_a_python_without_venv_is_told_the_exact_command(clone: Path, machine: Path, name: str, package: str) -> None:
    python(machine, name, "CPython 3.12.1 64-bit", imports=False)
    outcome = dev(clone, machine, "run")
    assert outcome.returncode == 2
    assert f"apt-get install -y --no-install-recommends {package}\n" in outcome.stderr
    assert is_untouched(clone)


@pytest.fixture
def ready(clone: Path, machine: Path) -> Path:
    """A clone that is set up; its programs say how they were called and with which data folder."""
    programs = clone / ".venv" / "bin"
    programs.mkdir(parents=True)
    saying = f'#!{machine}/bash\nprintf "%s|" "${{0##*/}}" "$PWD" "${{TUSACH_DATA:-}}" "$@"\n'
    for name in ("python", "tusach"):
        (programs / name).write_text(saying, encoding="utf-8")
        (programs / name).chmod(0o755)
    lock, project = (sha256((clone / name).read_bytes()).hexdigest() for name in ("requirements.lock", PROJECT))
    (clone / ".venv" / "packages-from").write_text(f"{lock}  -\n{clone}\n{programs}/python", encoding="utf-8")
    (clone / ".venv" / "project-from").write_text(f"{project}  -\n", encoding="utf-8")
    return clone


def test_run_serves_the_data_of_the_clone_from_where_the_caller_stands(ready: Path, machine: Path) -> None:
    outcome = dev(ready, machine, "run", "--port", "8081", "sách của tôi.epub")
    data = ready / ".dev" / "data"
    expected = f"tusach|{ready.parent}||--data-dir|{data}|demo|--port|8081|sách của tôi.epub|"
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, expected, "")


def test_a_data_folder_of_the_caller_is_the_one_that_is_served(ready: Path, machine: Path) -> None:
    outcome = dev(ready, machine, "run", TUSACH_DATA="elsewhere")
    assert outcome.stdout == f"tusach|{ready.parent}|elsewhere|--data-dir|elsewhere|demo|"


def test_tusach_is_called_on_the_data_of_the_clone_and_its_output_is_left_alone(ready: Path, machine: Path) -> None:
    outcome = dev(ready, machine, "tusach", "list", "--json")
    assert outcome.stdout == f"tusach|{ready.parent}|{ready}/.dev/data|list|--json|"


def test_paths_given_to_test_are_the_callers(ready: Path, machine: Path) -> None:
    (ready.parent / "my_test.py").touch()
    program(machine, "realpath", f'exec "{shutil.which("realpath")}" "$@"')
    outcome = dev(ready, machine, "test", "--core", "-k", "my_test.py", "my_test.py::test_it")
    path = f"{ready.parent}/my_test.py::test_it"
    assert outcome.stdout == f"python|{ready}||-m|pytest|--core|-k|my_test.py|{path}|"


@pytest.mark.parametrize("change", ["requirements.lock", ".venv/packages-from", "another python"])
def test_what_was_set_up_otherwise_or_not_to_the_end_is_set_up_anew(ready: Path, machine: Path, change: str) -> None:
    # This machine has no Python, so that setting up is refused: which shows that it was tried.
    other = {"PYTHON": str(machine / "python3.12")} if change == "another python" else {}
    if not other:
        (ready / change).write_text("changed", encoding="utf-8")
    outcome = dev(ready, machine, "run", **other)
    assert outcome.returncode == 2
    assert "no Python that fits" in outcome.stderr


def test_a_clone_that_was_moved_is_set_up_anew(ready: Path, machine: Path) -> None:
    moved = ready.rename(ready.with_name("moved"))
    outcome = dev(moved, machine, "run")
    assert outcome.returncode == 2
    assert "no Python that fits" in outcome.stderr


def locked() -> dict[str, list[Version]]:
    """The versions in the lock, by package; more than one where Pythons differ."""
    versions: dict[str, list[Version]] = {}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE):
        versions.setdefault(name.lower(), []).append(Version(version))
    return versions


def test_the_lock_holds_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / PROJECT).read_text(encoding="utf-8"))["project"]
    versions = locked()
    for line in chain(project["dependencies"], *project["optional-dependencies"].values()):
        requirement = Requirement(line)
        assert requirement.name.lower() in versions, f"{line} is not in the lock: ./dev lock"
        for version in versions[requirement.name.lower()]:
            assert requirement.specifier.contains(version), f"{line} but {version} is locked: ./dev lock"


def test_every_package_of_the_lock_has_hashes_and_no_index_is_named() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=\w)", text.split("\n", 2)[2]):
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
