"""OpenAI's Responses, as the scripted provider speaks them."""
