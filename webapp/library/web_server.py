"""The settings of nginx in front of the library, filled into `systemd/nginx.conf.in`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from content.addresses import DEFAULT_LANGUAGE, KIND_WORDS, LANGUAGES
from content.holdings import MadePages
from content.library import Library
from webapp.shell.forms import FORM_BYTES
from webapp.shell.headers import FRESH, PAGE_POLICY, protection

TEMPLATE = Path(__file__).parents[2] / "systemd/nginx.conf.in"
_PLACE = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True, kw_only=True)
class WebServer:
    """How nginx stands before the library.

    Attributes:
        listen: address and port, as nginx takes them. behind: of the library's own server, `host:port` or `unix:path`.
        run: a folder in memory, for what is on its way. errors: where faults go, `stderr` or a file of no disk.
        workers: processes of nginx.
    """

    listen: str
    behind: str
    run: Path
    errors: str = "stderr"
    workers: int = 1


def nginx_settings(library: Library, server: WebServer) -> str:
    """The whole of nginx.conf.

    Raises:
        ValueError: a value would be more than one word of it.
    """
    values = {
        "WORKERS": str(server.workers),
        "RUN": str(server.run),
        "ERRORS": server.errors,
        "BODY_MB": str(FORM_BYTES >> 20),
        "LANGUAGES": "|".join(language for language in LANGUAGES if language != DEFAULT_LANGUAGE),
        "KINDS": "|".join(KIND_WORDS.values()),
        "BEHIND": server.behind,
        "LISTEN": server.listen,
        "PAGES": str(MadePages(library).folder),
        "CACHE": FRESH,
    }
    for name, value in values.items():
        if re.search(r"[\s;{}\"'\\$]", value):
            raise ValueError(f"{name} cannot be {value!r}")
    values["FIELDS"] = "\n".join(f'      add_header {name} "{said}";' for name, said in protection(PAGE_POLICY).items())
    return _PLACE.sub(lambda place: values[place[1]], TEMPLATE.read_text("utf-8"))
