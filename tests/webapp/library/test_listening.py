"""Guards what is said where the pages cannot be opened: an address that is wrong is not taken for a port in use."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.commands.exits import Exit
from tusach import main


def serve(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--data-dir", str(data), "serve", *words])


@pytest.mark.parametrize("host", ["192.0.2.7", "300.1.1.1"])  # RFC 5737: no machine has it; and no address at all
def test_address_that_the_machine_has_not_is_told_as_such(tmp_path: Path, host: str) -> None:
    result = serve(tmp_path / "data", "--host", host, "--port", "0")
    assert result.exit_code == Exit.USAGE
    assert f"Máy này không có địa chỉ “{host}”." in result.stderr
    assert "--port" not in result.stderr


def test_port_in_use_is_told_as_such(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = serve(tmp_path / "data", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == Exit.USAGE
    assert "Chọn cổng khác bằng --port." in result.stderr
