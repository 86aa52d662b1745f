"""Views that exports start from."""

from dataclasses import replace

import pytest

from tocsin.model.assessment import Rivals


@pytest.fixture
def bare(view):
    """Return an assessment without claims, documents, concern or rivals."""
    judgements = tuple(
        replace(one, claims=(), against=(), reasons=(), confidence="not stated")
        for one in view.assessment.judgements
    )
    assessment = replace(
        view.assessment,
        judgements=judgements,
        concern=(),
        hypotheses=Rivals(),
        exchange=(),
        indicators=(),
        figures=(),
        limits=(),
    )
    return replace(view, assessment=assessment, claims={}, stakes={}, documents={})


@pytest.fixture(params=["view", "graded", "hostile", "bare"])
def any_view(request):
    """Return each of the views in turn."""
    return request.getfixturevalue(request.param)
