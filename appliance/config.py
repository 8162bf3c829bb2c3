"""The settings of a box: one typed schema with defaults, read from one TOML file.

The file is `config.toml` in the data folder. Every key may be left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content import settings
from content.addresses import DEFAULT_LANGUAGE
from content.errors import ContentError
from content.settings import CHECK, EMPTY, UNKNOWN_WORD, UNREADABLE, Fault, between
from content.translations import offered

FILE = "config.toml"
MASKED = "********"


class ConfigError(ContentError):
    """The settings file cannot be read or does not fit the schema.

    Args:
        path: the file. faults: each thing that does not fit.
    """

    def __init__(self, path: Path, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))
        self.path = path
        self.faults = faults

    def said(self) -> tuple[str, ...]:
        """Every fault as a sentence, in the language that is spoken."""
        return tuple(f"{self.path}: {fault.said()}" for fault in self.faults)


def _not_empty(value: str) -> Fault | None:
    return None if value.strip() else Fault("", EMPTY)


def _offered(language: str) -> Fault | None:
    if language in offered():
        return None
    return Fault("", UNKNOWN_WORD, {"found": repr(language), "known": ", ".join(offered())})


@dataclass(frozen=True, kw_only=True)
class LibrarySettings:
    """`[library]`: whose library this is, and what its pages may take."""

    name: str = field(default="Tủ sách", metadata={"help": "What stands at the head of every page.", CHECK: _not_empty})
    place: str = field(default="", metadata={"help": "The commune, for example `xã Mường Lạn`; under the name."})
    page_cache_mb: int = field(
        default=200,
        metadata={"help": "Room for pictures of pages that were drawn; the oldest go.", CHECK: between(1, 100_000)},
    )


@dataclass(frozen=True, kw_only=True)
class ServeSettings:
    """`[serve]`: where `tusach serve` answers."""

    host: str = field(default="127.0.0.1", metadata={"help": "Address to listen on; `0.0.0.0` for every network."})
    port: int = field(
        default=8080, metadata={"help": "TCP port; 0 takes a free one and says which.", CHECK: between(0, 65_535)}
    )
    threads: int = field(
        default=16, metadata={"help": "How many readers are answered at the same moment.", CHECK: between(1, 64)}
    )


@dataclass(frozen=True, kw_only=True)
class AccessionSettings:
    """`[accession]`: what one file may cost when it is brought in."""

    largest_file_mb: int = field(
        default=512, metadata={"help": "Larger files are refused, sound and film apart.", CHECK: between(1, 100_000)}
    )
    largest_recording_mb: int = field(
        default=16_384,
        metadata={"help": "Larger files of sound and film are refused.", CHECK: between(1, 1_000_000)},
    )
    memory_mb: int = field(
        default=256, metadata={"help": "Memory of the process that reads a file.", CHECK: between(64, 4_096)}
    )
    seconds: int = field(default=45, metadata={"help": "Time for one file.", CHECK: between(1, 3_600)})


@dataclass(frozen=True, kw_only=True)
class LettersSettings:
    """`[letters]`: requests and complaints from readers."""

    per_hour: int = field(
        default=120, metadata={"help": "More in an hour are refused until it is over.", CHECK: between(1, 100_000)}
    )
    kept: int = field(
        default=5000, metadata={"help": "When so many are kept, no more are taken.", CHECK: between(1, 1_000_000)}
    )


@dataclass(frozen=True, kw_only=True)
class CommandSettings:
    """`[command]`: how `tusach` speaks to whoever types it."""

    language: str = field(
        default=DEFAULT_LANGUAGE,
        metadata={
            "help": "What it says, in Vietnamese (`vi`) or English (`en`). `TUSACH_LANGUAGE` goes before it.",
            CHECK: _offered,
        },
    )


@dataclass(frozen=True, kw_only=True)
class Config:
    """All settings of a box."""

    library: LibrarySettings = field(default_factory=LibrarySettings)
    serve: ServeSettings = field(default_factory=ServeSettings)
    accession: AccessionSettings = field(default_factory=AccessionSettings)
    letters: LettersSettings = field(default_factory=LettersSettings)
    command: CommandSettings = field(default_factory=CommandSettings)


def load_config(folder: Path, *, on_unknown: Callable[[ConfigError], None] | None = None) -> Config:
    """Reads the settings of a data folder.

    Args:
        on_unknown: told of keys that this release does not know, where nothing else is wrong; they are passed over.
            None: they are faults like all others.

    Raises:
        ConfigError: an unknown key (with "did you mean"), a value of the wrong type or out of bounds, no TOML.
    """
    path = folder / FILE
    try:
        text = path.read_text("utf-8") if path.is_file() else ""
        data = settings.parse(text)
        return settings.structure(Config, data)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, (Fault("", UNREADABLE, {"found": error}),)) from error
    except settings.SettingsError as error:
        found = ConfigError(path, error.faults)
        if on_unknown is None or not all(fault.is_unknown_key for fault in error.faults):
            raise found from error
    on_unknown(found)
    return settings.structure(Config, settings.known(Config, data))


def effective(config: Config) -> dict[str, Any]:
    """Every setting with its value, as TOML tables; secrets are masked."""
    return {section.name: _table(getattr(config, section.name)) for section in dataclasses.fields(config)}


def _table(section: Any) -> dict[str, Any]:  # noqa: ANN401 any section
    return {
        setting.name: MASKED if setting.metadata.get("secret") else getattr(section, setting.name)
        for setting in dataclasses.fields(section)
    }
