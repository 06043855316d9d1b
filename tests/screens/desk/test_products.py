"""The products: adding, finding, and the Serial Number Tracking Setting."""

import pytest

from serialhhd.screens.desk.dialogs.pattern_form import verdict
from serialhhd.store.catalogue import product_editing, products, settings
from serialhhd.store.engine.store import Store
from serialhhd.store.stock import product_holds
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType
from tests.screens.desk.conftest import OpenDesk

pytestmark = pytest.mark.slow


async def test_the_list_is_searched_as_one_types(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        assert "CAM-200" in clerk.screen
        await clerk.presses("slash")
        screen = await clerk.types("rout")
        assert "RTR-10" in screen
        assert "CAM-200" not in screen
        assert "CAM-200" in await clerk.presses("escape")


async def test_a_product_is_found_by_its_barcode(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        (barcode, *_) = clerk.asks(lambda conn: products.barcodes(conn, products.show(conn, "CAM-200")))
        await clerk.presses("slash")
        screen = await clerk.types(barcode)
        assert "CAM-200" in screen
        assert "RTR-10" not in screen


async def test_wildcards_are_letters(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("slash")
        assert "Nothing fits" in await clerk.types("%")


async def test_a_product_is_added(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("n")
        await clerk.fills(sku="DRN-1", name="Drone", barcodes="DRONE 4012345678901", pattern="D[0-9]+")
        await clerk.chooses("tracking", "full_tracking")
        await clerk.presses("ctrl+s")
        added = clerk.asks(lambda conn: products.show(conn, "DRN-1"))
        assert (added.name, added.tracking_type, added.serial_pattern) == (
            "Drone",
            TrackingType.FULL_TRACKING,
            "D[0-9]+",
        )
        assert clerk.asks(lambda conn: products.barcodes(conn, added)) == ("04012345678901", "drone")
        assert "DRN-1" in clerk.screen
        assert clerk.told == "Added DRN-1, Full Tracking."


async def test_a_new_product_gets_the_default_of_the_site(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("d")
        await clerk.chooses("tracking", "track_during_pick")
        await clerk.presses("ctrl+s")
        assert clerk.asks(settings.default_tracking_type) is TrackingType.TRACK_DURING_PICK
        await clerk.presses("n")
        await clerk.fills(sku="NEW-1", name="New")
        await clerk.presses("ctrl+s")
        assert (
            clerk.asks(lambda conn: products.show(conn, "NEW-1")).tracking_type
            is TrackingType.TRACK_DURING_PICK
        )
        assert clerk.asks(lambda conn: products.show(conn, "CBL-2")).tracking_type is TrackingType.NO_TRACKING


async def test_what_is_refused_is_said_in_the_form_and_nothing_is_lost(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("n")
        await clerk.fills(sku="DRN-1", name="Drone", barcodes="4012345678902")
        screen = await clerk.presses("ctrl+s")
        assert "check digit" in screen
        assert "Drone" in screen
        with pytest.raises(Refused):
            clerk.asks(lambda conn: products.show(conn, "DRN-1"))


@pytest.mark.parametrize(
    ("pattern", "trial", "said"),
    [
        ("", "anything", "anything fits."),
        ("SN[0-9]+", "SN1", "SN1 fits."),
        ("SN[0-9]+", "XSN1", "XSN1 does not fit."),
        ("SN[0-9]{4}", "", "A serial looks like SN0123."),
        ("", "", ""),
        ("SN:(?P<serial>[0-9A-Z]{6}),.*", "SN:20EZX1,MAC:00", "The serial is 20EZX1."),
        ("SN:(?P<serial>[0-9A-Z]{6}),.*", "20EZX1", "20EZX1 fits."),
        ("SN:(?P<serial>[0-9A-Z]{6}),.*", "20EZX1,", "20EZX1, does not fit."),
        (
            "(?=.)([A-Z0-9]+-?)+",
            f"{'A' * 28}!",
            f"This pattern takes too long on {'A' * 28}!: a scan of it would be refused.",
        ),
        ("SN[", "SN1", "No regular expression: unterminated character set at position 2."),
    ],
)
def test_a_pattern_is_tried_on_a_serial(pattern: str, trial: str, said: str) -> None:
    assert verdict(pattern, trial) == said


async def test_the_trial_answers_while_one_types(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("n")
        await clerk.fills(pattern="SN[0-9]{4}", trial="SN12")
        assert "SN12 does not fit." in clerk.screen
        await clerk.fills(trial="SN1234")
        assert "SN1234 fits." in clerk.screen


async def test_changing_the_setting_says_what_it_touches_and_keeps_who_did_it(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("slash")
        await clerk.types("LCK-7")
        await clerk.presses("enter", "enter", "s")
        assert "lines that keep their type: 1; stock lines: 0." in clerk.screen
        await clerk.chooses("tracking", "no_tracking")
        screen = await clerk.presses("ctrl+s")
        product = clerk.asks(lambda conn: products.show(conn, "LCK-7"))
        assert product.tracking_type is TrackingType.NO_TRACKING
        (change,) = clerk.asks(lambda conn: products.tracking_changes(conn, product))
        assert (change.operator, change.old, change.new) == (
            "maria",
            TrackingType.FULL_TRACKING,
            TrackingType.NO_TRACKING,
        )
        assert "maria: Full Tracking -> No Tracking" in screen


async def test_the_setting_under_the_cursor_is_the_one_that_is_saved(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("enter", "s", "ctrl+s")
        assert (
            clerk.asks(lambda conn: products.show(conn, "BAT-5")).tracking_type
            is TrackingType.TRACK_DURING_PICK
        )
        await clerk.presses("s", "down", "ctrl+s")
        assert (
            clerk.asks(lambda conn: products.show(conn, "BAT-5")).tracking_type is TrackingType.FULL_TRACKING
        )


async def test_a_product_shows_its_serials_and_its_stock(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("slash")
        await clerk.types("CAM-200")
        screen = await clerk.presses("enter", "enter")
        assert "SN0001" in screen
        assert "dispatched" in screen
        clerk.app.screen.query_one("TabbedContent").active = "in-stock"  # type: ignore[attr-defined]
        await clerk.settles()
        assert "A-01-01" in clerk.screen


async def test_warranty_and_barcode_are_set(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("enter", "w")
        await clerk.fills(days="two years")
        assert "two years" in await clerk.presses("ctrl+s")
        await clerk.fills(days="730")
        assert "730 days from dispatch" in await clerk.presses("ctrl+s")
        await clerk.presses("b")
        await clerk.fills(barcode="HOUSE-1")
        assert "house-1" in await clerk.presses("ctrl+s")
        assert clerk.asks(lambda conn: products.show(conn, "HOUSE-1")).warranty_days == 730


async def test_a_product_is_edited_with_the_pattern_tried_live(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("slash")
        await clerk.types("CAM-200")
        await clerk.presses("enter", "enter", "e")
        await clerk.fills(name="Camera", pattern="CAM[0-9]+", trial="CAM7", add="HOUSE-1")
        await clerk.chooses("remove", "09521234543213")
        assert "CAM7 fits." in clerk.screen
        screen = await clerk.presses("ctrl+s")
        assert "CAM[0-9]+" in screen
        product = clerk.asks(lambda conn: products.show(conn, "CAM-200"))
        assert product.name == "Camera"
        assert clerk.asks(lambda conn: products.barcodes(conn, product)) == ("house-1",)
        changes = clerk.asks(lambda conn: product_editing.changes(conn, product))
        assert {one.operator for one in changes} == {"maria"}
        await clerk.presses("e")
        await clerk.fills(name="Other", add="9521234543220")
        assert "already a barcode of RTR-10" in await clerk.presses("ctrl+s")
        assert clerk.asks(lambda conn: products.show(conn, "CAM-200")).name == "Camera"


async def test_a_form_gives_only_what_was_changed_in_it(open_desk: OpenDesk, warehouse: Store) -> None:
    """Who renames a product puts back neither the pattern nor the name that it had when the form was opened."""
    at = warehouse.now()
    meanwhile = product_editing.Edit(serial_pattern="CAM[0-9]+")
    async with open_desk() as clerk:
        await clerk.presses("slash")
        await clerk.types("CAM-200")
        await clerk.presses("enter", "enter", "e")
        warehouse.write(lambda conn: product_editing.edit(conn, "CAM-200", meanwhile, by="otto", at=at))
        warehouse.write(lambda conn: products.note_failed_pattern(conn, "CAM-200", at))
        await clerk.fills(name="Camera")
        await clerk.presses("ctrl+s")
        product = clerk.asks(lambda conn: products.show(conn, "CAM-200"))
        assert (product.name, product.serial_pattern) == ("Camera", "CAM[0-9]+")
        assert clerk.asks(lambda conn: products.pattern_failed_at(conn, product)) == at
        await clerk.presses("e")
        renamed = product_editing.Edit(name="Dome camera")
        warehouse.write(lambda conn: product_editing.edit(conn, "CAM-200", renamed, by="otto", at=at))
        await clerk.fills(pattern="")
        await clerk.presses("ctrl+s")
        product = clerk.asks(lambda conn: products.show(conn, "CAM-200"))
        assert (product.name, product.serial_pattern) == ("Dome camera", None)


async def test_a_product_is_retired_and_reinstated(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("slash")
        await clerk.types("CAM-200")
        assert "no new document takes it" in await clerk.presses("enter", "enter", "r")
        assert clerk.asks(lambda conn: products.show(conn, "CAM-200")).retired_at
        await clerk.presses("i")
        assert clerk.asks(lambda conn: products.show(conn, "CAM-200")).retired_at is None


async def test_a_product_and_a_lot_are_held_and_released(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("slash")
        await clerk.types("CAM-200")
        await clerk.presses("enter", "enter", "h")
        assert "Give a reason" in await clerk.presses("ctrl+s")
        await clerk.fills(reason="fire")
        assert "fire" in await clerk.presses("ctrl+s")
        await clerk.presses("h")
        await clerk.fills(lot="L1", reason="water")
        assert "fire; lot L1: water" in await clerk.presses("ctrl+s")
        await clerk.presses("l")
        await clerk.chooses("lot", "L1")
        await clerk.presses("ctrl+s")
        held = clerk.asks(lambda conn: product_holds.active(conn, products.show(conn, "CAM-200")))
        assert [one.lot for one in held] == [None]
        await clerk.presses("l", "ctrl+s")
        assert clerk.asks(lambda conn: product_holds.active(conn, products.show(conn, "CAM-200"))) == ()


async def test_a_pattern_that_takes_too_long_is_seen_at_its_product(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        clerk._store.write(lambda conn: products.note_failed_pattern(conn, "CAM-200", clerk._store.now()))
        await clerk.presses("slash")
        await clerk.types("CAM-200")
        assert "the pattern takes too long" in await clerk.presses("enter", "enter")
