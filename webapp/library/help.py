"""Help: a few sentences with pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from content.addresses import Noun
from content.translations import gettext, marked
from webapp.library.visit import Pages, Visit
from webapp.shell.frame import Page, View

pages = Pages("help", __name__)


@dataclass(frozen=True)
class Advice:
    """One piece of help: a pictogram, a heading, sentences."""

    icon: str
    heading: str
    sentences: tuple[str, ...]


_ADVICE = (
    Advice(
        "tim",
        marked("Tìm"),
        (marked("Chạm ô “Bạn tìm gì?” rồi gõ tên sách hay tên người viết."), marked("Gõ không dấu cũng được.")),
    ),
    Advice(
        "doc",
        marked("Đọc"),
        (
            marked("Chạm quyển sách, rồi chạm “Đọc ngay”."),
            marked("Đọc hết trang thì chạm nút to ở cuối để sang phần sau."),
            marked("Đọc dở thì điện thoại tự nhớ chỗ. Lần sau chạm “Đọc tiếp”."),
            marked("Không thấy “Đọc tiếp”? Trước khi nghỉ, đánh dấu trang đang đọc trong điện thoại."),
        ),
    ),
    Advice(
        "cochu",
        marked("Chữ to"),
        (marked("Khi đang đọc, chạm “Chữ” ở đầu hay cuối trang để chọn chữ to, nền tối."),),
    ),
    Advice(
        "tai",
        marked("Tải về máy"),
        (
            marked("Sách nào cho phép thì có nút “Tải về máy”."),
            marked("Tải rồi đọc được ở nhà, không cần Wi-Fi."),
        ),
    ),
    Advice(
        "denghi2",
        marked("Đề nghị tài liệu"),
        (marked("Chưa có thì viết cho chúng tôi. Không cần ghi tên, số điện thoại."),),
    ),
    Advice(
        "hoi",
        marked("Thấy sai thì báo"),
        (marked("Trang của mỗi tài liệu có dòng “Báo lỗi tài liệu” ở cuối."),),
    ),
    Advice(
        "nha",
        marked("Ra về"),
        (marked("Ở đây điện thoại không có Internet. Ra về thì tắt Wi-Fi."),),
    ),
)


@dataclass(frozen=True)
class HelpView(View):
    """The pieces of help, in the language of the page."""

    template: ClassVar[str] = "help/help.html"
    advice: tuple[Advice, ...]


@pages.page(Noun.HELP)
def show_help(visit: Visit) -> Page:  # noqa: ARG001 the same for everyone
    """The page of help."""
    advice = tuple(
        Advice(one.icon, gettext(one.heading), tuple(gettext(sentence) for sentence in one.sentences))
        for one in _ADVICE
    )
    return Page(view=HelpView(advice), title=gettext("Giúp đỡ"))
