"""A task ledger for the annual work plans of Chinese county governments."""

__version__ = "0.1.0"
