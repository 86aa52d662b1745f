"""How tight the first page is set, and which densities the style knows."""

import re
from dataclasses import replace
from importlib import resources

from tocsin.tell.brief.describe import describe
from tocsin.tell.brief.fitting import SCALES, density_of
from tocsin.tell.brief.parts import Paragraph, Picture, Section
from tocsin.tell.brief.pieces import plain


def test_a_usual_page_keeps_its_size_and_a_crowd_is_set_smaller(full, crowded):
    assert describe(full).density <= 1
    assert 2 <= describe(crowded).density < len(SCALES)


def test_more_text_never_makes_a_page_larger(full):
    front = describe(full).front
    found = []
    for times in range(1, 40, 6):
        more = Section(
            "bottom", plain("Bottom line"), (Paragraph(plain("word " * 60 * times)),)
        )
        found.append(density_of(plain("title"), (more, *front[1:])))
    assert found == sorted(found)
    assert found[-1] == len(SCALES) - 1


def test_a_picture_without_a_size_takes_no_room(full):
    section = Section("key", plain("x"), (Picture("<svg/>", "a", "b"),))
    assert density_of(plain("title"), (section,)) == 0


def test_the_style_sets_every_density(full):
    style = (resources.files("tocsin.tell.brief") / "templates/style.css").read_text("utf-8")
    zooms = re.findall(r"\.density-(\d) [^{]*\{ zoom: (\.\d+); \}", style)
    assert [(int(place), float(scale)) for place, scale in zooms] == [
        (place, scale) for place, scale in enumerate(SCALES) if place
    ]  # fmt: skip
    assert replace(describe(full), density=3).density == 3
