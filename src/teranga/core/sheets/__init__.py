"""Imports of sheets: read, rehearsed, applied as a whole, undone as a whole.

An app says which columns it knows, what a row would write and how that is put back.
"""
