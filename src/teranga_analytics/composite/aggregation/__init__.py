"""Aggregation: from the children of a node to its score, one family of methods per module."""
