"""What a command says of a list of records: each fault by row and column, then how many went in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import click

from appliance.commands.exits import printable
from content.accession import Became, ListReport, flaw_said, warned
from content.accession.outcome import RowDone
from content.formats.reading import Caveat, Conversion
from content.text.old_encodings import name_of
from content.translations import gettext, marked, number

SHOWN = 200
"""So many faults are printed; `--json` gives all."""
_ROWS = 30
_OF_ROWS = marked("%(sentence)s %(number)s dòng: %(rows)s")
_OF_RECORDS = marked("%(sentence)s %(number)s biểu ghi: %(rows)s")
_COUNTS = marked("Thêm mới: %(added)s. Đã đổi: %(changed)s. Đã có: %(known)s. Để lại: %(left)s.")
_WOULD = marked("Thử: sẽ thêm %(added)s, đổi %(changed)s, đã có %(known)s, để lại %(left)s. Chưa ghi gì vào tủ.")


def warnings_as_json(warnings: Iterable[Caveat]) -> list[dict[str, str]]:
    """Caveats with their Vietnamese sentences."""
    return [{"code": caveat.value, "message": warned(caveat)} for caveat in warnings]


def list_as_json(report: ListReport) -> dict[str, object]:
    """The documented object: records by what became of them, and everything that is wrong."""
    return {
        **{became.value: [_row(one) for one in report.of(became)] for became in Became},
        "left_out": list(report.left_out),
        "faults": [
            {
                "row": one.row,
                "column": one.column,
                "flaw": one.flaw.value,
                "found": one.found,
                "left_out": one.stops,
                "reason": one.refusal.value if one.refusal else "",
                "message": flaw_said(one, is_marc=report.is_marc),
            }
            for one in report.faults
        ],
        "converted": [asdict(one) for one in report.converted],
        "notes": list(report.notes),
    }


def _row(one: RowDone) -> dict[str, object]:
    return {
        "row": one.row,
        "key": one.key,
        "record": one.record,
        "title": one.title,
        "files": list(one.files),
        "warnings": warnings_as_json(one.warnings),
    }


def print_list(report: ListReport, *, rehearse: bool = False) -> None:
    """Everything that is wrong, what to look at, then the counts.

    Args:
        rehearse: nothing was written.
    """
    for fault in report.faults[:SHOWN]:
        click.echo(printable(flaw_said(fault, is_marc=report.is_marc, say=gettext)))
    if len(report.faults) > SHOWN:
        more = gettext("Và %(number)s lỗi nữa; xem hết bằng --json.")
        click.echo(more % {"number": number(len(report.faults) - SHOWN)})
    if report.left_out:
        rows = ", ".join(map(str, report.left_out[:_ROWS])) + (" ..." if len(report.left_out) > _ROWS else "")
        click.echo(gettext("Để lại, chưa đưa vào: %(rows)s. Sửa rồi thêm lại cả danh mục.") % {"rows": rows})
    print_conversions(report.converted)
    for caveat in Caveat:
        rows_of = [str(one.row) for one in report.done if caveat in one.warnings]
        if rows_of:
            words = {"sentence": gettext(warned(caveat)), "rows": ", ".join(rows_of[:_ROWS]), "number": len(rows_of)}
            more = " ..." if len(rows_of) > _ROWS else ""
            click.echo(gettext(_OF_RECORDS if report.is_marc else _OF_ROWS) % words + more)
            if caveat is Caveat.NO_LANGUAGE:
                click.echo(gettext("Nếu đều là tiếng Việt: gõ `tusach import --language vi` với danh mục ấy."))
    counts = {became.value: number(len(report.of(became))) for became in Became}
    click.echo(gettext(_WOULD if rehearse else _COUNTS) % (counts | {"left": number(len(report.left_out))}))


def print_conversions(converted: Iterable[Conversion], *, of: str = "") -> None:
    """In which old letters something was written, and how sure that is.

    Args:
        of: a title, "" where it is plain what is meant.
    """
    for one in converted:
        words = gettext("Chữ kiểu cũ %(encoding)s, đã đổi. Chắc %(percent)s.")
        said = words % {"encoding": name_of(one.encoding), "percent": f"{one.confidence} %"}
        click.echo(printable(f"{of}: {said}") if of else said)
