"""Dateline: an event map from the news, every pin with its source."""

__version__ = "0.1.0"
