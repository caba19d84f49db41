from hypothesis import settings

# A busy machine is no failure: time is measured by the benchmarks, not here.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
