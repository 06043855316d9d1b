"""What the commands are made of: arguments, output, files, exit codes."""
