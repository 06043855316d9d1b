"""La conversación en el terminal, y lo que dice el terminal mismo."""

from serialhhd.flows.sentences.shown import visible
from serialhhd.flows.sentences.spanish.wording import a, serials, step_name, units


def scan_accepted() -> str:
    return "Ya estaba aceptado."


def run_resumed(*, document: str | None, captured: int) -> str:
    what = f"{document}: " if document else ""
    scanned = f" {units(captured, 'serie escaneada', 'series escaneadas')}." if captured else ""
    return f"{what}Se sigue donde estaba.{scanned}"


def run_released() -> str:
    return "Un supervisor liberó su trabajo. Sus lecturas se han perdido: empiece de nuevo."


def run_unreadable(*, flow: str) -> str:
    return f"{flow}: empezado con otra versión del programa, aquí no puede seguir. :cancel lo libera."


def run_moved() -> str:
    return "Su trabajo siguió en otro terminal. Lea la pregunta y escanee otra vez."


def run_cancelled(*, captured: int) -> str:
    return "Anulado." + (f" {serials(captured)} sin guardar." if captured else "")


def went_back(*, step: str) -> str:
    return f"De vuelta a: {step_name(step)}."


def nothing_before() -> str:
    return "Es la primera pregunta."


def nothing_to_cancel() -> str:
    return "No hay nada empezado."


def not_now(*, word: str, step: str) -> str:
    return f"{word} no sirve aquí ({step_name(step)})."


def unknown_action(*, word: str) -> str:
    return f"{visible(word)}: acción desconocida. :help las muestra."


def answer_yes_or_no(*, code: str) -> str:
    asked = "Conteste antes :yes (sí) o :no (no)."
    return f"{visible(code)} no cuenta. {asked}" if code else asked


def answer_by_number() -> str:
    return "Conteste con un número de la lista, o Enter para ninguno."


def menu_actions(*, actions: tuple[str, ...]) -> str:
    return "  ".join(["Teclee el número de un proceso.", *actions])


def actions_list(*, actions: tuple[str, ...], about: str = "") -> str:
    return "  ".join(filter(None, [about, *actions]))


def no_document_yet() -> str:
    return "Escanee antes el documento."


def no_such_action(*, number: int) -> str:
    return f"Aquí no hay número {number}."


def no_such_label(*, number: int) -> str:
    return f"No hay etiqueta {number}."


def no_room_for_scanner(*, columns: int, rows: int) -> str:
    return f"Desde {columns}x{rows}: escáner virtual."


def scans_ignored(*, count: int) -> str:
    return units(count, "lectura nula", "lecturas nulas")


def captures_to_drop(*, captured: int) -> str:
    return f"Aquí se {'tira' if captured == 1 else 'tiran'} {units(captured, 'serie escaneada', 'series escaneadas')}."


def how_to_leave(*, character: str) -> str:
    return f"Para salir: {character} + Enter, y Salir."


def unknown_flow(*, flow: str, flows: tuple[str, ...]) -> str:
    return (
        f"{visible(flow)}: proceso desconocido. {'Hay ' + ', '.join(flows) if flows else 'No hay ninguno'}."
    )


def not_in_menu(*, code: str, known_as: str | None) -> str:
    what = f"es {a(known_as)}" if known_as else "no está en la lista"
    return f"{visible(code)} {what}. Teclee el número de un proceso."


def no_product_yet() -> str:
    return "Escanee antes el producto."
