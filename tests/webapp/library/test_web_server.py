"""Guards nginx in front: a page that lies ready is sent as our own server sends it, and all else is asked for."""

from __future__ import annotations

import getpass
import gzip
import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.clock import SystemClock
from appliance.opening import open_library
from content.addresses import Address, Noun, parse
from content.catalogue import Catalogue, OverlayField, lay
from content.catalogue.shown import Wanted
from content.holdings import MadePages
from content.library import Library
from content.records import RecordId
from tests.content.libraries import NOW
from webapp.library.web_server import WebServer, nginx_settings

pytestmark = pytest.mark.desk("nginx")
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60
BESIDE = frozenset({"Server", "Date", "Connection", "Keep-Alive"})
"""Fields that say who answers, and when."""


class Line(http.client.HTTPConnection):
    """A connection to a socket in a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__("thuvien.lan", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        """Connects."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(str(self._path))


def ask(path: Path, target: str, method: str = "GET", **fields: str) -> tuple[int, dict[str, str], bytes]:
    """Status, fields and body of an answer."""
    line = Line(path)
    try:
        line.request(method, target, headers={name.replace("_", "-"): value for name, value in fields.items()})
        answer = line.getresponse()
        return answer.status, {n: v for n, v in answer.getheaders() if n not in BESIDE}, answer.read()
    finally:
        line.close()


