"""A root folder of another Debian: made once by mmdebstrap, kept as an archive, entered in namespaces of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.lab.machine import CERTIFICATES, PipSettings, apt_settings, debian_mirror, pip_settings

MAKING_LIMIT = 900  # seconds
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# Mounts what programs expect of a root folder, then becomes the command. The mounts end with the namespace.
ENTER = """
set -e
root="$1"; binds="$2"; shift 2
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755,size=1M dev "$root/dev"
for node in null zero full random urandom tty; do
    touch "$root/dev/$node"; mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir "$root/dev/shm"; mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"
while [ "$binds" ]; do
    folder="${binds%%:*}"; binds="${binds#*:}"
    mkdir -p "$root$folder"; mount --bind -o ro "$folder" "$root$folder"
done
exec chroot "$root" "$@"
"""


@dataclass(frozen=True)
class Recipe:
    """What a root folder is made of. Its hash names the archive, so that a changed recipe makes a new one."""

    suite: str
    packages: tuple[str, ...]

    def archive(self) -> Path:
        """The archive of this recipe, made when it is not in the cache, which lies outside the clone.

        Raises:
            subprocess.CalledProcessError: mmdebstrap fails.
            subprocess.TimeoutExpired: it takes longer than MAKING_LIMIT.
        """
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tusach" / "lab"
        digest = hashlib.sha256(repr((self, os.uname().machine, ENTER)).encode()).hexdigest()[:16]
        archive = cache / f"{self.suite}-{digest}.tar"
        if not archive.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            unfinished = cache / f".{archive.stem}-{os.getpid()}.tar"
            self._make(unfinished)
            unfinished.rename(archive)
        return archive

    def _make(self, archive: Path) -> None:
        settings = [f"--aptopt={line}" for line in apt_settings().splitlines()]
        mirror = [found] if (found := debian_mirror()) else []
        command = [
            *("mmdebstrap", "--quiet", "--variant=apt", f"--include={','.join(self.packages)}"),
            *settings,
            *(self.suite, str(archive), *mirror),
        ]
        subprocess.run(command, check=True, timeout=MAKING_LIMIT, stdin=subprocess.DEVNULL)


@dataclass(frozen=True)
class RootFolder:
    """A root folder unpacked for one story."""

    folder: Path
    pip: PipSettings = field(default_factory=pip_settings)

    @classmethod
    def unpack(cls, recipe: Recipe, folder: Path) -> RootFolder:
        """Unpacks a recipe's archive, and lets it reach the packages that this machine reaches.

        Raises:
            subprocess.CalledProcessError: the archive cannot be made or unpacked.
        """
        subprocess.run(["tar", "-xf", recipe.archive(), "-C", folder], check=True, timeout=MAKING_LIMIT)
        root = cls(folder)
        for name in ("etc/resolv.conf", "etc/hosts"):
            shutil.copyfile(Path("/") / name, folder / name)
        if root.pip.certificates is not None:
            shutil.copyfile(root.pip.certificates, folder / CERTIFICATES.relative_to("/"))
        return root

    def run(
        self, command: Sequence[str], *, limit: float, user: int = 0, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command inside; when its time is over, everything that it started ends with it.

        Args:
            command: program and arguments, by paths inside the folder.
            limit: seconds, the hard limit of the story.
            user: who runs it, by number.
            environment: beside PATH and what pip needs; nothing else is there.

        Returns:
            What it answered; standard error is in the standard output, in the order of writing.

        Raises:
            subprocess.TimeoutExpired: it took longer than its limit.
        """
        inside = {"PATH": PATH, **self.pip.environment, **(environment or {})}
        binds = "".join(f"{folder}:" for folder in self.pip.folders)
        become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        return subprocess.run(
            [
                *("unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child"),
                *("sh", "-c", ENTER, "sh", str(self.folder), binds),
                *("env", "-i", *(f"{name}={value}" for name, value in inside.items())),
                *(*become, *command),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=limit,
        )
