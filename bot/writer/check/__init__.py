"""Whether a sentence is true of a record. Pure; knows nothing of models."""
