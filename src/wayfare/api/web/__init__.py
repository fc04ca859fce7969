"""Our own endpoints, below /api/: what people manage, in a browser or by a program."""
