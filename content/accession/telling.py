"""What staff are told of things that were brought: why a file is refused, and what to look at in one that was added."""

from __future__ import annotations

from collections.abc import Callable

from content.accession.outcome import Refused
from content.accession.sentences import sentence
from content.formats.kinds import FileKind
from content.formats.reading import Caveat
from content.translations import marked

_KINDS: dict[FileKind, str] = {
    FileKind.EPUB: marked("sách EPUB"),
    FileKind.ZIP: marked("tệp nén ZIP"),
    FileKind.PDF: marked("tệp PDF"),
    FileKind.WORD: marked("tệp Word"),
    FileKind.WORD_97: marked("tệp Office đời cũ"),
    FileKind.SHEET: marked("bảng tính"),
    FileKind.SLIDES: marked("bài trình chiếu"),
    FileKind.OPEN_DOCUMENT: marked("tệp OpenDocument"),
    FileKind.RTF: marked("tệp RTF"),
    FileKind.HTML: marked("trang web"),
    FileKind.XML: marked("tệp XML"),
    FileKind.TEXT: marked("tệp chữ thường"),
    FileKind.KINDLE: marked("sách Kindle"),
    FileKind.DJVU: marked("sách DjVu"),
    FileKind.PICTURE: marked("ảnh"),
    FileKind.SOUND: marked("bài nghe"),
    FileKind.FILM: marked("phim"),
    FileKind.SUBTITLES: marked("tệp phụ đề"),
    FileKind.COMIC: marked("truyện tranh"),
    FileKind.MARC: marked("danh mục MARC"),
    FileKind.ARCHIVE: marked("tệp nén"),
    FileKind.DATABASE: marked("tệp SQLite"),
    FileKind.ZIM: marked("kho tra cứu ZIM"),
    FileKind.PROGRAM: marked("chương trình máy tính"),
}
_ADVICE: dict[FileKind, str] = {
    **dict.fromkeys(
        (
            *(FileKind.WORD, FileKind.WORD_97, FileKind.SHEET, FileKind.SLIDES, FileKind.OPEN_DOCUMENT),
            *(FileKind.RTF, FileKind.HTML, FileKind.TEXT),
        ),
        marked("Hãy lưu thành PDF rồi thêm lại."),
    ),
    **dict.fromkeys((FileKind.ZIP, FileKind.ARCHIVE), marked("Hãy giải nén rồi thêm lại.")),
    **dict.fromkeys((FileKind.KINDLE, FileKind.DJVU), marked("Hãy tìm bản EPUB hay PDF.")),
}
"""What to do with a file of a kind that is not read."""
_IS = marked("Đây là %(kind)s. Hộp chưa đọc được loại này.")
_IS_NOT = marked("Đây là %(kind)s, không phải %(claimed)s.")
_FAULTY = marked("Tệp ghi chú %(name)s có chỗ sai. Hãy sửa rồi thêm lại.")
_SAYS = marked("Tên tệp ghi là %(claimed)s, nhưng bên trong không phải. Hãy chép lại từ nơi gửi.")

_CAVEATS: dict[Caveat, str] = {
    Caveat.TITLE_GUESSED: marked("Không ghi tên. Tên này lấy ở trang đầu hay ở tên tệp."),
    Caveat.TITLE_IN_CAPITALS: marked("Tên viết toàn chữ hoa, khó đọc."),
    Caveat.TITLE_WITHOUT_MARKS: marked("Tên không có dấu."),
    Caveat.NO_CREATOR: marked("Không ghi người viết."),
    Caveat.LANGUAGE_GUESSED: marked("Ghi sai tiếng hoặc không ghi. Hộp đoán theo chữ bên trong."),
    Caveat.NO_LANGUAGE: marked("Chưa rõ là tiếng gì."),
    Caveat.LEFT_OUT: marked("Có phần không giữ được. Phần còn lại vẫn mở được."),
    Caveat.CUT_OFF: marked("Tệp thiếu phần cuối. Chỉ nghe, xem được đến chỗ bị đứt."),
    Caveat.HEAVY: marked("Phim nặng. Nhiều người cùng xem thì hay bị dừng."),
    Caveat.NO_TEXT: marked("Bản quét toàn ảnh: xem được, không tìm theo chữ được."),
    Caveat.SOME_WITHOUT_TEXT: marked("Có trang chỉ là ảnh: xem được, không tìm theo chữ được."),
    Caveat.WILL_NOT_PLAY: marked("Điện thoại không phát được loại này. Bạn đọc chỉ tải về được."),
    Caveat.MAY_NOT_PLAY: marked("Điện thoại cũ có thể không phát được."),
    Caveat.SLOW_START: marked("Phim mở chậm, vì bảng mục lục của tệp nằm ở cuối."),
    Caveat.OLD_LETTERS: marked("Chữ kiểu cũ (TCVN3, VNI...), hộp đã đổi sang chữ bây giờ. Tệp gốc vẫn giữ."),
    Caveat.DOUBTFUL_LETTERS: marked("Chữ kiểu cũ, hộp chưa chắc đã đổi đúng. Hãy mở ra xem. Tệp gốc vẫn giữ."),
    Caveat.LOOKS_LIKE_A_LIST: marked("Bảng này giống danh mục sách. Muốn ghi từng cuốn thì dùng lệnh nhập danh mục."),
    Caveat.SOME_RECORDS_BROKEN: marked("Có dòng trong danh mục hỏng nên chưa ghi. Các dòng khác đã ghi."),
    Caveat.ALIKE: marked("Giống một cuốn đã có, từ nơi khác. Hãy xem có phải là một không."),
    Caveat.NO_CONSENT: marked(
        "Chưa ghi người được thu đã đồng ý, nên bạn đọc chưa thấy. Ghi mục consent vào tệp ghi chú rồi thêm lại."
    ),
}


def _as_it_is(text: str) -> str:
    return text


def told(refused: Refused, say: Callable[[str], str] = _as_it_is) -> str:
    """Why a file is refused, by name where its kind is known.

    Args:
        say: puts a sentence into the language of whoever reads it; without it: Vietnamese.
    """
    kind = say(_KINDS[refused.kind]) if refused.kind else ""
    claimed = say(_KINDS[refused.claimed]) if refused.claimed else ""
    if kind and claimed:
        return say(_IS_NOT) % {"kind": kind, "claimed": claimed}
    if kind:
        advice = _ADVICE.get(refused.kind, "") if refused.kind else ""
        return " ".join(filter(None, [say(_IS) % {"kind": kind}, say(advice) if advice else ""]))
    if refused.sidecar_name:
        return say(_FAULTY) % {"name": refused.sidecar_name}
    return say(_SAYS) % {"claimed": claimed} if claimed else say(sentence(refused.refusal))


def warned(caveat: Caveat) -> str:
    """What a caveat says, in Vietnamese; a source string for translation."""
    return _CAVEATS[caveat]
