"""What policy indices add to shared places."""
