"""One address for all your models. Importing this package starts nothing."""

__version__ = "0.1.0"
