"""What an owner may set, and how it is read."""
