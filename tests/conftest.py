"""What holds for all tests."""

import os

# Rules, words and the way around them are tested with the reader that needs no extra; what is
# true of the deep reader is tested where it says so, and the README shows what a user gets.
os.environ["TOCSIN_READER"] = "fast"