@pytest.fixture(scope="module")
def library(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library whose pages the keeper has made."""
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(filled, data)
    library = open_library(data, SystemClock())
    yield library
    library.close()


@pytest.fixture(scope="module")
def behind(library: Library) -> Iterator[str]:
    """`serve` on that library: host and port."""
    words = [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(library.folder), "serve", "--port", "0"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = process.stdout.readline().strip().rpartition(":")[2]
    end = time.monotonic() + PATIENCE
    while not (library.made / "html/gone").is_dir() or not has_all(library):
        assert time.monotonic() < end, "nobody makes pages"
        time.sleep(0.1)
    yield f"127.0.0.1:{port}"
    process.terminate()
    process.wait(PATIENCE)
    process.stdout.close()


@pytest.fixture(scope="module")
def front(library: Library, behind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Nginx before it: the socket where it answers."""
    run = tmp_path_factory.mktemp("nginx")
    server = WebServer(listen=f"unix:{run}/front.sock", behind=behind, run=run)
    (run / "nginx.conf").write_text(nginx_settings(library, server), "utf-8")
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin") or "nginx"
    orders = f"daemon off; user {getpass.getuser()};"  # the folders of a test are nobody else's
    with (run / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [program, "-p", str(run), "-c", str(run / "nginx.conf"), "-g", orders], stderr=errors
        )
    end = time.monotonic() + PATIENCE
    while not (run / "front.sock").exists():
        assert process.poll() is None, (run / "errors").read_text()
        assert time.monotonic() < end
        time.sleep(0.05)
    yield run / "front.sock"
    process.terminate()
    process.wait(PATIENCE)
    assert (run / "errors").read_text() == ""


def has_all(library: Library) -> bool:
    record = Catalogue(library.read(), NOW.today).arrivals()[-1]
    return MadePages(library).has(Address(noun=Noun.RECORD, kind=record[1], record=record[0], language="en"))


def record_of(path: str) -> RecordId:
    address = parse(path)
    assert address
    assert address.record
    return address.record


def book(library: Library) -> str:
    listing = Catalogue(library.read(), NOW.today).listing(Wanted(), page=1, size=1000)
    one = next(entry for entry in listing.entries if entry.title == "Mùa hoa ban")
    return Address(noun=Noun.RECORD, kind=one.kind, record=one.id).path


def addresses(library: Library) -> list[str]:
    path = book(library)
    return [
        "/",
        "/en/",
        "/giup-do",
        "/ke/sach",
        "/en/ke/sach",
        "/duyet",
        "/duyet/loai",
        path,
        f"/en{path}",
        f"{path}/muc-luc",
    ]


class Behind(Line):
    """A connection to the server behind."""

    def connect(self) -> None:
        """Connects."""
        host, _, port = str(self._path).partition(":")
        self.sock = socket.create_connection((host, int(port)), PATIENCE)


def ask_behind(behind: str, target: str, **fields: str) -> tuple[int, dict[str, str], bytes]:
    line = Behind(Path(behind))
    try:
        line.request("GET", target, headers={name.replace("_", "-"): value for name, value in fields.items()})
        answer = line.getresponse()
        return answer.status, {n: v for n, v in answer.getheaders() if n not in BESIDE}, answer.read()
    finally:
        line.close()


def test_page_that_lies_ready_is_the_same_from_both(library: Library, front: Path, behind: str) -> None:
    for target in addresses(library):
        ours, theirs = (
            ask_behind(behind, target, Accept_Encoding="gzip, deflate"),
            ask(front, target, Accept_Encoding="gzip, deflate"),
        )
        assert theirs == ours, target
        again = {"Accept_Encoding": "gzip", "If_None_Match": ours[1]["ETag"]}
        status, fields, body = ask(front, target, **again)
        assert (status, body) == (304, b""), target
        assert (status, fields, body) == ask_behind(behind, target, **again)


def test_nginx_answers_by_itself_what_lies_ready(library: Library, front: Path, behind: str) -> None:
    target, path = "/ke/chi-nginx", MadePages(library).folder / "whole/ke/chi-nginx/_"
    path.mkdir(parents=True)
    (path / "index.html.gz").write_bytes(gzip.compress(b"<p>there</p>"))
    (path / "trang-2.html.gz").write_bytes(gzip.compress(b"<p>two</p>"))
    for asked, said in ((target, b"there"), (f"{target}?trang=2", b"two")):
        status, fields, body = ask(front, asked, Accept_Encoding="gzip")
        assert (status, said in gzip.decompress(body), fields["Content-Encoding"]) == (200, True, "gzip")
        assert ask(front, asked, "HEAD", Accept_Encoding="gzip")[0] == 200
    for asked in (
        f"{target}?trang=1",
        f"{target}?trang=02",
        f"{target}?x=1",
        f"{target}/",
        "/ke//chi-nginx",
        "/ke/./chi-nginx",
    ):
        assert ask(front, asked, Accept_Encoding="gzip")[0] in {301, 404}, asked
    assert ask(front, target, "POST", Accept_Encoding="gzip")[0] == 405
    for coding in ("", "identity", "gzip;q=0", "br", "gzipped"):
        status, fields, body = ask(front, target, Accept_Encoding=coding)
        assert (status, b"there" in body, "Content-Encoding" in fields) == (200, True, False), coding
    assert ask_behind(behind, "/ke/chi-nginx?x=1", Accept_Encoding="gzip")[0] == 404


def test_page_without_gzip_is_rendered_plain(front: Path) -> None:
    status, fields, body = ask(front, "/", Accept_Encoding="identity")
    assert status == 200
    assert "Content-Encoding" not in fields
    assert body.startswith(b"<!doctype html>")
    assert "Accept-Encoding" in fields["Vary"]


def test_chapter_is_kept_by_the_first_who_asks_and_then_sent_by_nginx(library: Library, front: Path) -> None:
    target = f"{book(library)}/2"
    first = ask(front, target, Accept_Encoding="gzip")
    lying = list(MadePages(library).folder.glob(f"asked{book(library)}/_/2.html.gz"))
    assert [path.read_bytes() for path in lying] == [first[2]]
    assert ask(front, target, Accept_Encoding="gzip") == first


def test_what_staff_change_is_changed_for_the_next_reader(library: Library, front: Path) -> None:
    path = book(library)
    assert "Mùa hoa ban" in gzip.decompress(ask(front, path, Accept_Encoding="gzip")[2]).decode()
    for title in ("Mùa ban nở", "Mùa hoa ban"):
        with library.write() as tx:
            lay(tx, record_of(path), OverlayField.TITLE, title, now=NOW)
        for target in (path, "/ke/sach", f"{path}/1", f"/en{path}"):
            assert title in gzip.decompress(ask(front, target, Accept_Encoding="gzip")[2]).decode(), target


@pytest.mark.parametrize(
    "target",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/whole/_/index.html.gz", "/_/index", "/..%2fmarker", "/marker"],
)
def test_nothing_but_pages_is_reached(front: Path, target: str) -> None:
    assert ask(front, target, Accept_Encoding="gzip")[0] in {400, 404}


@pytest.mark.parametrize("value", ["a b", "a;b", "a{b", "a$b", 'a"b'])
def test_value_that_would_be_more_than_one_word_is_refused(library: Library, tmp_path: Path, value: str) -> None:
    with pytest.raises(ValueError, match="LISTEN"):
        nginx_settings(library, WebServer(listen=value, behind="x", run=tmp_path))
