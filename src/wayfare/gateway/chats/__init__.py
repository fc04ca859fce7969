"""Conversations of the page: kept by the server, answered by runs that belong to it."""
