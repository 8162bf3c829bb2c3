"""Guards that real files are read: every PDF of the shared data is opened or refused by name; the worker lives on."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.formats.pdf import PdfReader
from content.formats.reading import Caveat, Drawing, Extract, ReadLimits, Refusal, RefusedError
from content.formats.worker import Worker
from content.records import Manner

pytestmark = pytest.mark.shared

READER = ("content.formats.pdf:PdfReader",)
NAMED = {
    *(Refusal.ENCRYPTED, Refusal.DAMAGED, Refusal.NOTHING_TO_READ, Refusal.UNKNOWN_KIND),
    *(Refusal.TOO_SLOW, Refusal.TOO_MUCH_MEMORY),
}
OPENED = {"pdfjs": 0.97, "qpdf": 0.88, "qpdf_fuzz": 0.03, "misc": 0.7, "vi": 1.0}
"""Share of each folder that must open; most of the others is no PDF any more, or needs a password."""
SENTENCES = (
    "Đã có nhiều MRD được xây dựng, cả cho các ứng dụng xử lí đơn ngữ và đa ngữ, với những quan niệm và xuất phát điểm",
    "Theo mô hình này, việc xây dựng một kho từ vựng có thể được làm dần dần, tập trung theo từng khối thông tin.",
    "Chẳng hạn khi tạo câu, nếu vị ngữ là danh từ thì phải dùng là, ngược lại nếu vị ngữ là tính từ thì không cần là",
)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(limits=ReadLimits(seconds=15.0), readers=READER) as started:
        yield started


def files_in(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.is_file())
    assert found, folder
    return found


def check(extract: Extract, folder: Path) -> None:
    """What must hold of every file that was opened."""
    assert extract.parts
    for part in extract.parts:
        assert part.manner is Manner.PAGE
        assert part.page >= 1
        assert part.width >= 1
        assert part.height >= 1
        body = (folder / part.file).read_text(encoding="utf-8")
        assert set(re.findall(r"<[^<>]*>", body)) <= {"<p>", "</p>", "<h2>", "</h2>"}
        assert bool(body) == bool(part.characters)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\ue000-\uf8ff\ufb00-\ufb06]", html.unescape(body))
    assert all(line.title for line in extract.contents)
    assert all(passage.text.strip() and len(passage.text) <= 1_300 for passage in extract.passages)
    assert extract.description.title or Caveat.TITLE_GUESSED in extract.caveats
    assert (Caveat.NO_TEXT in extract.caveats) == (not any(part.characters for part in extract.parts))


@pytest.mark.parametrize("folder", sorted(OPENED))
def test_every_file_is_opened_or_refused_by_name(
    shared_data: Path, tmp_path: Path, worker: Worker, folder: str
) -> None:
    outcomes: Counter[str] = Counter()
    paths = files_in(shared_data / "pdf" / folder)
    for number, path in enumerate(paths):
        scratch = tmp_path / str(number)
        try:
            extract = worker.read(path, scratch)
        except RefusedError as error:
            assert error.refusal in NAMED, f"{path.name}: {error}"  # noqa: PT017
            outcomes[error.refusal] += 1
            continue
        try:
            check(extract, scratch)
        except AssertionError as error:
            raise AssertionError(path.name) from error
        outcomes["opened"] += 1
    assert outcomes["opened"] >= OPENED[folder] * len(paths), outcomes


def test_first_pages_of_odd_files_are_drawn(shared_data: Path, tmp_path: Path, worker: Worker) -> None:
    drawn = 0
    paths = files_in(shared_data / "pdf" / "pdfjs")[::8]
    for number, path in enumerate(paths):
        try:
            picture = worker.draw(path, tmp_path / str(number), Drawing(page=1, width=360, media_type="image/webp"))
        except RefusedError as error:
            assert error.refusal in NAMED, f"{path.name}: {error}"  # noqa: PT017
            continue
        assert 1 <= picture.width <= 360, path.name
        drawn += 1
    assert drawn >= 0.9 * len(paths)


def test_vietnamese_sentences_are_read_whole(shared_data: Path, tmp_path: Path) -> None:
    path = next((shared_data / "pdf" / "vi").glob("uts_2008*"))
    extract = PdfReader().read(path, tmp_path, ReadLimits())
    whole = "\n".join(passage.text for passage in extract.passages)
    assert [sentence in whole for sentence in SENTENCES] == [True] * len(SENTENCES)
    assert extract.description.language == "vi"


def test_rubbish_under_the_pages_of_a_file_is_no_text(shared_data: Path, tmp_path: Path) -> None:
    extract = PdfReader().read(shared_data / "pdf/pdfjs/TAMReview.pdf", tmp_path, ReadLimits())
    assert extract.parts[0].characters > 1_000
    assert Caveat.SOME_WITHOUT_TEXT in extract.caveats
