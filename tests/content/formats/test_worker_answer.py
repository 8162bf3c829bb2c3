"""Guards the answer of the limited worker: whoever took over a reader can say what he likes and is not believed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.formats._worker_answer import Answer, AnswerError, encoded_answer, read_answer
from content.formats.reading import Refusal
from tests.content.formats.limited import LIMITS, Grant, refused
from tests.content.formats.worker_readers import plain_extract

LIES = [
    "extract['unknown'] = 1",
    "extract.pop('kind')",
    "extract['kind'] = 'weapon'",
    "extract['description']['title'] = 7",
    "extract['description']['title'] = 'x' * (5 << 20)",
    "extract['media_type'] = '<script>'",
    "extract['parts'][0]['number'] = 2",
    "extract['parts'][0]['number'] = '1'",
    "extract['parts'][0]['characters'] = -1",
    "extract['parts'][0]['characters'] = True",
    "extract['parts'][0]['width'] = 10 ** 9",
    "extract['parts'][0]['width'] = 10 ** 400",
    "extract['parts'][0]['file'] = '/etc/passwd'",
    "extract['parts'][0]['file'] = '../wish.txt'",
    "extract['parts'][0]['file'] = 'none.html'",
    "extract['parts'][0]['file'] = 'result.json'",
    "extract['parts'][0]['file'] = ''",
    "extract['parts'][0]['style'] = 'none.css'",
    "extract['parts'] *= 20_000",
    "extract['contents'][0]['part'] = 2",
    "extract['start']['part'] = 2",
    "extract['start']['part'] = 0",
    "extract['contents'][0]['depth'] = -1",
    "extract['caveats'] = ['left-out', 'left-out']",
    "extract['caveats'] = ['all is well']",
    "extract['passages'][0]['part'] = 0",
    "extract['cover'] = 'none.png'",
    "extract['resources'] *= 2",
    "extract['resources'][0]['name'] = '../../../x'",
    "extract['resources'][0]['name'] = '0' * 16 + '.png'",
    "extract['resources'][0]['media_type'] = 'text/html\\r\\nx: y'",
    "extract['resources'][0]['file'] = '/etc/passwd'",
    "answer['extract'] = None",
    "answer['refusal'] = 'damaged'",
    "answer.clear(); answer['x'] = {}",
    "answer['extract'] = 'text'",
    "Path('1.html').unlink(); Path('1.html').mkdir()",
    "Path('1.html').unlink()",
]


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_lies_is_not_believed(grant: Grant, lie: str) -> None:
    error = refused(grant, f"answer {lie}")
    assert error.refusal == Refusal.WORKER_DIED
    assert "not sound" in error.detail


def test_an_answer_that_does_not_lie_is_believed_by_the_same_way(grant: Grant) -> None:
    assert grant("answer pass").description.title == "Sách thử"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '{"extract": NaN}', "\ud800"])
def test_an_answer_that_is_none_is_not_believed(grant: Grant, text: str) -> None:
    lie = f"(scratch / 'result.json').write_text({text!r}, errors='replace'); os._exit(0)"
    assert "not sound" in refused(grant, f"answer {lie}").detail


def test_no_link_is_followed_out_of_the_scratch_folder(tmp_path: Path) -> None:
    """Where the kernel does not bar links, the check of the answer does."""
    secret = tmp_path / "secret"
    secret.write_text("<p>key</p>", encoding="utf-8")
    for link in (Path.symlink_to, Path.hardlink_to):
        scratch = tmp_path / link.__name__
        scratch.mkdir()
        extract = plain_extract(scratch)
        (scratch / "1.html").unlink()
        link(scratch / "1.html", secret)
        (scratch / "result.json").write_bytes(encoded_answer(Answer(extract=extract)))
        with pytest.raises(AnswerError, match="plain file"):
            read_answer(scratch, LIMITS)
        (scratch / "result.json").unlink(missing_ok=True)
        link(scratch / "result.json", secret)
        with pytest.raises(AnswerError):
            read_answer(scratch, LIMITS)


def test_an_extract_survives_the_way_through_the_answer(tmp_path: Path) -> None:
    extract = replace(plain_extract(tmp_path), notes=("\u2028 ' \" \\ \x00 é 📚",))
    (tmp_path / "result.json").write_bytes(encoded_answer(Answer(extract=extract)))
    assert read_answer(tmp_path, LIMITS).extract == extract
