"""Programs that may know documents that our reader does not follow: antiword, then catdoc.

They run inside the limited worker, which may execute these and nothing else. They tell no fonts: what is old in the
text is known by its syllables.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from content.formats.reading import ReadLimits

_OUT: Final = "text-of-program"
_FOLDERS: Final = "/usr/bin:/usr/local/bin"
_LETTERS: Final = 3
_PLAIN: Final = 0.6


@dataclass(frozen=True)
class Program:
    """A program: its name, what it is told before the file."""

    name: str
    arguments: tuple[str, ...]

    @property
    def path(self) -> str | None:
        """Where it is, None where it is not installed."""
        return shutil.which(self.name, path=_FOLDERS)


PROGRAMS: Final = (
    Program("antiword", ("-m", "UTF-8.txt", "-w", "0")),
    Program("catdoc", ("-d", "utf-8", "-s", "cp1252", "-w")),
)


def text_by_program(path: Path, scratch: Path, limits: ReadLimits, notes: list[str]) -> str | None:
    """The text of a document, one paragraph a line, None where no program reads it.

    Args:
        path: the document. scratch: a folder to write into; nothing is left there.
        limits: `text_member` bounds the text, half of `seconds` each program.
        notes: takes which program read it, or which are missing.
    """
    for program in PROGRAMS:
        found = program.path
        if found is None:
            notes.append(f"{program.name} is not installed")
            continue
        try:
            text = _text(found, program, path, scratch / _OUT, limits)
            if text is None:
                notes.append(f"{program.name} finds no text")
        except (OSError, subprocess.SubprocessError) as error:
            notes.append(f"{program.name}: {error}"[:200])
            continue
        if text is not None:
            notes.append(f"read by {program.name}: without fonts, headings and automatic numbers")
            return text
    return None


def _text(found: str, program: Program, path: Path, out: Path, limits: ReadLimits) -> str | None:
    """What a program says, None where it fails or says nothing.

    Raises:
        OSError: it cannot be run.
        SubprocessError: it takes too long.
    """
    try:
        with out.open("wb") as file:
            done = subprocess.run(
                [found, *program.arguments, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds / 2,
                env={"HOME": str(out.parent), "PATH": _FOLDERS},
                check=False,
            )
        with out.open("rb") as file:
            data = file.read(limits.text_member)
    finally:
        out.unlink(missing_ok=True)
    text = data.decode("utf-8", "replace")
    return text if done.returncode == 0 and sum(map(str.isalpha, text)) >= _LETTERS and _is_text(text) else None


def _is_text(text: str) -> bool:
    """Whether it is text and no noise: catdoc prints whatever stands where text should.

    Also in old encodings three letters of four are plain ones; of bytes by chance hardly two of five are.
    """
    plain = sum(1 for sign in text if sign.isascii() and (sign.isprintable() or sign.isspace()))
    return plain >= _PLAIN * len(text)
