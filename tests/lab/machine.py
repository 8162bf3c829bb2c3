"""How this machine reaches its packages, so that a root folder made on it reaches the same ones.

Nothing is assumed: whatever pip and apt are set up for here, by files or by the environment, is asked of them.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
CERTIFICATES = Path("/etc/ssl/machine.pem")  # inside a root folder; certificates of its own stay as they are


@dataclass(frozen=True)
class PipSettings:
    """What pip is set up for: as environment, with the folders and the certificates that it names."""

    environment: dict[str, str]
    folders: tuple[Path, ...]
    certificates: Path | None


def pip_settings() -> PipSettings:
    """Asks pip for its settings.

    Raises:
        subprocess.CalledProcessError: pip does not answer.
    """
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    settings: dict[str, str] = {}
    # pip's own order of precedence: the environment before the section of a command, that before the global one.
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            key, _, value = line.partition("=")
            if key.startswith(section):
                settings[key.removeprefix(section)] = " ".join(str(ast.literal_eval(value)).split())
    certificates = settings.pop("cert", None)
    environment = {f"PIP_{key.upper().replace('-', '_')}": value for key, value in settings.items()}
    environment |= {name: os.environ[name] for name in PROXIES if name in os.environ}
    if certificates is not None:
        environment |= {"PIP_CERT": str(CERTIFICATES), "SSL_CERT_FILE": str(CERTIFICATES)}
    folders = tuple(dict.fromkeys(folder for value in settings.values() for folder in _folders(value)))
    return PipSettings(environment, folders, None if certificates is None else Path(certificates))


def _folders(value: str) -> Iterator[Path]:
    """The local folders that a setting names. An index in a folder links to files beside it: its parent counts."""
    for word in value.split():
        is_url = word.startswith("file://")
        path = Path(unquote(urlsplit(word).path)) if is_url else Path(word)
        if path.is_absolute() and path.is_dir():
            yield path.parent if is_url and path.parent != Path("/") else path


def debian_mirror() -> str | None:
    """The mirror that apt takes Debian itself from; none where apt has no lists."""
    asked = ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages", "Label: Debian"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60).stdout.split()
    return listed[0] if listed else None


def apt_settings() -> str:
    """How apt fetches here (proxies, checks, retries), as lines of apt.conf."""
    asked = ["apt-config", "dump", "--no-empty", "Acquire"]
    dumped = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60).stdout
    taken = ("Acquire::http", "Acquire::https", "Acquire::Check-", "Acquire::Retries")
    return "".join(f"{line}\n" for line in dumped.splitlines() if line.startswith(taken))
