"""Gemini's generateContent, as the scripted provider speaks it."""
