"""What a command of the box works with: its data folder, settings, clock and makers, opened when first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from appliance.config import Config, ConfigError, load_config
from appliance.making import Maker
from appliance.opening import open_library
from content.accession import AccessionLimits
from content.errors import ContentError
from content.formats.reading import ReadLimits
from content.library import Library
from content.trusted_time import Clock


class NoLibraryError(ContentError):
    """The data folder holds no library, and the command is none that begins one.

    Args:
        folder: as it was named.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no library")
        self.folder = folder


@dataclass(frozen=True, eq=False)
class Station:
    """One box as the composition root puts it together.

    Args:
        makers: gives the makers; called only by commands that make things.
        on_begun: told the folder when a new library was begun in it.
        begins: whether the command makes a folder that is not there, or makes one its own that holds other things.
            Those that only read do not: a mistyped folder must not look like an empty library. In an empty folder,
            which a start that was cut short may leave too, every command begins.
        on_unknown: told of settings that this release does not know; None: they stop the command.
    """

    folder: Path
    clock: Clock
    makers: Callable[[], Sequence[Maker]]
    on_begun: Callable[[Path], None]
    begins: bool = True
    on_unknown: Callable[[ConfigError], None] | None = None

    @cached_property
    def config(self) -> Config:
        """The settings of the data folder.

        Raises:
            ConfigError: they do not fit the schema.
        """
        return load_config(self.folder, on_unknown=self.on_unknown)

    @cached_property
    def library(self) -> Library:
        """The library of the data folder, made at first start.

        Raises:
            NoLibraryError: there is none, and the command begins none.
            LibraryUnreadableError, LibraryDamagedError, LibraryTooNewError: it cannot be opened.
        """
        if self.holds_library():
            return open_library(self.folder, self.clock)
        if not self.begins and not self._is_empty():
            raise NoLibraryError(self.folder)
        library = open_library(self.folder, self.clock)
        self.on_begun(self.folder)
        return library

    def holds_library(self) -> bool:
        """Whether something is held in the data folder, sound or not.

        Raises:
            OSError: the folder may not be looked into.
        """
        return (self.folder / "held").is_dir()

    def _is_empty(self) -> bool:
        return self.folder.is_dir() and not any(self.folder.iterdir())

    def close(self) -> None:
        """Closes the library, if it was opened."""
        if "library" in self.__dict__:
            self.library.close()

    @property
    def accession_limits(self) -> AccessionLimits:
        """What one file may cost, as the settings say."""
        chosen = self.config.accession
        return AccessionLimits(
            reading=ReadLimits(
                file=chosen.largest_file_mb << 20, memory=chosen.memory_mb << 20, seconds=chosen.seconds
            ),
            recording=chosen.largest_recording_mb << 20,
        )
