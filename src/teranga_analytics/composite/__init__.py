"""Composite indices: from a table of indicators and a framework to scores anyone can check."""
