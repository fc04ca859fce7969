"""What is told of requests to those who run Wayfare: figures, traces, lines."""
