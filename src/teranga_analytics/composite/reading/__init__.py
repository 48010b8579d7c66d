"""Readers: files of several conventions become a dataset and a framework."""
