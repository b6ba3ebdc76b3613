"""The admin view: figures as pages for whoever runs this bot. Knows nothing of how they are counted."""
