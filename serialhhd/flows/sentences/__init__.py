"""What an operator can be told. `messages` has every sentence by its name; the texts are in a folder a language, by subject.

`english/` also says of each sentence how grave it is. Which language is spoken is said by `flows/conversation/session.py`.
"""
