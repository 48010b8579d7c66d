"""Figures of an index as SVG text: readable by people, by screen readers and in one colour.

Every function returns a `Figure`: the SVG, its text alternative, and the table it shows. Only
presentation attributes and classes are used, never ``style``, so that a page with a strict content
security policy may embed the figure and a style sheet may dress it.
"""
