"""What can be wrong with a scenario in particular, each by its code. What may be wrong with any file is in `toml`."""

from collections.abc import Iterable, Sequence

from serialhhd.toml.findings import shown
from serialhhd.toml.key import either
from serialhhd.toml.problem import Said, absence, error, nearest

# --- where it is ------------------------------------------------------------------------------------------------------


@error
def unknown_scenario(*, name: str, scenarios: Iterable[str]) -> Said:
    """Return that no scenario of the name is shipped, and no file is there either."""
    return Said(
        f"there is no scenario {shown(name)}: neither is one shipped of that name, nor is such a file there",
        nearest(name, scenarios) or "serialhhd train list",
    )


@absence
def empty_scenario() -> Said:
    """Return that nothing is in the file."""
    return Said("the file is empty: a scenario has a title, a goal, a flow, a start and an end")


# --- what there is at the start -----------------------------------------------------------------------------------------


@error
def unknown_sku(*, sku: str, known: Iterable[str]) -> Said:
    """Return that no product of the start has such an SKU."""
    return Said(f"there is no product {shown(sku)} in start", nearest(sku, known))


@error
def refused_by_the_store(*, code: str, why: str) -> Said:
    """Return what a rule says against something of the start."""
    return Said(f"the store refuses it, {code}: {why}")


@error
def refused_row(*, line: int, code: str, why: str) -> Said:
    """Return what a rule says against a row of a file."""
    return Said(f"line {line} of the file is refused, {code}: {why}")


# --- serials and quantities ---------------------------------------------------------------------------------------------


@error
def wrong_serials(*, value: str, why: str) -> Said:
    """Return why a text is no list of serials."""
    return Said(f"{shown(value)} names no serials: {why}")


@error
def serials_and_quantity(*, quantity: int, serials: int) -> Said:
    """Return that there are not as many serials as units."""
    return Said(f"quantity cannot be {quantity}: there are {serials} serials")


@absence
def goods_of_nothing() -> Said:
    """Return that neither serials nor a quantity say how many lie there."""
    return Said("missing serials or quantity: how many lie there")


@error
def symbol_cannot_hold(*, symbol: str, serial: str, why: str) -> Said:
    """Return why no label of such a kind can be made."""
    return Said(f"{shown(symbol)} cannot hold the serial {shown(serial)}: {why}", 'take "code128" or "qr"')


# --- what goes wrong ----------------------------------------------------------------------------------------------------


@absence
def event_without_time() -> Said:
    """Return that nothing says when it happens."""
    return Said('missing key "when", "after" or "at": one of them says when it happens')


@error
def event_of_several_times(*, keys: Sequence[str]) -> Said:
    """Return that several keys say when it happens."""
    return Said(f"{' and '.join(map(shown, keys))} cannot stand together: one of them says when it happens")


@error
def step_not_needed(*, step: str, needs: Sequence[str]) -> Said:
    """Return that an event waits for a step that the scenario does not need."""
    return Said(
        f"{shown(step)} is not in needs, so the flow need not ask it",
        f"take {either(needs)}, or write it into needs",
    )


@error
def never_captured(*, captured: int, units: int) -> Said:
    """Return that an event waits for more serials than lie there."""
    return Said(f"captured cannot be {captured}: the goods bear {units} serials, so it never happens")


@error
def never_right(*, right: str, fault: str, rights: Iterable[str]) -> Said:
    """Return what may be right about a fault."""
    return Said(f"{shown(right)} is never right about {shown(fault)}: it must be {either(rights)}")


@error
def fault_cannot_come(*, fault: str, lacks: str) -> Said:
    """Return what the scenario lacks for a fault."""
    return Said(f"{shown(fault)} cannot come about: the scenario lacks {lacks}")


# --- what is to come of it ----------------------------------------------------------------------------------------------


@error
def stock_twice(*, sku: str, location: str) -> Said:
    """Return that the same stock is named twice."""
    return Said(f"the stock of {shown(sku)} at {shown(location)} is given twice")


@error
def unknown_place(*, location: str, known: Iterable[str]) -> Said:
    """Return that there is no such place."""
    return Said(f"there is no place {shown(location)} in start", nearest(location, known))


@error
def more_than_there_is(*, sku: str, quantity: int, most: int) -> Said:
    """Return that the end has more units than the start and the goods together."""
    return Said(
        f"the end cannot come about: it has {quantity} units of {shown(sku)}, and no more than {most} are in stock or lie there"
    )


@error
def unknown_serial(*, sku: str, serial: str) -> Said:
    """Return that the end has a serial that neither the start nor the goods have."""
    return Said(
        f"the end cannot come about: no unit of {shown(sku)} with the serial {shown(serial)} is in stock or lies there"
    )


# --- the flow -------------------------------------------------------------------------------------------------------------


@error
def no_such_flow(*, flow: str, flows: Iterable[str]) -> Said:
    """Return that the flows in force have none of that name."""
    known = list(flows)
    return Said(f"there is no flow {shown(flow)} in force: there is {either(known)}", nearest(flow, known))


@error
def step_not_asked(*, step: str, flow: str, file: str) -> Said:
    """Return that the flow in force does not ask a step that the scenario needs."""
    return Said(f"the flow {shown(flow)} in force does not ask {shown(step)}", f"see {file}")
