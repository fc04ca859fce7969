"""Another model behind a name is noticed, once and for sure."""

import random

from wayfare.routing.served import STREAK, Served


def noted(models, served=None, first=0):
    served = served or Served()
    for place, model in enumerate(models):
        served.note("arm", model, float(first + place))
    return served


def changes(served):
    return [(each.since, each.model) for each in served.changes]


def test_one_that_goes_on_answering_is_noticed_from_its_first_answer():
    served = noted(["x-1"] * 30 + ["x-2"] * (STREAK - 1))
    assert changes(served) == []
    served.note("arm", "x-2", 100.0)
    assert changes(served) == [(30.0, "x-2")]
    assert changes(noted(["x-2"] * 100, served, 101)) == [(30.0, "x-2")]


def test_going_back_is_a_change_too():
    models = ["x-1"] * 5 + ["x-2"] * STREAK + ["x-1"] * STREAK
    assert changes(noted(models)) == [(5.0, "x-2"), (5.0 + STREAK, "x-1")]


def test_two_models_that_share_a_name_are_no_change():
    rng = random.Random(3)
    assert changes(noted([rng.choice(["x-1", "x-2"]) for _ in range(3_000)])) == []


def test_a_few_others_between_do_no_harm():
    models = (["x-1"] * 10 + ["x-2"] * (STREAK - 1)) * 5
    assert changes(noted(models)) == []


def test_an_answer_counts_once_and_none_that_is_older_than_another():
    served = noted(["x-1"] * 50)
    for _ in range(STREAK):
        served.note("arm", "x-2", 60.0)  # many outcomes of one answer
    for at in range(STREAK):
        served.note("arm", "x-0", float(at))  # outcomes that come late
    assert changes(served) == []


def test_deployments_are_told_apart():
    served = noted(["x-1"] * STREAK)
    for at in range(STREAK):
        served.note("other", "x-2", 100.0 + at)
    assert changes(served) == []


def test_it_goes_on_where_it_was_kept():
    models = ["x-1"] * 30 + ["x-2"] * STREAK + ["x-3"] * STREAK
    whole = noted(models)
    for cut in (10, 35, 60):
        part = noted(models[:cut])
        again = noted(models[cut:], Served(part.kept, part.changes), cut)
        assert (again.kept, again.changes) == (whole.kept, whole.changes)
