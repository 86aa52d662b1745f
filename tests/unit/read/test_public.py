"""The face of the stage."""

import subprocess
import sys

from tocsin import read


def test_the_public_names_are_sorted_and_there():
    assert list(read.__all__) == sorted(read.__all__)
    assert all(hasattr(read, name) for name in read.__all__)


def test_reading_a_file_loads_no_parser_and_no_network():
    code = (
        "import sys, tocsin.read as read\n"
        "from tocsin.settings import Settings\n"
        "list(read.read_source('-', settings=Settings(), stdin=b'The end of the talks in Moscow was told to the press of the north.'))\n"
        "heavy = {'trafilatura', 'lxml', 'httpx', 'httpcore', 'pypdf', 'py3langid', 'numpy'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
