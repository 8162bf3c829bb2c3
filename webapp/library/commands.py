"""`tusach serve` and `tusach demo`: the library's pages on this machine."""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path

import click
import segno
from flask import Flask

from appliance.commands.add import bring_in, outcome_line, print_summary, progress_printer
from appliance.commands.exits import Exit, fail
from appliance.counting import SocketLetters
from appliance.station import Station
from content.accession.outcome import Outcome, Refused
from content.usage import DroppingSink
from provisioning import starter
from webapp.library import create_app
from webapp.library.beside import Beside
from webapp.shell.server import Server


@click.command()
@click.option("--host", help="Address to listen on; overrides the settings.")
@click.option("--port", type=click.IntRange(0, 65_535), help="TCP port, 0 for a free one; overrides the settings.")
@click.pass_obj
def serve(station: Station, host: str | None, port: int | None) -> None:
    """Serve the library's pages, with the processes `count` and `keeper` beside it."""
    _serve(station, host, port, with_code=False)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--host", help="Address to listen on; overrides the settings.")
@click.option("--port", type=click.IntRange(0, 65_535), help="TCP port, 0 for a free one; overrides the settings.")
@click.pass_obj
def demo(station: Station, paths: tuple[Path, ...], host: str | None, port: int | None) -> None:
    """Put up the starter shelf, add the files given, and serve; the address is printed with its QR code."""
    if not starter.was_put_up(station.library.read()):
        _add_starter(station)
    if paths:
        click.echo("Đang thêm tài liệu…")
        print_summary(bring_in(station, paths, on_outcome=progress_printer()))
    _serve(station, host, port, with_code=True)


def make_app(station: Station) -> Flask:
    """The library's application as a box runs it; uses are not counted yet."""
    library = station.library
    return create_app(
        library,
        config=station.config.library,
        clock=station.clock,
        events=DroppingSink(),
        letters=SocketLetters(library.run),
    )


def _serve(station: Station, host: str | None, port: int | None, *, with_code: bool) -> None:
    chosen = station.config.serve
    host, port = host or chosen.host, chosen.port if port is None else port
    _check_free(host, port)
    station.library.close()  # connections must not cross the fork
    with Beside(station, "count"), Beside(station, "keeper"):
        server = Server(
            lambda: make_app(station),
            bind=[f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            threads=chosen.threads,
            when_ready=lambda listeners: _announce(host, listeners, with_code=with_code),
        )
        server.run()


def _check_free(host: str, port: int) -> None:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        fail(Exit.USAGE, f"cannot listen on {host}:{port}: {error.strerror or error}; choose another with --port")


def _announce(host: str, listeners: list[str], *, with_code: bool) -> None:
    port = listeners[0].rsplit(":", 1)[1].rstrip("/)")
    shown = "localhost" if host in ("127.0.0.1", "::1", "localhost") else _name_on_the_network(host)
    address = f"http://{shown}:{port}"
    if with_code:
        segno.make(address, error="m").terminal(compact=True, border=2)
    click.echo(f"Tủ sách: {address}")
    if with_code and shown == "localhost":
        click.echo("Muốn mở bằng điện thoại cùng mạng: chạy lại với --host 0.0.0.0")
    sys.stdout.flush()


def _name_on_the_network(host: str) -> str:
    """The address a phone would use: for a wildcard, the one that packets to the outside would leave from."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 compared, not bound
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737; a datagram socket sends nothing by connecting
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


def _add_starter(station: Station) -> None:
    """Adds the starter shelf once; what staff withdraw later does not come back."""
    click.echo("Đang dựng kệ sách đầu tiên…")
    with tempfile.TemporaryDirectory(dir=station.library.run) as folder:
        report = bring_in(station, starter.build(Path(folder)), on_outcome=_must_be_added)
    with station.library.write() as tx:
        starter.note_put_up(tx, len(report.added))


def _must_be_added(outcome: Outcome) -> None:
    if isinstance(outcome, Refused):
        fail(Exit.UNUSABLE, f"the starter shelf: {outcome_line(outcome)}")
