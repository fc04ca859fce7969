"""Compare models on the questions that somebody brought in: a job of the server."""
