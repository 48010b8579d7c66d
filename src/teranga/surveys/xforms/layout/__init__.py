"""The page of a form: what the engine in the browser needs to show it and to keep its answers."""

from teranga.surveys.xforms.layout.web_form import WebForm, lay_out

__all__ = ["WebForm", "lay_out"]
