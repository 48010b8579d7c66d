"""The kinds of step of a pipeline, one per module."""
