"""Guards: what looks like a fault in outcomes is shown, and not believed until confirmed."""
