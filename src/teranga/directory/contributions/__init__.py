"""What the directory adds to shared places: its entries, and what the mapping makes of answers."""

from teranga.directory.contributions import entries, mapping

__all__ = ["entries", "mapping"]
