"""Guards downloads from within other apps: a gentle hint instead of a file that is lost, and the file all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.webapp.library.conftest import Box
from webapp.shell.in_app import is_in_app

ANDROID = "Mozilla/5.0 (Linux; Android 12; SM-A525F Build/SP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
ZALO = f"{ANDROID} Chrome/120.0.6099.230 Mobile Safari/537.36 Zalo android/12100625 ZaloTheme/light ZaloLanguage/vi"
CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    "agent",
    [
        ZALO,
        ZALO.replace("; wv", "").partition(" Zalo")[0],
        f"{ANDROID} Chrome/120.0 Mobile Safari/537.36",
        f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/460.0]",
        f"{IPHONE} Mobile/15E148",
        "CaptiveNetworkSupport-481.1.2 wispr",
    ],
)
def test_other_apps_are_known(agent: str) -> None:
    assert is_in_app(agent)


@pytest.mark.parametrize(
    "agent",
    [
        CHROME,
        f"{IPHONE} Version/17.4 Mobile/15E148 Safari/604.1",
        f"{ANDROID.replace('; wv', '')} Chrome/112.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/13.0",
        "Mozilla/5.0 (Linux; U; Android 4.4; vi) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534",
        "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
        "KOReader/2024.04",
        "curl/8",
        "",
    ],
)
def test_browsers_and_reading_apps_are_none(agent: str) -> None:
    assert not is_in_app(agent)


def test_named_in_app_browsers_of_the_field_are_known(shared_data: Path) -> None:
    lines = (shared_data / "clients/user_agents_dev.tsv").read_text("utf-8").splitlines()[1:]
    apps = [line.split("\t") for line in lines if "in-app" in line.split("\t")[2]]
    assert len(apps) > 3
    assert [agent for agent, *_ in apps if not is_in_app(agent)] == []
    popular = [line.split("\t")[0] for line in lines if "popularity" in line]
    taken = [agent for agent in popular if is_in_app(agent)]
    assert len(taken) < len(popular) / 20, taken


def test_hint_comes_instead_of_the_file(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    file = f"{path}/tep/M%C3%B9a%20hoa%20ban.epub"
    answer = box.get(file, headers={"User-Agent": ZALO})
    assert (answer.status_code, answer.headers["Location"]) == (302, file.replace("/tep/", "/mo-ngoai/"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    page = box.get(answer.headers["Location"], headers={"User-Agent": ZALO})
    assert page.status_code == 200
    assert "<b>localhost</b>" in page.text
    assert f'href="{file}?van=1"' in page.text
    assert box.get(f"{file}?van=1", headers={"User-Agent": ZALO}).mimetype == "application/epub+zip"
    assert box.get(file, headers={"User-Agent": CHROME}).mimetype == "application/epub+zip"
    assert "Open in a browser" in box.get(f"/en{answer.headers['Location']}").text


def test_hint_is_given_for_nothing_else(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    for address in (path, f"{path}/1", "/", f"{path}/tep/khong-co.epub"):
        assert box.get(address, headers={"User-Agent": ZALO}).status_code == box.get(address).status_code
    assert box.get(f"{box.path('Sách thuê')}/mo-ngoai/thue.epub").status_code == 404
    assert not [event for event in box.events.events if event.address.noun == "outside"]
