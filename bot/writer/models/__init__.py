"""What writes: one file for each kind of model, and what carries its text. Knows nothing of items or prompts."""
