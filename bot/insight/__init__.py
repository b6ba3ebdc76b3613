"""What happened in the talks, as figures: rows -> figures -> panels. Knows nothing of the web."""
