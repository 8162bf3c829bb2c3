"""Guards the home shelf of a record: by name before by rule, a narrow rule before a kind, only what is visible."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.catalogue import OverlayField, Standing, lay, standing
from content.library import Library
from content.records import Audience, Institution, Kind, RecordId, Subjects
from tests.content.libraries import NOW, OWN, open_library, put, record


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def standings(library: Library, *names: str, language: str = "vi") -> dict[str, Standing]:
    ids = [RecordId(f"{OWN}/{name}") for name in names]
    found = standing(library.read(), ids, today=NOW.today, language=language)
    return {record.partition("/")[2]: shelf for record, shelf in found.items()}


def test_a_narrow_shelf_goes_before_that_of_the_kind(library: Library) -> None:
    put(
        library,
        record("plain"),
        record("law", institution=Institution.LAW_BOOKCASE),
        record("child", audience=Audience.CHILDREN),
        record("farm", subjects=Subjects(ddc=("633.1",))),
    )
    found = standings(library, "plain", "law", "child", "farm")
    assert {name: (one.shelf, one.is_of_kind) for name, one in found.items()} == {
        "plain": ("sach", True),
        "law": ("phap-luat", False),
        "child": ("thieu-nhi", False),
        "farm": ("lam-an", False),
    }


def test_the_shelf_on_which_staff_put_it_goes_before_all(library: Library) -> None:
    put(library, record("book", institution=Institution.LAW_BOOKCASE, shelf="hoc-tap"))
    assert standings(library, "book")["book"].shelf == "hoc-tap"
    with library.write() as tx:
        lay(tx, RecordId(f"{OWN}/book"), OverlayField.SHELF, "di-san", now=NOW)
    assert standings(library, "book")["book"].shelf == "di-san"


def test_a_shelf_that_is_not_there_is_no_home(library: Library) -> None:
    put(library, record("book", shelf="khong-co"))
    assert standings(library, "book")["book"].shelf == "sach"


def test_what_is_hidden_unknown_or_on_no_shelf_is_left_out(library: Library) -> None:
    put(library, record("hidden"), record("picture", kind=Kind.PICTURE))
    with library.write() as tx:
        lay(tx, RecordId(f"{OWN}/hidden"), OverlayField.HIDDEN, "1", now=NOW)
        tx.execute("DELETE FROM shelf WHERE id='nghe-xem'")  # shelves are data: a library may have fewer
    assert standings(library, "hidden", "picture", "nobody") == {}


def test_a_shelf_is_named_in_the_language_of_the_page(library: Library) -> None:
    put(library, record("law", kind=Kind.LAW))
    assert standings(library, "law", language="en")["law"].title == "Law"
    assert standings(library, "law", language="blt")["law"].title == "Pháp luật"
