"""The brief of three pairs, from reports to files: every number opens, each is about its own."""

import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from lxml import html
from rich.console import Console

from tocsin import pipeline, tell
from tocsin.assess import load_ontology
from tocsin.model.gazetteer import load_gazetteer
from tocsin.pipeline.base import Intake, Request, Silence
from tocsin.pipeline.output import write_answer
from tocsin.settings import load_settings
from tocsin.store import open_ledger
from tocsin.tell.brief.pieces import Desk

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).parents[2] / "examples"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PAIRS = {
    "RUS-PRK": ("reference/demo.md", "USA,KOR"),
    "TUR-AZE": ("ankara-baku", "ARM,IRN"),
    "SAU-IRN": ("riyadh-tehran", "ISR,ARE"),
}
# Words of the reference case; states are added by name.
REFERENCE = ("Kim Jong", "Putin", "Pyongyang", "Seoul", "shell", "submarine", "Vladivostok")


@dataclass(frozen=True)
class Made:
    """A brief in two formats, what it was made from, and the ledger that opens its numbers."""

    view: tell.BriefInput
    page: html.HtmlElement
    markdown: str
    store: str
    sources: str


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a function that makes the brief of a pair, once."""
    folder, known = tmp_path_factory.mktemp("briefs"), {}

    def make(pair):
        if pair not in known:
            known[pair] = _made(pair, folder)
        return known[pair]

    return make


def _made(pair, folder):
    """Return the brief of a pair as the commands write it."""
    name, whom = PAIRS[pair]
    store, out = str(folder / f"{pair}.sqlite"), folder / f"{pair}.html"
    settings = load_settings({"store": store, "draws": 200, "reader": "fast"})
    source = EXAMPLES / name
    request = Request(
        intake=Intake(sources=(str(source),)), dyad=pair, stakeholders=whom, out=out
    )
    view = pipeline.answer(request, settings=settings, watcher=Silence())
    paths = sorted(source.glob("*.md")) if source.is_dir() else [source]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    page = html.fromstring(out.read_text(encoding="utf-8"))
    return Made(view, page, tell.render_markdown(view), store, text)


def test_every_id_of_a_number_is_opened_by_a_later_process(made):
    brief = made("RUS-PRK")
    refs = {ref for refs in brief.page.xpath("//@data-figure") for ref in refs.split()}
    refs |= set(re.findall(r"\]\(#fig-([^)]+)\)", brief.markdown))
    assert len(refs) > 80
    with open_ledger(brief.store, create=False) as ledger:
        assert {ledger.find(ref).value.id for ref in refs} == refs


@pytest.mark.parametrize("pair", PAIRS)
def test_every_number_of_our_own_carries_an_id(made, untraced, pair):
    brief = made(pair)
    desk = Desk(brief.view)
    assert untraced.html(brief.page, desk.known) == []
    assert untraced.markdown(brief.markdown, desk.known, set(desk.labels.values())) == []


@pytest.mark.parametrize("pair", PAIRS)
def test_the_bottom_line_has_at_most_forty_words_and_the_front_all_its_parts(made, pair):
    page = made(pair).page
    line = page.xpath("//section[@id='bottom']/p")[0].text_content()
    assert len(line.split()) <= 40
    assert 3 <= len(page.xpath("//section[@id='key']//li")) <= 5
    assert len(page.xpath("//section[@id='concern']//ul/li")) == 2
    for key in ("concern", "exchange", "scenarios"):
        assert page.xpath(f"//main/section[@id='{key}']//svg"), key
    assert page.xpath("//section[@id='change']//tr")


@pytest.mark.parametrize("pair", ["TUR-AZE", "SAU-IRN"])
def test_another_pair_has_no_word_channel_or_stakeholder_of_the_reference_case(made, pair):
    brief, reference = made(pair), made("RUS-PRK").view
    text = f"{brief.page.text_content()}\n{brief.markdown}"
    states = {load_gazetteer().name_of(one) for one in ("RUS", "PRK", "KOR", "UKR", "CHN")}
    for word in (*REFERENCE, *states):
        if word.lower() not in brief.sources.lower():
            assert word.lower() not in text.lower(), word
    mine = {one.id for one in brief.view.assessment.judgements}
    assert mine.isdisjoint(one.id for one in reference.assessment.judgements)


@pytest.mark.heavy
@pytest.mark.parametrize("pair", ["TUR-AZE", "SAU-IRN"])
def test_no_other_format_and_no_reason_has_words_of_the_reference_case(made, pair, tmp_path):
    """The terminal, PDF, DOCX, and what `tocsin why` tells of every number."""
    brief, reference = made(pair), made("RUS-PRK").view
    texts = [_terminal(brief.view), _of_pdf(brief.view, tmp_path), _of_docx(brief.view)]
    texts += [_told(figure) for figure in brief.view.assessment.figures]
    names = {
        load_gazetteer().name_of(one) for one in ("RUS", "PRK", "KOR", "UKR", "CHN", "USA")
    }
    channels = load_ontology().channels.channels
    mine = {one.channel for one in brief.view.assessment.judgements}
    labels = {
        channels[one.channel].label
        for one in reference.assessment.judgements
        if one.channel not in mine
    }
    assert labels
    own = brief.sources.lower()
    for word in (*REFERENCE, *names, *labels):
        if word.lower() not in own:
            assert [text for text in texts if word.lower() in text.lower()] == [], word


def _terminal(view):
    out = io.StringIO()
    tell.render_terminal(view, Console(file=out, width=100, color_system=None))
    return " ".join(out.getvalue().split())


def _of_pdf(view, folder):
    path = folder / "brief.pdf"
    write_answer(view, path)
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _of_docx(view):
    with zipfile.ZipFile(io.BytesIO(tell.render_docx(view))) as file:
        return re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode())


def _told(figure):
    return " ".join((figure.label, figure.method, *figure.steps, *figure.rows))


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.heavy
@pytest.mark.parametrize("pair", PAIRS)
def test_brief_keeps_what_a_browser_and_a_screen_reader_need(made, pair, tmp_path):
    """With TOCSIN_AXE, the path of axe.min.js, accessibility is checked as well."""
    path = Path(__file__).parents[2] / "scripts" / "validate_brief.py"
    spec = importlib.util.spec_from_file_location("validate_brief", path)
    validate = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(validate)
    page = tmp_path / "brief.html"
    page.write_text(tell.render_html(made(pair).view), encoding="utf-8")
    axe = os.environ.get("TOCSIN_AXE")
    found = validate.check_brief(page, chromium=CHROMIUM, axe=Path(axe) if axe else None)
    assert found.faults == []
    # The harness finds what is wrong.
    bad = tmp_path / "bad.html"
    text = page.read_text(encoding="utf-8")
    bad.write_text(
        re.sub(r"<meta http-equiv[^>]*>", "", text).replace(
            "</body>",
            "<img src='http://127.0.0.1:9/x.png' alt=''><p style='width:900px'>wide</p>"
            "<script>document.body.append('more')</script></body>",
        ),
        encoding="utf-8",
    )
    faults = " ".join(validate.check_brief(bad, chromium=CHROMIUM).faults)
    for word in ("asks for http://127.0.0.1:9/x.png", "without scripts", "at 320 pixels"):
        assert word in faults


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_the_first_page_of_the_brief_prints_on_one_sheet(made, tmp_path):
    page = tmp_path / "brief.html"
    page.write_text(tell.render_html(made("RUS-PRK").view), encoding="utf-8")
    out = tmp_path / "brief.pdf"
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={out}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    first, second = pypdf.PdfReader(out).pages[:2]
    assert "WHAT WOULD CHANGE OUR MIND" in first.extract_text().upper()
    assert second.extract_text().upper().startswith("ANNEX")
