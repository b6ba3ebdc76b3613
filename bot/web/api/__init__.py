"""The API under /v1: JSON and server-sent events for pages and servers of other people."""
