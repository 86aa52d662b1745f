"""The brief of three pairs, from reports to files: every number opens, each is about its own."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from lxml import html

from tocsin import pipeline, tell
from tocsin.model.gazetteer import load_gazetteer
from tocsin.pipeline.base import Intake, Request, Silence
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
