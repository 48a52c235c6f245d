# `make play` opens the window, `make test` runs every check. Each sets up what it needs.

RUN = .venv/bin/python -m

.PHONY: help play test check bench
.NOTPARALLEL:

help:
	@echo "make play    open the window"
	@echo "make test    run every check and all tests"
	@echo "make check   run the linters alone"
	@echo "make bench   run the benchmarks"

play:
	@.ci/display
	@.ci/system play
	@.ci/venv play
	@$(RUN) gui

# What is seen and heard in real time is tested alone, everything else on all cores: threads of one
# test would only wait for those of another.
ALONE = OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
REAL_TIME = tests/journeys/window tests/journeys/sound
OTHERS = tests/unit tests/gui tests/contracts tests/journeys/test_training_kill.py

test: check
	$(ALONE) $(RUN) pytest --numprocesses=auto --maxprocesses=4 $(OTHERS)
	$(RUN) pytest -m "not speed" $(REAL_TIME)

check:
	@.ci/system test
	@.ci/venv test
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	.venv/bin/lint-imports

bench:
	@.ci/system test
	@.ci/venv test
	$(RUN) pytest tests/benchmarks --benchmark-enable
	$(RUN) pytest -m speed $(REAL_TIME)
