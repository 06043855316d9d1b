"""What is asked: the conversation, driven by flows.toml."""
