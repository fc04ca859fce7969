"""Turn what is known into numbers that a person can read."""
