"""`tusach serve` and `tusach demo`: the library's pages on this machine."""

from __future__ import annotations

import errno
import socket
import sys
import tempfile
from pathlib import Path

import click
import segno
from flask import Flask

from appliance.commands.add import bring_in, outcome_line, print_summary, progress_printer
from appliance.commands.exits import Exit, fail
from appliance.commands.help_pages import Command
from appliance.counting import SocketLetters
from appliance.station import Station
from content.accession.outcome import Outcome, Refused, Report
from content.holdings import MadePages
from content.translations import gettext, marked
from content.usage import DroppingSink
from provisioning import starter
from webapp.library import create_app
from webapp.library.app import drawing_desk
from webapp.library.beside import Beside
from webapp.shell.server import Server

_host = click.option(
    "--host", metavar=marked("ĐỊA_CHỈ"), help=marked("Mở trang ở địa chỉ này thay cho địa chỉ trong config.toml.")
)
_port = click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar=marked("CỔNG"),
    help=marked("Mở trang ở cổng này thay cho cổng trong config.toml; 0 là cổng nào còn trống."),
)


@click.command(cls=Command, help=marked("Mở các trang của tủ sách; hai lệnh `count` và `keeper` chạy kèm bên cạnh."))
@_host
@_port
@click.pass_obj
def serve(station: Station, host: str | None, port: int | None) -> None:
    """Serves the library's pages, with the processes `count` and `keeper` beside it."""
    _serve(station, host, port)


@click.command(
    cls=Command,
    help=marked("Dựng kệ sách đầu tiên, thêm các tệp đã nêu, rồi mở các trang; địa chỉ được in ra cùng mã QR."),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar=marked("[TỆP_HOẶC_THƯ_MỤC]..."))
@_host
@_port
@click.pass_obj
def demo(station: Station, paths: tuple[Path, ...], host: str | None, port: int | None) -> None:
    """Puts up the starter shelf, adds the files given, and serves; the address is printed with its QR code.

    A path that leads nowhere is refused as any file is, and the library is served all the same.
    """
    report = Report()
    if not starter.was_put_up(station.library.read()):
        _add_starter(station)
    if paths:
        click.echo(gettext("Đang thêm tài liệu…"))
        report = bring_in(station, paths, on_outcome=progress_printer())
        print_summary(report)
    _serve(station, host, port, with_code=True, refused=len(report.faults))


def make_app(station: Station) -> Flask:
    """The library's application as a box runs it; uses are not counted yet."""
    library, said = station.library, station.config
    # Of every four threads one stays for pages, whatever is being drawn.
    held = max(1, said.serve.threads * 3 // 4)
    return create_app(
        library,
        config=said.library,
        clock=station.clock,
        events=DroppingSink(),
        letters=SocketLetters(library.run),
        drawing=drawing_desk(library, said.library, station.clock, held=held),
        pages=MadePages(library),
    )


def _serve(station: Station, host: str | None, port: int | None, *, with_code: bool = False, refused: int = 0) -> None:
    chosen = station.config.serve
    host, port = host or chosen.host, chosen.port if port is None else port
    _check_free(host, port)
    station.library.close()  # connections must not cross the fork
    with Beside(station, "count"), Beside(station, "keeper"):
        server = Server(
            lambda: make_app(station),
            bind=[f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            threads=chosen.threads,
            when_ready=lambda listeners: _announce(host, listeners, with_code=with_code, refused=refused),
        )
        server.run()


def _check_free(host: str, port: int) -> None:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        said = gettext("Không mở được trang ở %(host)s:%(port)s. Không mất gì cả. Chọn cổng khác bằng --port.")
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            said = gettext("Máy này không có địa chỉ “%(host)s”. Không mất gì cả. Xem lại --host hoặc config.toml.")
        fail(Exit.USAGE, said % {"host": host, "port": port}, detail=error.strerror or str(error))


def _announce(host: str, listeners: list[str], *, with_code: bool, refused: int) -> None:
    port = listeners[0].rsplit(":", 1)[1].rstrip("/)")
    shown = "localhost" if host in ("127.0.0.1", "::1", "localhost") else _name_on_the_network(host)
    address = f"http://{shown}:{port}"
    if with_code:
        segno.make(address, error="m").terminal(compact=True, border=2)
    click.echo(gettext("Tủ sách: %(address)s") % {"address": address})
    if with_code and shown == "localhost":
        click.echo(gettext("Muốn mở bằng điện thoại cùng mạng: chạy lại với --host 0.0.0.0"))
    if refused:
        click.echo(gettext("Chưa vào tủ: %(refused)s tệp. Lý do ghi ở trên; sửa rồi chạy lại.") % {"refused": refused})
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
    click.echo(gettext("Đang dựng kệ sách đầu tiên…"))
    with tempfile.TemporaryDirectory(dir=station.library.run) as folder:
        report = bring_in(station, starter.build(Path(folder)), on_outcome=_must_be_added)
    with station.library.write() as tx:
        starter.note_put_up(tx, len(report.added))


def _must_be_added(outcome: Outcome) -> None:
    if isinstance(outcome, Refused):
        fail(Exit.UNUSABLE, gettext("Chưa dựng được kệ sách đầu tiên.") + f"\n{outcome_line(outcome)}")
