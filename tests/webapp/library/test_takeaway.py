"""Guards what is taken home: one file with everything in it, its size told before, and only where rights allow."""

from __future__ import annotations

import base64
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from appliance.making import HomePictureMaker
from content.accession import Accession
from content.formats.worker import Worker
from content.holdings import AS_IT_IS
from tests.epubs import make_epub, png, prose
from tests.webapp.library.conftest import Box, FixedClock, metadata, open_box
from webapp.shell.headers import HOME_COPY_POLICY

LARGE = '<item id="l" href="l.png" media-type="image/png"/><item id="s" href="s.png" media-type="image/png"/>'


@pytest.fixture
def pictured(filled: Path, tmp_path: Path) -> Iterator[Box]:
    """The library with one more book, which has a large and a small picture."""
    shutil.copytree(filled, tmp_path / "data")
    noise = io.BytesIO()
    Image.effect_noise((900, 600), 80).save(noise, "PNG")
    assert noise.tell() > AS_IT_IS
    make_epub(
        tmp_path / "hinh.epub",
        chapters=[
            f'<h1 id="a">Một</h1><p><img src="l.png" alt="Con trâu"/> {prose(1)} <a href="c2.xhtml#b">Hai</a></p>',
            f'<h1>Hai</h1><p id="b">{prose(2)} <img src="s.png" alt="Chấm"/></p>',
        ],
        metadata=metadata("Sách có hình", "Lò Thị Mai"),
        manifest_extra=LARGE,
        replace={"OEBPS/l.png": noise.getvalue(), "OEBPS/s.png": png(40, 30)},
    )
    box = open_box(tmp_path / "data")
    with Worker() as worker:
        assert not Accession(box.library, worker=worker, now=FixedClock().now()).add([tmp_path / "hinh.epub"]).refused
    yield box
    box.close()


def small_pictures(box: Box) -> None:
    maker = HomePictureMaker()
    while maker.catch_up(box.library, now=FixedClock().now()):
        pass


def test_whole_book_is_one_file_that_asks_for_nothing(pictured: Box) -> None:
    small_pictures(pictured)
    path = pictured.path("Sách có hình")
    answer = pictured.get(f"{path}/mang-ve/het.html")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.headers["Content-Security-Policy"] == HOME_COPY_POLICY
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Sach co hinh.html"')
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert not re.search(r'(?:src|href)="(?!data:|#)', answer.text)
    tree = html.fromstring(answer.text)
    assert tree.xpath("//h1/text()") == ["Sách có hình", "Một", "Hai"]
    large, little = (base64.b64decode(source.partition(",")[2]) for source in tree.xpath("//img/@src"))
    assert max(Image.open(io.BytesIO(large)).size) <= 480
    assert Image.open(io.BytesIO(little)).size == (40, 30)
    (leads,) = tree.xpath("//section[@id='p1']//a/@href")
    assert tree.xpath(f"//section[@id='p2']//*[@id='{leads[1:]}']")
    assert "Lấy từ Tủ sách xã Mường Lạn." in tree.text_content()


def test_size_is_told_before(pictured: Box) -> None:
    path = pictured.path("Sách có hình")
    assert "1 hình chưa có trong tệp." in pictured.get(f"{path}/mang-ve").text
    small_pictures(pictured)
    page = pictured.get(f"{path}/mang-ve").text
    size = len(pictured.get(f"{path}/mang-ve/het.html").data)
    assert "hình chưa có" not in page
    assert f"{size / 1e6:.1f}".replace(".", ",") in page
    assert f'href="{path}/mang-ve/het.html"' in page
    assert "1 picture is not" not in pictured.get(f"/en{path}/mang-ve").text


def test_one_part_is_taken_alone(pictured: Box) -> None:
    path = pictured.path("Sách có hình")
    page = pictured.get(f"{path}/mang-ve/2").text
    assert f'href="{path}/mang-ve/2.html"' in page
    assert f'href="{path}/mang-ve"' in page
    tree = html.fromstring(pictured.get(f"{path}/mang-ve/2.html").text)
    assert tree.xpath("//h1/text()") == ["Sách có hình", "Hai"]
    assert not tree.xpath("//nav")


def test_unchanged_file_is_not_sent_again(pictured: Box) -> None:
    address = f"{pictured.path('Sách có hình')}/mang-ve/het.html"
    first = pictured.get(address)
    assert pictured.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    head = pictured.client.head(address)
    assert (head.data, head.headers["Content-Length"]) == (b"", first.headers["Content-Length"])
    small_pictures(pictured)
    assert pictured.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert not [one.name for one in pictured.library.run.iterdir() if one.name.startswith("tmp")]


def test_record_and_part_lead_there(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    assert f'href="{path}/mang-ve"' in box.get(path).text
    assert f'href="{path}/mang-ve/2"' in box.get(f"{path}/2").text


@pytest.mark.parametrize(
    "address",
    ["{Sách thuê}/mang-ve", "{Sách thuê}/mang-ve/het.html", "{Sách thuê}/mang-ve/1.html",
     "{Luật Đất đai, bản in}/mang-ve", "{Truyện tranh}/mang-ve", "{Mùa hoa ban}/mang-ve/99",
     "{Mùa hoa ban}/mang-ve/99.html"],
)  # fmt: skip
def test_what_may_not_leave_or_is_no_text_is_not_there(box: Box, address: str) -> None:
    title, _, rest = address[1:].partition("}")
    assert box.get(box.path(title) + rest).status_code == 404
    assert "mang-ve" not in box.get(box.path("Sách thuê")).text
    assert "mang-ve" not in box.get(f"{box.path('Sách thuê')}/1").text


def test_from_within_an_app_the_page_says_how_to_open_a_browser(box: Box) -> None:
    agent = "Mozilla/5.0 (Linux; Android 12; wv) AppleWebKit/537.36 Version/4.0 Chrome/120.0 Mobile Safari/537.36 Zalo"
    path = box.path("Mùa hoa ban")
    assert "Mở bằng trình duyệt" in box.get(f"{path}/mang-ve", headers={"User-Agent": agent}).text
    assert "Mở bằng trình duyệt" not in box.get(f"{path}/mang-ve").text
