"""Endpoints that speak OpenAI's wire."""
