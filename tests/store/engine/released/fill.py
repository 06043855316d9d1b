"""What the recorded store of each release holds: the warehouse that is written down in `warehouse.txt`, and what no scenario says.

The same warehouse is made by today's program and by each released one, so that an upgraded store can be compared with a new one.
"""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, product_editing, products, settings
from serialhhd.store.catalogue.product_editing import Edit
from serialhhd.store.catalogue.settings import SerialLetters
from serialhhd.store.desk import imports, list_views
from serialhhd.store.desk.csv_table import CsvRow
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.people.credentials import ReadKey
from serialhhd.store.stock import holds, product_holds
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod, Role
from tests.flows.scenario import Play, read

SCENARIOS = Path(__file__).parent / "warehouse.txt"
OFFICE = "maria"
KEY = ReadKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI anna@desk", "SHA256:anna", "anna@desk")


def fill(url: str, folder: Path) -> None:
    """Make a store, and fill it with something of everything; `folder` takes the flows of its handhelds."""
    Store.open(url, create=True).close()
    with Play(url, folder) as play:
        for scenario in read(SCENARIOS):
            play.run(scenario)
        at = play.now
    with Store.open(url, clock=lambda: at) as store:
        for write in (_catalogue, _holds, _people):
            store.write(partial(write, at=at))
        row = {"sku": "IMP-1", "name": "Imported", "tracking": "full-tracking", "barcodes": "IMP"}
        imports.import_rows(store, "products", [CsvRow(2, row)], lambda _done, _all: None, by=OFFICE)


def _catalogue(conn: Connection, at: datetime) -> None:
    places.add_warehouse(conn, "NORTH", by=OFFICE)
    places.add_location(conn, "N-01", "NORTH", by=OFFICE)
    settings.set_serial_letters(conn, SerialLetters.ANY, by=OFFICE)
    settings.set_login_retention(conn, 90, by=OFFICE)
    edit = Edit(name="Router 10-port", serial_pattern=r"R-\d+", add=["RTR"], remove=["09521234543220"])
    product_editing.edit(conn, "RTR-1", edit, by=OFFICE, at=at)
    product_editing.set_warranty(conn, "CAM-1", 365, by=OFFICE, at=at)
    product_editing.retire(conn, "OLD-1", by=OFFICE, at=at)
    products.note_failed_pattern(conn, "RTR-1", at)
    columns, filters = ["product", "quantity"], {"search": "A"}
    list_views.save(conn, "stock", "Mine", columns=columns, filters=filters, by=OFFICE, at=at)


def _holds(conn: Connection, at: datetime) -> None:
    holds.hold(conn, "SN0001", sku="CAM-1", reason="dented", by=OFFICE, at=at)
    holds.hold(conn, "R-0001", sku="RTR-1", reason="recalled", by=OFFICE, at=at)
    holds.release(conn, "R-0001", sku="RTR-1", by=OFFICE, at=at)
    product_holds.hold(conn, "BAT-1", lot=None, reason="leaks", by=OFFICE, at=at)
    product_holds.hold(conn, "CAM-1", lot="L7", reason="under test", by=OFFICE, at=at)
    product_holds.release(conn, "CAM-1", lot="l7", by=OFFICE, at=at)


def _people(conn: Connection, at: datetime) -> None:
    for name, role in (("anna", Role.OPERATOR), ("Maria", Role.ADMIN), ("gone", Role.SUPERVISOR)):
        operators.add(conn, name, role, at, by=OFFICE)
    operators.disable(conn, "gone", at, by=OFFICE)
    credentials.set_password(conn, "anna", "argon2id of a password", by=OFFICE)
    credentials.set_pin(conn, "anna", "argon2id of a PIN", by=OFFICE)
    devices.add(conn, "DOCK-1", at, by=OFFICE)
    for owner in ("anna", "DOCK-1"):
        credentials.add_key(conn, owner, KEY, at, by=OFFICE)
    for minute, (kind, name, reason) in enumerate(
        (
            (LoginEvent.LOGIN, "anna", None),
            (LoginEvent.REFUSED, "anna", "wrong_password"),
            (LoginEvent.REFUSED, "nobody", "wrong_password"),
            (LoginEvent.LOGOUT, "anna", None),
        )
    ):
        when, by_password = at + timedelta(minutes=minute), LoginMethod.PASSWORD
        logins.note(
            conn, at=when, kind=kind, name=name, address="192.0.2.1", method=by_password, reason=reason
        )
