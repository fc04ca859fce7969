"""Who serves models: over HTTP, on this machine, or from a script."""
