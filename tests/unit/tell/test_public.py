"""The public face of the stage."""

import subprocess
import sys

import pytest

from tocsin import tell


def test_all_is_sorted_and_every_name_loads():
    assert list(tell.__all__) == sorted(tell.__all__)
    assert all(callable(getattr(tell, name)) for name in tell.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'render_hologram'"):
        tell.render_hologram  # noqa: B018 - the access is what is tested


def test_importing_the_stage_loads_neither_rich_nor_jinja():
    code = "import sys, tocsin.tell; print({'rich', 'jinja2'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "set()"
