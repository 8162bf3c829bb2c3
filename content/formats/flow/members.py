"""What the documents of a file refer to by name: members of an archive, or what a reader has taken out of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from content.formats.archive import MemberError
from content.formats.reading import Refusal


class Members(Protocol):
    """Files by name, as `content.formats.archive.Archive` has them."""

    @property
    def names(self) -> Sequence[str]:
        """All names."""

    def find(self, name: str) -> str | None:
        """The name that a member really has, None if there is none."""

    def size(self, name: str) -> int:
        """Bytes of a member.

        Raises:
            MemberError: it is not there.
        """

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """A member.

        Raises:
            MemberError: it is not there, larger than `limit`, or damaged.
        """


class MadeMembers:
    """Members that a reader has taken out of a file.

    Args:
        members: bytes by name.
    """

    def __init__(self, members: Mapping[str, bytes] | None = None) -> None:
        self._members = dict(members or {})

    @property
    def names(self) -> Sequence[str]:
        """All names."""
        return tuple(self._members)

    def find(self, name: str) -> str | None:
        """The name itself, None if there is no such member."""
        return name if name in self._members else None

    def size(self, name: str) -> int:
        """Bytes of a member.

        Raises:
            MemberError: it is not there.
        """
        return len(self.read(name))

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """A member.

        Raises:
            MemberError: it is not there, or larger than `limit`.
        """
        data = self._members.get(name)
        if data is None:
            raise MemberError(Refusal.DAMAGED, name, "not there")
        if limit is not None and len(data) > limit:
            raise MemberError(Refusal.TOO_LARGE, name, f"{len(data)} bytes")
        return data
