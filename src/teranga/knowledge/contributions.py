"""What knowledge adds to shared places."""
