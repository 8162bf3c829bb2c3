"""The files that a list names, where they stand beside it."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


class Beside:
    """The folder of a list, in which its files are looked for; each folder in it is read once.

    Args:
        folder: of the list.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[Path, dict[str, str]] = {}

    def find(self, name: str) -> Path | None:
        """The file of a name, None where there is none or it leads out of the folder.

        Sticks are of FAT: capitals may be others than in the list, and marks composed in another way.

        Args:
            name: with `/` between folders.
        """
        path = self._folder
        for part in name.split("/"):
            names = self._listed(path)
            known = names.get(unicodedata.normalize("NFC", part)) or names.get(_compared(part))
            if known is None:
                return None
            path = path / known
        inside = os.path.realpath(path).startswith(os.path.realpath(self._folder) + os.sep)
        return path if inside and path.is_file() else None

    def _listed(self, folder: Path) -> dict[str, str]:
        if folder not in self._names:
            try:
                names = sorted(os.listdir(folder))  # noqa: PTH208 - names may be of any bytes
            except OSError:
                names = []
            # Of two that differ in capitals alone each is found as it is written.
            self._names[folder] = {_compared(name): name for name in names}
            self._names[folder].update({unicodedata.normalize("NFC", name): name for name in names})
        return self._names[folder]


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
