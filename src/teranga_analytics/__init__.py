"""Pure analytics for migration-policy cooperation: arrays in, dataclasses out."""
