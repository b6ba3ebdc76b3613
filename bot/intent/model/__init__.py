"""A language model that reads beside the rules: schema, decoding, and how the two are joined."""
