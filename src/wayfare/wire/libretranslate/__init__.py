"""LibreTranslate, towards translation servers."""
