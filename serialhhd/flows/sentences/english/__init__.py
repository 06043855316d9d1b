"""What an operator can be told, in English: one module a subject, one function a sentence, its name is the stable code."""
