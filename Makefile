PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TESTS ?= not proof
WHERE ?= tests
export PREFECT_HOME ?= $(abspath $(VENV))/prefect
export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help setup setup-develop recipes superset demo test proof check lint types house audit bom picture docs vendored lock clean

help:
	@echo "make demo     set everything up and run the job on the sample descriptions"
	@echo "make test     set everything up and run the tests"
	@echo "make check    what CI runs: linter, types, contracts of the house, audit, tests, demo"
	@echo "make proof    hold hundreds of generated documents against their known truth"
	@echo "make recipes  install the tools of docs/recipes.md, for their tests"
	@echo "make superset install Superset as docs/recipes.md says and test its recipe"
	@echo "make audit    ask whether a vulnerability is known of what is installed"
	@echo "make bom      write the software bill of materials: var/bom.json (CycloneDX)"
	@echo "make docs     build the documentation site: var/site/index.html"
	@echo "make vendored make the explorer's DuckDB anew of npm's packages"
	@echo "make lock     compile the requirements anew; make picture: the README's picture"

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/prefect server database upgrade -y >/dev/null
	@touch $@

$(VENV)/develop.stamp: $(VENV)/runtime.stamp requirements/develop.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/develop.txt
	@touch $@

# In an environment of their own: what they need does not go with what the project needs.
.venv-recipes/recipes.stamp: requirements/recipes.txt | $(VENV)/develop.stamp
	$(PYTHON) -m venv --without-pip .venv-recipes
	$(BIN)/uv pip install --quiet --require-hashes --python .venv-recipes/bin/python -r requirements/recipes.txt
	@touch $@

# As docs/recipes.md says, and its test. CI leaves it out: 860 MB.
superset: setup-develop
	mkdir -p var/superset
	$(BIN)/python -c "from tests.recipes.page import code; print(code('Superset', 'sh')[0])" | (cd var/superset && bash -eu)
	HANKEVARASTO_SUPERSET=$(CURDIR)/var/superset/superset $(BIN)/pytest -q tests/recipes/test_superset.py

setup: $(VENV)/runtime.stamp
setup-develop: $(VENV)/develop.stamp
recipes: .venv-recipes/recipes.stamp

demo: setup
	@$(BIN)/python -m flows.demo

# In the order of the folders: those with few and long tests are begun first.
test: setup-develop
	$(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder -m "$(TESTS)" $(WHERE)

proof:
	$(MAKE) test TESTS=proof

lint: setup-develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --disable-progress-bar warehouse schemas reports

types: setup-develop
	$(BIN)/mypy

house: setup-develop
	$(BIN)/lint-imports

# Says so and goes on where the advisory service cannot be reached.
audit: setup-develop
	@$(BIN)/python requirements/audit.py requirements/runtime.txt

bom: setup-develop
	@mkdir -p var
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements requirements/runtime.txt --pyproject pyproject.toml --mc-type application --output-reproducible --of JSON -o var/bom.json
	@$(BIN)/python requirements/add_vendored.py var/bom.json

docs: setup-develop
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "documentation  $(CURDIR)/var/site/index.html"

check: lint types house audit bom recipes test demo

# Needs Debian's chromium; only for the README.
picture: demo
	$(BIN)/hankevarasto report --home var/demo --lang en --out var/picture >/dev/null
	chromium --headless --no-sandbox --disable-gpu --disable-background-networking \
	  --hide-scrollbars --user-data-dir=$$(mktemp -d) --window-size=1100,1000 \
	  --screenshot=docs/images/report.png file://$(CURDIR)/var/picture/index.html

# Needs Node.js 20 with npm. The same versions give the same bytes.
vendored:
	cd reports/explorer/console/vendored && npm ci --silent --ignore-scripts --no-audit --no-fund \
	  && node build.js && rm -rf node_modules

lock: setup-develop
	cd requirements && for name in runtime develop recipes; do \
	  ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	    --no-emit-index-url --no-annotate --no-header $$name.in -o $$name.txt || exit 1; \
	  ../$(BIN)/python plain_pins.py <$$name.txt >$$name.part && mv $$name.part $$name.txt || exit 1; done

clean:
	rm -rf $(VENV) .venv-recipes var
