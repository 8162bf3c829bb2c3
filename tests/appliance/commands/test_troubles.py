"""Guards what is said of troubles: each has a sentence and its own exit code, whatever it comes from."""

from __future__ import annotations

import errno
import sqlite3

import click
import pytest

from appliance.commands.exits import Exit
from appliance.commands.troubles import troubles_told
from content.errors import ContentError, LibraryDamagedError, LibraryTooNewError
from content.formats.worker import WorkerStartError
from content.library import LibraryBusyError, LibraryFullError, LibraryUnreadableError
from content.translations import speaking

TROUBLES = [
    (KeyboardInterrupt(), Exit.STOPPED, "Đã dừng."),
    (LibraryBusyError("x"), Exit.BUSY, "Lệnh khác đang sửa tủ sách này."),
    (LibraryFullError("x"), Exit.UNUSABLE, "Hết chỗ ghi."),
    (LibraryUnreadableError("x"), Exit.UNUSABLE, "Không mở được thư mục tủ sách."),
    (LibraryTooNewError("x"), Exit.UNUSABLE, "Bản Tusach mới hơn đã ghi tủ sách này"),
    (LibraryDamagedError("x"), Exit.UNUSABLE, "Tủ sách có chỗ hỏng"),
    (sqlite3.DatabaseError("x"), Exit.UNUSABLE, "Tủ sách có chỗ hỏng"),
    (sqlite3.OperationalError("x"), Exit.UNUSABLE, "Lệnh dừng giữa chừng."),
    (WorkerStartError("x"), Exit.UNUSABLE, "Máy này không chạy được phần đọc tệp."),
    (ContentError("x"), Exit.UNUSABLE, "Lệnh dừng giữa chừng."),
    (OSError(errno.ENOSPC, "x"), Exit.UNUSABLE, "Hết chỗ ghi."),
    (OSError(errno.EROFS, "x"), Exit.UNUSABLE, "Không được phép đọc hay ghi ở đó."),
    (OSError(errno.EIO, "x"), Exit.UNUSABLE, "Lệnh dừng giữa chừng."),
]


@pytest.mark.parametrize(("trouble", "code", "said"), TROUBLES, ids=repr)
def test_trouble_has_its_sentence_and_its_exit_code(
    trouble: BaseException, code: Exit, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("vi", "en"):
        with pytest.raises(click.exceptions.Exit) as caught, speaking(language), troubles_told():
            raise trouble
        assert caught.value.exit_code == code
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"tusach: {said}") == (language == "vi")
        assert printed.err.startswith("tusach: ")


def test_reader_of_the_output_who_goes_away_is_no_trouble() -> None:
    with pytest.raises(BrokenPipeError), troubles_told():
        raise BrokenPipeError(errno.EPIPE, "x")


def test_text_of_a_trouble_cannot_move_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit), troubles_told():
        raise LibraryDamagedError("blob \x1b[2J")
    assert "\x1b" not in capsys.readouterr().err
