"""En qué están las etiquetas del escáner virtual, y qué haría leerlas."""


def paper(*, label: str) -> str:
    return f"Papel {label}"


def opens(*, document: str) -> str:
    return f"Abre {document}"


def old_paper(*, code: str) -> str:
    return f"Papel viejo {code}"


def unknown_number() -> str:
    return "Nadie conoce este número"


def takes_from(*, location: str) -> str:
    return f"Toma mercancía de {location}"


def puts_at(*, location: str) -> str:
    return f"Deja la mercancía en {location}"


def place(*, location: str) -> str:
    return f"Ubicación {location}"


def no_such_place() -> str:
    return "Esa ubicación no existe"


def tote(*, tote: str) -> str:
    return f"Cubeta {tote}"


def pallet(*, container: str) -> str:
    return f"Palé {container}"


def takes_units() -> str:
    return "Recibe las unidades"


def of_other_list(*, pick_list: str) -> str:
    return f"Lleva {pick_list}"


def box(*, label: str) -> str:
    return f"Caja {label}"


def takes_in_work(*, sku: str) -> str:
    return f"Empieza con {sku}"


def not_wanted() -> str:
    return "Aquí no hace falta"


def serial(*, serial: str) -> str:
    return f"Serie {serial}"


def counts_up() -> str:
    return "Cuenta una más"


def again(*, serial: str) -> str:
    return f"Otra vez {serial}"


def scanned_already() -> str:
    return "Ya escaneado"


def known_or_elsewhere() -> str:
    return "Ya conocido, o en otra parte"


def product_no_serial() -> str:
    return "Un producto, no una serie"


def enter(*, taken: int | str) -> str:
    return f"Enter  {taken}"


def takes_proposed() -> str:
    return "Acepta lo propuesto"


def takes_all() -> str:
    return "Toma todo lo que hay"


def product_and_serial() -> str:
    return "Producto y serie en una lectura"


def card(*, label: str) -> str:
    return f"Tarjeta {label}"


def all_there() -> str:
    return "Están todas: sigue"


def confirms_and_puts(*, location: str) -> str:
    return f"Confirma la cantidad, deja todo en {location}"


def one_more() -> str:
    return "Una más de lo esperado"


def several(*, count: int) -> str:
    return f"Código 2D: {count} series"


def all_or_none() -> str:
    return "Acepta todas, o ninguna"


def shelf(*, location: str) -> str:
    return f"Estante {location}"


def place_of_task() -> str:
    return "La ubicación de esta tarea"


def not_place_of_task() -> str:
    return "No es la de esta tarea"


def wanted_by_task() -> str:
    return "Lo que pide esta tarea"


def begins_here() -> str:
    return "Empieza aquí"


def lets_run_go() -> str:
    return "Libera este trabajo"


def takes_it() -> str:
    return "Lo acepta"


def drops_it() -> str:
    return "Lo descarta"


def pieces(*, quantity: int) -> str:
    return f"{quantity} unidades en el estante"


def how_many() -> str:
    return "Dice cuántas hay"
