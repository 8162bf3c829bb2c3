"""Servers to measure, on loopback: our own on a data folder, and nginx on a folder of files."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks._harness import ROOT, BenchmarkError

START_SECONDS = 60
_NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log /dev/null;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types {{ {types} }}
  default_type application/octet-stream; gzip on; gzip_types text/javascript text/css application/json;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""
_TYPES = "text/html html; text/javascript js mjs; application/pdf pdf; audio/wav wav; video/mp4 mp4;"


@dataclass(frozen=True)
class Served:
    """A server that answers.

    Attributes:
        address: without a slash at its end. root: process id of its first process.
    """

    address: str
    root: int

    @property
    def cpu_seconds(self) -> float:
        """User and system time of it and of every process below it, those that have ended included."""
        return sum(_cpu_of(process) for process in _family(self.root))

    @property
    def private_bytes(self) -> int:
        """Anonymous memory of it and of every process below it: what it has for itself (proc(5), smaps_rollup)."""
        return sum(_private_of(process) for process in _family(self.root))


@contextmanager
def tusach_server(data: Path) -> Iterator[Served]:
    """Our own server on a data folder.

    Raises:
        BenchmarkError: it does not answer.
    """
    port = _free_port()
    program = [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(data), "serve", "--port", str(port)]
    with _running(program, port) as served:
        yield served


@contextmanager
def nginx_server(root: Path, folder: Path) -> Iterator[Served]:
    """The web server nginx on a folder of files.

    Args:
        root: the files. folder: where it keeps its own.

    Raises:
        BenchmarkError: it is not installed, or does not answer.
    """
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise BenchmarkError("nginx is not installed: apt-get install nginx-light")
    port = _free_port()
    folder.mkdir()
    settings = folder / "nginx.conf"
    settings.write_text(_NGINX.format(folder=folder, root=root, port=port, types=_TYPES), "utf-8")
    os.chmod(root, 0o755)  # noqa: PTH101, S103 its worker is another user
    with _running([program, "-c", str(settings), "-g", f"user {_user()};"], port) as served:
        yield served


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Served]:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    served = Served(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(served, process)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(served: Served, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(served.address, timeout=5).close()  # noqa: S310 our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise BenchmarkError(f"{process.args!r} does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _user() -> str:
    """Whoever this is: nginx's own user may not read the folder of a clone."""
    import pwd  # noqa: PLC0415

    return pwd.getpwuid(os.getuid()).pw_name


def _family(root: int) -> list[int]:
    """A process and everything below it."""
    found = [root]
    for process in found:
        try:
            threads = os.listdir(f"/proc/{process}/task")  # noqa: PTH208
            texts = [Path(f"/proc/{process}/task/{thread}/children").read_text("ascii") for thread in threads]
        except OSError:
            continue
        found += [int(child) for child in " ".join(texts).split()]
    return found


def _cpu_of(process: int) -> float:
    """Fields 14 to 17 of proc(5) stat: own time, and that of children that were waited for."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _private_of(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Anonymous:"))
