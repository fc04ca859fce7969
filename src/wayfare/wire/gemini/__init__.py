"""Gemini's generateContent, towards providers."""
