"""What the database refuses of pick lists and their tasks: what was asked for and picked stays so (R12)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from serialhhd.store.schema.guards.guard import RETIRED, Guard, changed

GUARDS = (
    Guard(
        "pick_list_insert",
        "pick_list",
        "BEFORE INSERT",
        (("NEW.state <> 'open'", "R12: a pick list begins open"),),
    ),
    Guard(
        "pick_list_update",
        "pick_list",
        "BEFORE UPDATE",
        (
            (changed("id", "ref_key", "account_id"), "R12: a pick list stays what it was created as"),
            (
                """NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state IN ('picked', 'cancelled')
 OR OLD.state = 'picked' AND NEW.state = 'dispatched')""",
                "R12: a pick list only moves forward",
            ),
        ),
    ),
    Guard(
        "pick_list_delete",
        "pick_list",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM pick_task AS k WHERE k.pick_list_id = OLD.id)",
                "R16: a pick list with tasks cannot be deleted",
            ),
        ),
    ),
    Guard(
        "pick_task_insert",
        "pick_task",
        "BEFORE INSERT",
        (
            (
                "NEW.state <> 'open' OR NEW.picked_quantity <> 0",
                "R12: a task begins open, with nothing picked",
            ),
            (
                "NOT EXISTS (SELECT 1 FROM pick_list AS d WHERE d.id = NEW.pick_list_id AND d.state = 'open')",
                "R12: a closed pick list takes no task",
            ),
            (
                f"""EXISTS {RETIRED} AND NOT EXISTS (SELECT 1 FROM stock_line AS s JOIN pick_list AS d ON d.id = NEW.pick_list_id
 WHERE s.product_id = NEW.product_id AND s.account_id = d.account_id AND s.quantity > 0)""",
                "R52: no new document takes a retired product",
            ),
        ),
    ),
    Guard(
        "pick_task_update",
        "pick_task",
        "BEFORE UPDATE",
        (
            (
                changed("id", "pick_list_id", "task_no", "product_id", "quantity"),
                "R12: a task stays what it was created as",
            ),
            ("NEW.picked_quantity < OLD.picked_quantity", "R12: what was picked stays picked"),
            (
                "NEW.picked_quantity > OLD.picked_quantity AND OLD.state <> 'open'",
                "R12: a closed task takes nothing",
            ),
            (
                """NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state IN ('picked', 'cancelled')
 OR OLD.state = 'picked' AND NEW.state = 'cancelled' AND NEW.picked_quantity = 0)""",
                "R12: a task only moves forward",
            ),
        ),
    ),
    Guard(
        "pick_task_delete",
        "pick_task",
        "BEFORE DELETE",
        (
            (
                "OLD.picked_quantity > 0 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.pick_task_id = OLD.id)",
                "R16: a task with picks cannot be deleted",
            ),
        ),
    ),
)
