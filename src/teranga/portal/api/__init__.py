"""The read API: one mount for the endpoints of every app, one description, one page for people."""
