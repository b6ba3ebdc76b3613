"""The browser surface: a chat page over `Bot.stream`. Nothing heavy is imported here."""
