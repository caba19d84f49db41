"""The demonstration: a cohort with a history, produced through the platform's own commands."""
