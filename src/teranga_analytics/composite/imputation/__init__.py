"""Imputation: missing cells are filled in, and flagged for ever after."""
