from teranga.directory.exporters.lists import TYPES, file_response

__all__ = ["TYPES", "file_response"]
