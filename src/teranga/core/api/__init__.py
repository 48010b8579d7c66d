"""What the read API of every app is made of, and the endpoints of the shared tables."""
