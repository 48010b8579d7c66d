"""Weighting methods, one file each, returning `contract.Weights` or a record of the same shape."""
