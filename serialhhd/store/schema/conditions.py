"""Conditions that the index of a table and the statements that are to use it write the same way."""

from serialhhd.store.words.vocabulary import TOO_OFTEN, WRONG_KEY

NOT_IN_STOCK = "state NOT IN ('captured', 'in_stock')"
"""The serials that are announced, or have left: those in stock are found by their stock line."""

ONE_TRANSIT_LOCATION = "kind = 'transit'"
"""Among these locations a warehouse is named once (R19)."""

NOT_ENDED = "ended_at IS NULL"
"""The carts and pick lists of batches that have not ended (R31, R32)."""

COUNTED = f"kind IN ('login', 'refused') AND (reason IS NULL OR reason NOT IN ('{TOO_OFTEN}', '{WRONG_KEY}'))"
"""Logins and guesses. A try that had to wait is neither, or somebody could be locked out for ever; and nobody guesses a key."""
