"""What goes wrong with a library, as a person at the terminal reads it: what happened, what is safe, what to do.

Each trouble has its exit code. Under the sentence stands what the program knows of it, in English, for technicians.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from appliance.commands.exits import Exit, fail, printable
from appliance.config import ConfigError
from appliance.station import NoLibraryError
from content.errors import ContentError, LibraryDamagedError, LibraryTooNewError
from content.formats.worker import WorkerStartError
from content.library import LibraryBusyError, LibraryFullError, LibraryUnreadableError
from content.translations import gettext, marked

_FULL = marked("Hết chỗ ghi. Sách trong tủ vẫn còn nguyên. Dọn bớt hoặc thay thẻ lớn hơn rồi chạy lại.")
_FORBIDDEN = marked("Không được phép đọc hay ghi ở đó. Không mất gì cả. Xem lại quyền rồi chạy lại.")
_DAMAGED = marked("Tủ sách có chỗ hỏng nên lệnh dừng. Đừng xóa gì. Chạy `tusach check` rồi lấy lại bản sao lưu.")
_STOPPED = marked("Lệnh dừng giữa chừng. Sách trong tủ vẫn còn nguyên. Chạy lại lệnh này.")

_TROUBLES: tuple[tuple[type[Exception], Exit, str], ...] = (
    (
        LibraryBusyError,
        Exit.BUSY,
        marked("Lệnh khác đang sửa tủ sách này. Không mất gì cả. Đợi lệnh kia xong rồi chạy lại."),
    ),
    (LibraryFullError, Exit.UNUSABLE, _FULL),
    (
        LibraryUnreadableError,
        Exit.UNUSABLE,
        marked("Không mở được thư mục tủ sách. Không mất gì cả. Xem lại đường dẫn và quyền ghi."),
    ),
    (
        LibraryTooNewError,
        Exit.UNUSABLE,
        marked("Bản Tusach mới hơn đã ghi tủ sách này nên bản đang chạy không mở. Không mất gì cả. Cài lại bản mới."),
    ),
    (LibraryDamagedError, Exit.UNUSABLE, _DAMAGED),
    (
        WorkerStartError,
        Exit.UNUSABLE,
        marked("Máy này không chạy được phần đọc tệp. Sách trong tủ vẫn còn nguyên. Xem chi tiết rồi chạy lại."),
    ),
    (ContentError, Exit.UNUSABLE, _STOPPED),
    (sqlite3.OperationalError, Exit.UNUSABLE, _STOPPED),
    (sqlite3.DatabaseError, Exit.UNUSABLE, _DAMAGED),
)
_OF_THE_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
}


@contextmanager
def troubles_told() -> Iterator[None]:
    """Inside the block, an error about the library becomes a message and an exit code.

    Raises:
        click.exceptions.Exit: there was one.
    """
    try:
        yield
    except KeyboardInterrupt:
        fail(Exit.STOPPED, gettext("Đã dừng. Những gì đã vào tủ vẫn còn nguyên. Chạy lại lệnh để làm tiếp."))
    except ConfigError as error:
        fail(Exit.USAGE, *error.said())
    except NoLibraryError as error:
        said = gettext("Ở “%(folder)s” không có tủ sách nào. Chưa làm gì cả. Xem lại --data-dir hoặc TUSACH_DATA.")
        fail(Exit.USAGE, said % {"folder": printable(str(error.folder))})
    except (ContentError, sqlite3.DatabaseError) as error:
        code, said = next((code, said) for kind, code, said in _TROUBLES if isinstance(error, kind))
        fail(code, gettext(said), detail=str(error))
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever read the output has gone; click ends quietly
            raise
        fail(Exit.UNUSABLE, gettext(_OF_THE_SYSTEM.get(error.errno or 0, _STOPPED)), detail=str(error))
