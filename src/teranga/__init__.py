"""Teranga: the platform of a regional migration-policy cooperation network."""
