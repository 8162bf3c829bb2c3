"""What systems leave on sticks and cards by themselves: nobody meant it, so nothing is said of it."""

from __future__ import annotations

_FOLDERS = frozenset(
    {
        "system volume information",
        "$recycle.bin",
        "recycler",
        "recycled",
        "lost+found",
        "lost.dir",
        "found.000",
        "__macosx",
        "@eadir",
    }
)
_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "autorun.inf", "folder.htt", "icon\r", "wpsettings.dat"})


def is_litter(name: str) -> bool:
    """Whether a name found in a folder is hidden, or one that a system gives to what it keeps for itself.

    Hidden are `.Trash-1000`, `.Spotlight-V100`, `.DS_Store`, and the `._x` in which macOS keeps what FAT cannot hold
    of `x` (AppleDouble, RFC 1740); `~$x` is the mark of an office program that has `x` open.
    """
    return name.startswith((".", "~$")) or name.lower() in _FOLDERS | _FILES
