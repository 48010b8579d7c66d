"""What questionnaires add to shared places."""
