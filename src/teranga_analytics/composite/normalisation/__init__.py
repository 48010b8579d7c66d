"""Normalisation: indicators in their own units become comparable scores."""
