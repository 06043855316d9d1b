"""What the database refuses of places: a kind that changes while goods are there (R19), and a place that comes into another warehouse (R22)."""

from serialhhd.store.schema.guards.guard import Guard, changed

GUARDS = (
    Guard(
        "location_stays",
        "location",
        "BEFORE UPDATE",
        ((changed("id", "warehouse_id"), "R22: a location stays in its warehouse"),),
    ),
    Guard(
        "location_update",
        "location",
        "BEFORE UPDATE",
        (
            (
                "OLD.kind = 'transit' OR NEW.kind = 'transit'",
                "R19: a warehouse has one transit location, made with it",
            ),
            (
                "EXISTS (SELECT 1 FROM stock_line AS s WHERE s.location_id = OLD.id AND s.quantity > 0)",
                "R19: a kind of location changes only while the location is empty",
            ),
            (
                "EXISTS (SELECT 1 FROM batch_cart AS c WHERE c.cart_id = OLD.id AND c.ended_at IS NULL)",
                "R22: the cart of an open batch stays a cart",
            ),
        ),
        only=changed("kind"),
    ),
)
