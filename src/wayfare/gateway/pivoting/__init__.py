"""The pivot: a question is asked in another language, and its answer brought back."""
