"""What the Linux kernel lets a process give up for ever, so that a hostile file has nothing to gain.

Every step is by itself: a kernel or a container that refuses one leaves the others. What was reached is reported.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import struct
from dataclasses import dataclass
from pathlib import Path

from content.formats.reading import ReadLimits

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_CAPABILITIES_V3 = 0x20080522
_CAP_DAC_READ_SEARCH = 1 << 2
_NICENESS = 5
_OPEN_FILES = 64
_FOREMAN_OOM_SCORE, _CHILD_OOM_SCORE = 900, 1000

# Landlock (linux/landlock.h); the three calls have the same numbers on every architecture.
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION = 1
_LANDLOCK_PATH_BENEATH = 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_WRITE_FILE, _REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 1, 1 << 4, 1 << 5, 1 << 7, 1 << 8
_TRUNCATE = 1 << 14
_WRITING = _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _TRUNCATE
_TCP = 0b11
_SCOPES = 0b11

_LOADERS = ("lib64/ld-linux*", "lib/ld-linux*", "lib/*/ld-linux*")
_OTHERS_READ = ("/lib", "/usr/lib", "/etc/ld.so.cache", "/usr/share/antiword", "/usr/share/catdoc", "/etc/catdocrc")
"""What programs that may be executed need: their libraries, their tables of letters."""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, kw_only=True)
class Isolation:
    """What holds for the process that reads a file.

    Attributes:
        network: it has no network but its own empty one.
        files: Landlock bars every file but the one it reads, what it writes and the program itself.
        privileges: it can gain none, and has none but reading.
    """

    network: bool
    files: bool
    privileges: bool


def settle_foreman(*, patient: bool) -> Isolation:
    """Gives up what no reader needs, once, in the process from which all others are forked.

    Args:
        patient: whether it gives way to others as well.
    """
    if patient:
        os.nice(_NICENESS)
    _write_oom_score(_FOREMAN_OOM_SCORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    privileges = _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    network = _libc.unshare(_CLONE_NEWNET) == 0 or _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
    privileges = _drop_capabilities() and privileges
    return Isolation(network=network, files=landlock_version() > 0, privileges=privileges)


def die_with(parent: int) -> None:
    """Ends this process as soon as the thread that started it ends; at once if that is past.

    Giving up privileges clears the wish, so this comes after it.

    Args:
        parent: process id of the parent, known before the fork.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def limit_child(limits: ReadLimits) -> None:
    """Sets the limits of the process that reads one file.

    Args:
        limits: bytes of memory (RLIMIT_DATA: address space would break libraries that map large files), seconds, bytes.
    """
    _write_oom_score(_CHILD_OOM_SCORE)
    seconds = math.ceil(limits.seconds)
    for kind, value in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, limits.member),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        _, hard = resource.getrlimit(kind)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # At its hard limit of time a process is killed without a name; a second before, by SIGXCPU.
        resource.setrlimit(kind, (bound, bound + 1 if kind == resource.RLIMIT_CPU and bound == value else bound))


def landlock_version() -> int:
    """The version of Landlock that the kernel speaks, 0 if none."""
    return max(0, int(_libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION))))


def restrict_files(file: Path, scratch: Path, program: tuple[str, ...], others: tuple[str, ...] = ()) -> bool:
    """Bars this process from every file but these, and from executing anything but other programs that are named.

    Args:
        file: may be read.
        scratch: below it, plain files and folders may be read, written and removed.
        program: folders of Python and its libraries, to be read.
        others: programs that may be executed.

    Returns:
        False where the kernel does not know how; nothing is barred then.
    """
    version = landlock_version()
    if version == 0:
        return False
    length = 24 if version >= 6 else 16 if version >= 4 else 8
    attributes = struct.pack("<QQQ", _handled(version), _TCP, _SCOPES)[:length]
    rules = int(_libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)))
    if rules < 0:
        return False
    writing = _WRITING & _handled(version)
    _allow(rules, str(file), _READ_FILE)
    _allow(rules, str(scratch), _READ_FILE | _READ_DIR | writing)
    _allow(rules, "/dev/null", _READ_FILE | _WRITE_FILE)
    for folder in program:
        _allow(rules, folder, _READ_FILE | _READ_DIR)
    if others:
        loaders = (str(path.resolve()) for folder in _LOADERS for path in Path("/").glob(folder))
        for other in (*others, *loaders):
            _allow(rules, other, _READ_FILE | _EXECUTE)
        for folder in _OTHERS_READ:
            _allow(rules, folder, _READ_FILE | _READ_DIR)
    barred = _libc.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0
    os.close(rules)
    return bool(barred)


def _handled(version: int) -> int:
    """Every kind of access that this version can bar."""
    return (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1


def _allow(rules: int, path: str, access: int) -> None:
    """Adds one rule; a path that is not there needs none."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not Path(path).is_dir():
        access &= ~_READ_DIR
    rule = struct.pack("<Qi", access, descriptor)
    _libc.syscall(_LANDLOCK_ADD, ctypes.c_int(rules), ctypes.c_int(_LANDLOCK_PATH_BENEATH), rule, ctypes.c_uint32(0))
    os.close(descriptor)


def _drop_capabilities() -> bool:
    """Gives up every capability but that of reading whatever file it is handed (root's files of others)."""
    header = struct.pack("<Ii", _CAPABILITIES_V3, 0)
    held = ctypes.create_string_buffer(24)
    if _libc.capget(header, held) != 0:
        return False
    effective, permitted = struct.unpack_from("<II", held.raw)
    kept = struct.pack("<6I", effective & _CAP_DAC_READ_SEARCH, permitted & _CAP_DAC_READ_SEARCH, 0, 0, 0, 0)
    return bool(_libc.capset(header, kept) == 0)


def _write_oom_score(score: int) -> None:
    """Offers this process to the kernel first when memory runs out; where /proc is not ours, it is not."""
    try:
        Path("/proc/self/oom_score_adj").write_text(str(score), encoding="ascii")
    except OSError:
        return
