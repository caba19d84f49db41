from benchmarks.measuring.targets import Target


def test_a_miss_is_what_chance_cannot_explain():
    assert Target("FC", 0.12, 0.11, error=0.0).is_missed
    assert not Target("FC", 0.12, 0.11, error=0.01).is_missed
    assert Target("FC", 0.14, 0.11, error=0.01).is_missed
