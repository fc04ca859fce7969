"""Turn a question into numbers that near questions share."""
