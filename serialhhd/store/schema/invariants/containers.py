"""What must never be of containers: at two places, of two lists, in themselves (R21, R30)."""

# ruff: noqa: S608 - this SQL is put together from the constants of the guards alone

from serialhhd.store.schema.guards.containers import is_no_sscc
from serialhhd.store.schema.guards.guard import NEWEST_OF
from serialhhd.store.schema.invariants.invariant import Invariant

CONTAINERS = (
    Invariant(
        "container_apart",
        "container {0} has serials in stock at {1} and at {2}",
        """SELECT r.code, n.one, n.other FROM (SELECT coalesce(p3.id, p2.id, p1.id, c.id) AS root_id, min(l.code) AS one,
 max(l.code) AS other FROM serial AS n JOIN container AS c ON c.id = n.container_id
 LEFT JOIN container AS p1 ON p1.id = c.inside_id LEFT JOIN container AS p2 ON p2.id = p1.inside_id
 LEFT JOIN container AS p3 ON p3.id = p2.inside_id JOIN stock_line AS s ON s.id = n.stock_line_id
 JOIN location AS l ON l.id = s.location_id WHERE n.container_id IS NOT NULL
 GROUP BY coalesce(p3.id, p2.id, p1.id, c.id) HAVING min(l.id) <> max(l.id)) AS n
 JOIN container AS r ON r.id = n.root_id ORDER BY r.id""",
    ),
    Invariant(
        "container_apart",
        "container {0} has serials that are in stock, and {1} that are picked",
        """SELECT c.code, n.picked FROM (SELECT container_id, sum(CASE WHEN state = 'picked' THEN 1 ELSE 0 END) AS picked,
 count(stock_line_id) AS there FROM serial WHERE container_id IS NOT NULL GROUP BY container_id) AS n
 JOIN container AS c ON c.id = n.container_id WHERE n.picked > 0 AND n.there > 0 ORDER BY c.id""",
    ),
    Invariant(
        "container_in_itself",
        "container {0} lies in itself, or five deep",
        """SELECT a.code FROM container AS a JOIN container AS b ON b.id = a.inside_id JOIN container AS c ON c.id = b.inside_id
 JOIN container AS d ON d.id = c.inside_id JOIN container AS e ON e.id = d.inside_id ORDER BY a.id""",
    ),
    Invariant(
        "sscc_wrong",
        "container {0} is no SSCC: that has 18 digits, of which the last is a check digit",
        f"SELECT c.code FROM container AS c WHERE {is_no_sscc('c')} ORDER BY c.id",
    ),
    Invariant(
        "tote_wrong",
        "{1} {0} says that it holds what was picked for {2}, which is {3}",
        """SELECT c.code, c.kind, d.ref, d.state FROM container AS c JOIN document AS d ON d.id = c.document_id
 WHERE d.kind <> 'pick_list' OR d.state = 'dispatched' ORDER BY c.id""",
    ),
    Invariant(
        "tote_of_two_lists",
        "container {0} holds serial {1}, which was not picked for its list",
        f"""SELECT c.code, n.serial FROM serial AS n JOIN container AS c ON c.id = n.container_id
 LEFT JOIN stock_transaction AS t ON t.id = {NEWEST_OF.format(serial="n")} LEFT JOIN document_line AS d ON d.id = t.document_line_id
 WHERE n.container_id IS NOT NULL AND (n.state = 'picked' OR (c.document_id IS NOT NULL AND n.state <> 'expected'))
 AND coalesce(c.document_id, 0) <> coalesce(d.document_id, 0)
 ORDER BY n.id""",
    ),
    Invariant(
        "tote_of_two_lists",
        "{2} {0} lies in {1}, which holds the goods of another list",
        """SELECT a.code, b.code, a.kind FROM container AS a JOIN container AS b ON b.id = a.inside_id
 WHERE b.document_id IS NOT NULL AND coalesce(a.document_id, 0) <> b.document_id ORDER BY a.id""",
    ),
    Invariant(
        "tote_of_two_lists",
        "{2} {0}, which holds what was picked for a list, lies in tote {1}",
        """SELECT a.code, CASE WHEN b.kind = 'tote' THEN b.code WHEN c.kind = 'tote' THEN c.code ELSE d.code END, a.kind
 FROM container AS a JOIN container AS b ON b.id = a.inside_id LEFT JOIN container AS c ON c.id = b.inside_id
 LEFT JOIN container AS d ON d.id = c.inside_id WHERE a.document_id IS NOT NULL
 AND (b.kind = 'tote' OR c.kind = 'tote' OR d.kind = 'tote') ORDER BY a.id""",
    ),
)
"""What lies in a container is at one place, and a tote's of one list."""
