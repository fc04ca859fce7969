"""Who may do what: users, projects, keys, sessions, and the providers' keys."""
