"""Answers questions of service from a folder of articles, word for word. Knows no items."""
