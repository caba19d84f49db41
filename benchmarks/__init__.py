"""What the platform costs, as figures that can be measured again: `python -m benchmarks`."""
