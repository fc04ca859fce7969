"""The OpenAPI document of the whole HTTP face, made from one table of operations."""
