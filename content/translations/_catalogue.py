"""A catalogue of translations: one PO file of a language."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def read_catalogue(path: Path, language: str) -> GNUTranslations:
    """Reads a catalogue into words; nothing compiled is kept.

    Raises:
        babel.messages.pofile.PoFileError: it is no PO file.
        OSError: it cannot be read.
    """
    with path.open("rb") as file, BytesIO() as compiled:
        # Babel knows no plural rules of Thái and Mông; their catalogues state them.
        write_mo(compiled, read_po(file, locale=language if language == "en" else None, abort_invalid=True))
        compiled.seek(0)
        return GNUTranslations(compiled)
