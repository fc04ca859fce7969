"""The embedded local models: their weights and the children that run them."""
