"""By which product, location and account a list is narrowed."""

from dataclasses import replace
from typing import Self

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.value_class import value_class


@value_class
class Narrowing:
    """What a list is narrowed to; None narrows nothing.

    Attributes:
        product_id: Of this product.
        location_id: In stock at this location.
        account_id: Of this account.
    """

    product_id: int | None = None
    location_id: int | None = None
    account_id: int | None = None

    def named(self, conn: Connection, *, product: str = "", location: str = "", account: str = "") -> Self:
        """Return it narrowed by the codes of a product, a location and an account; an empty one narrows nothing.

        Raises:
            Refused: `unknown`.
        """
        return replace(
            self,
            product_id=products.show(conn, product).id if product else self.product_id,
            location_id=places.location(conn, location).id if location else self.location_id,
            account_id=places.account_id(conn, account) if account else self.account_id,
        )
