"""The first page as Chromium prints it: one sheet, with room and in a crowd."""

import shutil
import subprocess

import pypdf
import pytest

from tocsin.tell.brief.html import render_html

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]


@pytest.mark.parametrize("name", ["full", "crowded", "hostile_full"])
def test_the_annex_begins_on_the_second_sheet(request, tmp_path, name):
    page, out = tmp_path / "brief.html", tmp_path / "brief.pdf"
    page.write_text(render_html(request.getfixturevalue(name)), encoding="utf-8")
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={out}", page.as_uri()],
        check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    first, second = pypdf.PdfReader(out).pages[:2]
    assert "WHAT WOULD CHANGE OUR MIND" in first.extract_text().upper()
    assert second.extract_text().upper().startswith("ANNEX")
