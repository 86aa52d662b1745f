# Two commands for a fresh machine: `make demo` and `make test`. Needs Python >= 3.11 with venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DEMO   := examples/reference/demo.md

.PHONY: demo test docs kills check lint types layers lock bench store-bench clean

demo: $(STAMP)
	$(BIN)/tocsin assess $(DEMO) --dyad RUS-PRK --for USA,KOR --out brief.html

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# Byte code is made on all cores; pip makes that of ten thousand modules on one.
$(STAMP): pyproject.toml weights/pyproject.toml requirements/dev.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tocsin needs Python 3.11 or later: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --requirement requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable . --editable ./weights
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib || true
	@touch $@

# The site of this documentation, to be read offline: docs/_build/html/index.html.
docs: $(STAMP)
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html
	$(BIN)/python scripts/check_site.py docs/_build/html

check: $(STAMP)
	scripts/check

lock: $(STAMP)
	scripts/lock

bench: $(STAMP)
	$(BIN)/python benchmarks/gate.py

# Ten million rows of events; PEER names a Python with pandas and pyarrow.
store-bench: $(STAMP)
	$(BIN)/python benchmarks/store/run.py --rows 10000000 $(if $(PEER),--peer-python $(PEER))

# A hundred kills while something is stored, and during ingest; the suite does a few.
kills: $(STAMP)
	TOCSIN_KILLS=100 $(BIN)/python -m pytest tests/unit/store/test_crash.py tests/unit/store/lake/test_lake_crash.py

clean:
	rm -rf $(VENV) docs/_build brief.html
