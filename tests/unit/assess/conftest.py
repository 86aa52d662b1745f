"""The two hand-coded cases, loaded by path, and their assessments."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tocsin.assess.ontology import load_ontology
from tocsin.assess.ranges import Sampler


def load_cases() -> ModuleType:
    path = Path(__file__).with_name("cases.py")
    spec = importlib.util.spec_from_file_location("assess_cases", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def cases():
    return load_cases()


@pytest.fixture(scope="session")
def record():
    """Give what builds a record in memory: `record.Record`, `record.series`, `record.covers`."""
    path = Path(__file__).parents[1] / "measure" / "conftest.py"
    spec = importlib.util.spec_from_file_location("measure_conftest", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def answer(cases):
    return cases.run(cases.reference())


@pytest.fixture(scope="session")
def gulf_answer(cases):
    return cases.run(cases.gulf(), cases.inquiry("SAU IRN", "ISR USA"))


@pytest.fixture(scope="session")
def ontology():
    return load_ontology()


@pytest.fixture
def sampler():
    return Sampler(np.random.default_rng(0), 2000)
