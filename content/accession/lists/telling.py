"""What people are told of a list: what is wrong by row and column, and what became of the file as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from content.accession.outcome import Added, Became, Known, ListReport, Outcome, Refused, RowFault
from content.accession.sentences import sentence
from content.formats.listing import Column, column_of
from content.formats.reading import Caveat, Flaw, Refusal
from content.translations import marked, spoken

_FLAWS: dict[Flaw, str] = {
    Flaw.BROKEN: marked("Biểu ghi này hỏng, không đọc được."),
    Flaw.ENCODING: marked("Chữ kiểu cũ, chưa chắc đã đổi đúng. Hãy xem lại."),
    Flaw.NO_TITLE: marked("Thiếu nhan đề."),
    Flaw.UNKNOWN_COLUMN: marked("Hộp không có cột này nên bỏ qua."),
    Flaw.DOUBLE_COLUMN: marked("Đã có cột khác ghi cùng việc này. Chỉ lấy cột đầu."),
    Flaw.FORMULA: marked("Ô này là công thức. Hộp không tính, chỉ lấy chữ đang thấy."),
    Flaw.MERGED: marked("Ô gộp nhiều dòng: không rõ là của dòng nào. Hãy tách ô."),
    Flaw.VALUE: marked("Hộp chưa hiểu nên bỏ trống chỗ này."),
    Flaw.DOUBLE_KEY: marked("Mã này đã dùng ở dòng trên."),
    Flaw.FILE_OUTSIDE: marked("Tên tệp chỉ ra ngoài thư mục của danh mục. Hãy để tệp cạnh danh mục."),
    Flaw.FILE_MISSING: marked("Không thấy tệp này cạnh danh mục."),
    Flaw.FILE_REFUSED: marked("Tệp này không đưa lên được."),
    Flaw.FILE_TWICE: marked("Tệp này là của tài liệu khác."),
    Flaw.SAME_RECORD: marked(
        "Cùng một cuốn với dòng này. Hãy ghi chung một dòng; hai cuốn khác nhau thì mỗi dòng một Mã."
    ),
    Flaw.RESTRICTED_USE: marked("Tài liệu hạn chế sử dụng không được đưa lên hộp."),
    Flaw.NOT_TAKEN: marked("Chưa ghi được."),
}
_STOPPING: dict[Flaw, str] = {
    Flaw.FORMULA: marked("Ô này là công thức, hộp không tính. Hãy ghi thẳng giá trị vào ô."),
    Flaw.VALUE: marked("Hộp chưa hiểu nên để lại cả dòng."),
    Flaw.UNKNOWN_COLUMN: marked("Không thấy cột Nhan đề hay Tệp. Hãy đặt tên cột như bảng mẫu."),
}
"""Of flaws for which more is left out than a value."""
_PLACE = marked("Dòng %(row)s, cột “%(column)s”")
_ROW = marked("Dòng %(row)s")
_FIELD = marked("Biểu ghi %(row)s, trường %(column)s")
_RECORD = marked("Biểu ghi %(row)s")
_NEAR = marked("Có phải “%(near)s” không?")


def _as_it_is(text: str) -> str:
    return text


def flaw_said(fault: RowFault, *, is_marc: bool, say: Callable[[str], str] = _as_it_is) -> str:
    """Where in a list something is wrong, what stands there, and what to do.

    Args:
        is_marc: places are records and fields; else rows and columns.
        say: puts a sentence into the language of whoever reads it; without it: Vietnamese.
    """
    with_column, alone = (_FIELD, _RECORD) if is_marc else (_PLACE, _ROW)
    place = say(with_column if fault.column else alone) % {"row": fault.row, "column": fault.column}
    if fault.flaw is Flaw.UNKNOWN_COLUMN and not fault.stops:
        near = f" {say(_NEAR) % {'near': fault.found}}" if fault.found else ""
        return f"{place}: {say(_FLAWS[fault.flaw])}{near}"
    found = f" “{fault.found}”" if fault.found else ""
    return f"{place}:{found} {_why(fault, say)}"


def _why(fault: RowFault, say: Callable[[str], str]) -> str:
    if fault.refusal is not None and fault.flaw in (Flaw.FILE_REFUSED, Flaw.NOT_TAKEN):
        return say(sentence(fault.refusal))
    if fault.fault is not None:
        words = say(fault.fault.problem.sentence) % fault.fault.blanks
        return f"{words[:1].upper()}{words[1:]}."
    words = say((fault.stops and _STOPPING.get(fault.flaw)) or _FLAWS[fault.flaw])
    column = column_of(fault.column) if fault.flaw is Flaw.VALUE and fault.column else None
    return f"{words} {_explained(column, say)}" if column else words


def _explained(column: Column, say: Callable[[str], str]) -> str:
    """What belongs into a column, in the language that is spoken; `say` alone knows only sentences of programs."""
    return column.meaning if say is not _as_it_is and spoken() == "en" else column.explained


def outcome_of(path: str, report: ListReport) -> Outcome:
    """What became of a list as one file.

    Args:
        path: how the person named it.
    """
    title = Path(path).name
    if not report.done:
        detail = f"{len(report.left_out)} records, none of which can be taken"
        return Refused(path, Refusal.NO_RECORD, detail, listed=report)
    added = report.of(Became.ADDED)
    if not added:
        changed = bool(report.of(Became.CHANGED))
        return Known(path, report.done[0].record, title, changed=changed, listed=report)
    warnings = (Caveat.SOME_RECORDS_BROKEN,) if report.left_out else ()
    return Added(path, added[0].record, title, report.notes, warnings, converted=report.converted, listed=report)
