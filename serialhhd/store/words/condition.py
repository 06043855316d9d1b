"""A condition of a table of moves: said to people, and to the database."""

from serialhhd.value_class import value_class


@value_class
class Condition:
    """What else must be true of a move.

    Attributes:
        words: For people.
        sql: For the database, of OLD and NEW, the row before and after, and `t`, the transaction that it is about.
    """

    words: str
    sql: str
