import fsrs
import pytest

from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, FSRS_6, ParameterSet


def test_the_default_is_what_the_authors_publish() -> None:
    assert fsrs.Scheduler().parameters == DEFAULT_PARAMETERS.numbers


@pytest.mark.parametrize(("model", "count"), [(FSRS_6, 20), (FSRS_6, 22), ("fsrs-5", 21), ("", 0)])
def test_numbers_of_no_known_model_are_refused(model: str, count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} parameters"):
        ParameterSet(2, model, (0.5,) * count)
