"""Say what the log shows, and how sure that is."""
