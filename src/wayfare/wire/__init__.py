"""Other people's formats, both ways, without any I/O."""
