"""Pages of error: what happened, what is safe, what to do. Never a code first."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import ClassVar

from werkzeug.exceptions import NotFound

from content.addresses import Noun
from content.translations import gettext, marked
from webapp.shell.frame import Link, Page, View, Visit


class NoSuchPageError(NotFound):
    """There is no such page, but what it would belong to is there.

    Args:
        ways: to where the reader may want to go instead, the best first.
    """

    def __init__(self, ways: tuple[Link, ...]) -> None:
        super().__init__()
        self.ways = ways


@dataclass(frozen=True)
class ErrorView(View):
    """A page of error.

    Attributes:
        ways: to what is there, the best first; the start is always offered besides.
        again: link to try the same page again, "" where that does not help.
        number_for_staff: what a reader tells of a fault, "" where there is nothing to tell.
        search: whether a search box helps.
    """

    template: ClassVar[str] = "shell/error.html"
    icon_name: str
    heading: str
    text: str
    home: Link
    ways: tuple[Link, ...] = ()
    again: str = ""
    number_for_staff: str = ""
    search: bool = False


@dataclass(frozen=True)
class _Words:
    icon: str
    heading: str
    text: str
    again: bool = False
    search: bool = False


_PAGES = {
    400: _Words(
        "hoi",
        marked("Hộp chưa hiểu"),
        marked("Có thể điện thoại gửi thiếu chữ. Không mất gì cả. Mở lại từ trang đầu."),
    ),
    403: _Words(
        "dung",
        marked("Chưa gửi được"),
        marked("Mẫu này không gửi từ trang của tủ sách. Không có gì được gửi đi. Mở lại trang rồi gửi."),
    ),
    404: _Words(
        "tim",
        marked("Không có trang này"),
        marked("Có thể địa chỉ gõ nhầm. Sách trong tủ vẫn còn nguyên."),
        search=True,
    ),
    405: _Words(
        "hoi",
        marked("Hộp chưa hiểu"),
        marked("Trang này chỉ để xem. Không mất gì cả. Mở lại từ trang đầu."),
    ),
    410: _Words(
        "goc",
        marked("Tài liệu này đã cất đi"),
        marked("Cán bộ thư viện đã cất tài liệu này. Sách khác vẫn còn nguyên."),
        search=True,
    ),
    413: _Words(
        "can",
        marked("Dài quá"),
        marked("Hộp chưa nhận được chữ dài như vậy. Chưa có gì được gửi đi. Viết ngắn lại rồi gửi."),
    ),
    429: _Words(
        "nguoi",
        marked("Đợi một chút"),
        marked("Đang có nhiều người gửi. Chữ của bạn chưa gửi đi. Một lát nữa bạn gửi lại."),
        again=True,
    ),
    500: _Words(
        "can",
        marked("Hộp vấp một chút"),
        marked("Trang này chưa mở được. Không mất gì cả. Đợi một lát rồi mở lại."),
        again=True,
    ),
    503: _Words(
        "nguoi",
        marked("Đang đông người"),
        marked("Trang mở chậm. Không mất gì cả. Đợi một chút rồi mở lại."),
        again=True,
    ),
}
_DAMAGED = _Words(
    "hong",
    marked("Trang này bị hỏng"),
    marked(
        "Thẻ nhớ của hộp đọc sai chỗ này. Trang khác và sách khác vẫn còn nguyên. "
        "Báo cán bộ thư viện, rồi xem trang khác."
    ),
)
STATUSES = tuple(_PAGES)


def error_page(
    status: int, visit: Visit, *, number: str = "", is_damage: bool = False, ways: tuple[Link, ...] = ()
) -> Page:
    """The page of an error; a status without a page of its own takes that of 400 or 500.

    Args:
        number: of a fault, for staff.
        is_damage: what is asked for is held but no longer what it was; to ask again does not help.
        ways: to what is there instead.
    """
    words = _DAMAGED if is_damage else _PAGES.get(status) or _PAGES[500 if status >= 500 else 400]
    heading = gettext(words.heading)
    return Page(
        view=ErrorView(
            icon_name=words.icon,
            heading=heading,
            text=gettext(words.text),
            home=Link(visit.to(Noun.HOME), gettext("Về trang đầu"), "nha"),
            ways=ways,
            again=visit.link(visit.address) if words.again else "",
            number_for_staff=number,
            search=words.search,
        ),
        title=heading,
        status=status,
    )


def fault_number() -> str:
    """A short number by which staff find a fault in the log; it says nothing of the reader."""
    letters = "ACDEGHKLMNPRTVXY"
    return f"{secrets.choice(letters)}{secrets.choice('2345679')}-{secrets.randbelow(900) + 100}"
