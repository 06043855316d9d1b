"""Das Gespräch am Handgerät, und was das Gerät selbst sagt."""

from serialhhd.flows.sentences.german.wording import a, serials, step_name, units
from serialhhd.flows.sentences.shown import visible


def scan_accepted() -> str:
    return "Schon angenommen."


def run_resumed(*, document: str | None, captured: int) -> str:
    what = f"{document}: " if document else ""
    scanned = f" {serials(captured)} gescannt." if captured else ""
    return f"{what}Es geht weiter.{scanned}"


def run_released() -> str:
    return "Die Schichtleitung hat diese Arbeit freigegeben. Die Scans sind weg: neu anfangen."


def run_unreadable(*, flow: str) -> str:
    return f"{flow}: mit einer anderen Programmversion angefangen, hier geht es nicht weiter. :cancel gibt sie frei."


def run_moved() -> str:
    return "Die Arbeit ging an einem anderen Gerät weiter. Frage lesen, dann noch einmal scannen."


def run_cancelled(*, captured: int) -> str:
    return "Abgebrochen." + (f" {serials(captured)} verworfen." if captured else "")


def went_back(*, step: str) -> str:
    return f"Zurück zu: {step_name(step)}."


def nothing_before() -> str:
    return "Das ist die erste Frage."


def nothing_to_cancel() -> str:
    return "Noch nichts angefangen."


def not_now(*, word: str, step: str) -> str:
    return f"{word} geht hier nicht ({step_name(step)})."


def unknown_action(*, word: str) -> str:
    return f"{visible(word)}: unbekannte Aktion. :help zeigt alle."


def answer_yes_or_no(*, code: str) -> str:
    asked = "Erst mit :yes (ja) oder :no (nein) antworten."
    return f"{visible(code)} zählt nicht. {asked}" if code else asked


def answer_by_number() -> str:
    return "Mit einer Nummer der Liste antworten; Enter nimmt keine."


def menu_actions(*, actions: tuple[str, ...]) -> str:
    return "  ".join(["Die Nummer eines Ablaufs tippen.", *actions])


def actions_list(*, actions: tuple[str, ...], about: str = "") -> str:
    return "  ".join(filter(None, [about, *actions]))


def no_document_yet() -> str:
    return "Erst den Beleg scannen."


def no_such_action(*, number: int) -> str:
    return f"Nummer {number} gibt es hier nicht."


def no_such_label(*, number: int) -> str:
    return f"Etikett {number} gibt es nicht."


def no_room_for_scanner(*, columns: int, rows: int) -> str:
    return f"Ab {columns}x{rows}: virtueller Scanner."


def scans_ignored(*, count: int) -> str:
    return f"{units(count, 'Scan', 'Scans')} ignoriert"


def captures_to_drop(*, captured: int) -> str:
    return f"{serials(captured)} gescannt: alles wird verworfen."


def how_to_leave(*, character: str) -> str:
    return f"Beenden: {character} + Enter, dann Ende."


def unknown_flow(*, flow: str, flows: tuple[str, ...]) -> str:
    return f"{visible(flow)}: unbekannter Ablauf. Es gibt {', '.join(flows) or 'keinen'}."


def not_in_menu(*, code: str, known_as: str | None) -> str:
    what = f"ist {a(known_as)}" if known_as else "steht nicht in der Liste"
    return f"{visible(code)} {what}. Die Nummer eines Ablaufs tippen."


def no_product_yet() -> str:
    return "Erst den Artikel scannen."
