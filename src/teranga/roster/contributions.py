"""What the expert roster adds to shared places."""
