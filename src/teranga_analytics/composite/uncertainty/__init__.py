"""Uncertainty of an index: what may vary as data, replications in batches, and what they say."""
