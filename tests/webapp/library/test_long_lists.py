"""Guards that no page grows without bounds: issues of an old newspaper, subjects nobody chose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from content.accession import Accession
from content.formats.worker import Worker
from tests.webapp.library.conftest import Box, open_box
from webapp.library.browse import CHOICES_ON_A_PAGE
from webapp.library.visit import PAGE_SIZE

ISSUES = 2 * PAGE_SIZE + 5
READABLE = 3
SUBJECTS = CHOICES_ON_A_PAGE + 20


@pytest.fixture(scope="module")
def long_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    source = tmp_path_factory.mktemp("files")
    issues = "".join(
        f'[[issues]]\nissued = "20{number // 12:02}-{number % 12 + 1:02}"\nlabel = "Số {number}"\n'
        for number in range(ISSUES - READABLE)
    )
    (source / "bao.toml").write_text(f'title = "Báo bản"\nkind = "periodical"\n{issues}', "utf-8")
    for number in range(READABLE):
        (source / f"so-{number}.toml").write_text(
            f'title = "Số Tết {number}"\nkind = "document"\nissue_of = "Báo bản"\nissued = "2025-0{number + 1}-01"\n'
            '[[copies]]\nholder = "Thư viện"\n',
            "utf-8",
        )
    for first in range(0, SUBJECTS, 10):
        words = ", ".join(f'"đề tài {number:03}"' for number in range(first, first + 10))
        (source / f"tl-{first}.toml").write_text(
            f'title = "Tài liệu {first}"\nkind = "document"\n[[copies]]\nholder = "Thư viện"\n'
            f"[subjects]\nkeywords = [{words}]\n",
            "utf-8",
        )
    box = open_box(tmp_path_factory.mktemp("data"))
    with Worker() as worker:
        report = Accession(box.library, worker=worker, now=box.clock.now()).add([Path(source)])
    assert not report.refused, report.refused
    yield box
    box.library.close()


def pick(page: str, where: str) -> list[Any]:
    """What an XPath expression finds on a page."""
    found = html.document_fromstring(page).xpath(where)
    assert isinstance(found, list)
    return found


def through(box: Box, address: str, rows: str) -> list[list[str]]:
    """The rows of every page of a list, as its own links lead through it."""
    found = []
    while address:
        page = box.get(address).text
        found.append([one.text_content() for one in pick(page, rows)])
        after = pick(page, "//nav[@class='doi']/a[contains(@class, 'chinh')]/@href")
        address = str(after[0]) if after else ""
    return found


def test_issues_of_a_newspaper_come_by_pages_newest_first(long_box: Box) -> None:
    path = long_box.path("Báo bản", "bao")
    found = through(long_box, path, "//section[@id='cac-so']//li")
    assert [len(page) for page in found] == [PAGE_SIZE, PAGE_SIZE, 5]
    assert "01/03/2025" in found[0][0]
    assert "Số 0" in found[-1][-1]
    assert len({row for page in found for row in page}) == ISSUES
    assert long_box.get(f"{path}?trang=4").status_code == 404


def test_issues_that_can_be_opened_lead_to_their_own_pages(long_box: Box) -> None:
    page = long_box.get(long_box.path("Báo bản", "bao")).text
    links = pick(page, "//section[@id='cac-so']//li//a/@href")
    assert len(links) == READABLE
    assert all("Số Tết" in long_box.get(link).text for link in links)


def test_every_subject_is_on_some_page(long_box: Box) -> None:
    found = through(long_box, "/duyet/de-tai", "//ul[contains(@class, 'hang')]/li//b")
    assert [len(page) for page in found] == [CHOICES_ON_A_PAGE, SUBJECTS - CHOICES_ON_A_PAGE]
    assert len({row for page in found for row in page}) == SUBJECTS
    assert long_box.get("/duyet/de-tai?trang=3").status_code == 404
