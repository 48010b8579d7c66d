"""The pipeline of an index as data: declared steps, checked before they run, hashed, replayed."""
