"""A language that has only begun: a few sentences, so that the tests see how one is made."""
