"""Was gesagt wird, wenn jemand eine Lektion von Hand spielt."""

MEANINGS = {
    "unreadable": "Das Etikett ist zerrissen oder nass: Der Scanner liest nichts und bleibt stumm.",
    "partly_readable": "Ein Teil des Etiketts fehlt: Der Scanner liest die erste Hälfte des Codes.",
    "wrong_check_digit": "Der Barcode des Artikels wurde mit falscher Prüfziffer gedruckt.",
    "no_fnc1": "Das Etikett wurde ohne FNC1 gedruckt: Seine Elemente kleben aneinander.",
    "wrong_product": "Auf dem Karton klebt das Etikett eines anderen Artikels.",
    "pallet_label": "Das Etikett der ganzen Palette wird gescannt, ein SSCC, wo das eines Kartons gemeint ist.",
    "product_for_serial": "Der Barcode des Artikels wird gescannt, wo die Seriennummer gefragt ist.",
    "old_document": "Das Papier einer anderen Lieferung liegt da, und seine Nummer wird gescannt.",
    "over_delivery": "Es liegen mehr Stück da, als der Beleg verlangt.",
    "short_delivery": "Es liegen weniger Stück da, als der Beleg verlangt.",
    "duplicate_serial": "Zwei Stück tragen dieselbe Seriennummer.",
    "serial_elsewhere": "Ein Stück trägt eine Seriennummer, die das Haus an einem anderen Ort kennt.",
    "on_hold": "Ein Stück ist gesperrt: Es darf nicht hinaus, bevor es freigegeben ist.",
    "not_announced": "Ein Artikel liegt da, den kein Beleg verlangt.",
    "double_read": "Der Auslöser prellt: Ein Etikett wird zweimal kurz nacheinander gelesen.",
    "cut_off": "Die Funkstrecke verliert das Ende: Wenige Zeichen kommen, und der Abschluss.",
    "keyboard_layout": "Der Computer hat eine andere Tastatur, als der Scanner tippt.",
    "caps_lock": "Am Computer ist die Feststelltaste an: Groß und klein sind vertauscht.",
    "no_suffix": "Der Scanner sendet nichts hinter dem Code: Er steht auf der Zeile, bis etwas ihn beendet.",
    "scans_ahead": "Der Auslöser bleibt gedrückt, und das nächste Etikett wird gelesen, bevor die Antwort auf das letzte da ist.",
    "slow_link": "Der Funk ist schwach: Jede Antwort braucht eine Weile einige Sekunden.",
    "dropped_link": "Die Verbindung reißt ab: Was gescannt wird, ist verloren, und nichts piept.",
    "dead_battery": "Der Akku ist leer: Das Bild ist dunkel, und die Arbeit geht an einem anderen Gerät weiter.",
    "line_taken": "Jemand anders hat gerade dieselbe Position oder Aufgabe genommen, und gibt sie nach einer Weile zurück.",
    "run_released": "Die Schichtleitung gibt die Arbeit frei: Was gescannt und nicht bestätigt war, ist verworfen.",
    "document_cancelled": "Das Büro storniert den Beleg, an dem gearbeitet wird: Nichts mehr davon wird genommen.",
    "store_away": "Die Datenbank ist eine Weile nicht zu haben: Nichts, was gescannt wird, wird genommen.",
}
RIGHTS = {
    "set_aside": "die Ware dorthin legen, wo niemand sie für gute hält, und ohne sie weitermachen",
    "call": "der Leitung Bescheid geben, und mit dem weitermachen, was stimmt",
    "rescan": "bestätigen, und noch einmal scannen, dasselbe Etikett oder ein anderes",
    "refuse_only": "bestätigen: Das Handgerät hat es abgelehnt, und mehr ist nicht zu tun",
    "resume": "neu anmelden, und dort weitermachen, wo die Arbeit steht",
}


def lesson_needs_terminal(*, columns: int, rows: int, has_columns: int, has_rows: int, size: str) -> str:
    return f"Eine Lektion auf {size} braucht ein Terminal von {columns}x{rows}, dieses hat {has_columns}x{has_rows}. Größer machen, oder --size kleiner."


def symbols_need_extra() -> str:
    return "Echter Scanner: Extra labels nötig."


def how(*, prefix: str, has_hints: bool) -> str:
    hint = f"{prefix}h gibt einen Hinweis, " if has_hints else ""
    return f"{prefix}4 scannt Etikett 4, {prefix}a4 legt es beiseite, {prefix}c ruft die Leitung, {hint}{prefix} zeigt, was daliegt, {prefix}e beendet."


def not_in_order() -> str:
    return "nicht in Ordnung"


def lying_there() -> str:
    return "Was daliegt:"


def aside_which() -> str:
    return "Was beiseite legen? Seine Nummer, oder was darauf steht; nichts: keins."


def no_hint() -> str:
    return "Es gibt keinen Hinweis."


def silence() -> str:
    return "Der Scanner liest nichts."


def unfinished(*, text: str) -> str:
    return f"Auf der Zeile steht {text}, und nichts hat es beendet: Enter tut das."


def link_lost(*, prefix: str) -> str:
    return f"KEINE VERBINDUNG. {prefix}e nimmt ein anderes Handgerät."


def signed_on() -> str:
    return "Ein anderes Handgerät."


def passed(*, score: int) -> str:
    return f"BESTANDEN {score} von 100"


def not_passed(*, score: int) -> str:
    return f"NICHT BESTANDEN {score} von 100"


def becomes_scenario() -> str:
    return "Ohne Punkte: diese Lektion soll ein Szenario werden."


def needed(*, score: int, slipped: int) -> str:
    return f"Zum Bestehen: {score} Punkte, und höchstens {slipped} entgangen."


def heading_mishaps() -> str:
    return "Was schiefging"


def nothing_went_wrong() -> str:
    return "Von allein ging nichts schief."


def what_happened(*, fault: str, meaning: str) -> str:
    return MEANINGS.get(fault, meaning)


def right_thing(*, right: str, meaning: str) -> str:
    return RIGHTS.get(right, meaning)


def caught(*, seconds: str, done: str) -> str:
    return f"Bemerkt nach {seconds} s: {done}."


def slipped(*, done: str, cost: int) -> str:
    return f"Entgangen (-{cost}). Richtig ist: {done}."


def end_as_expected() -> str:
    return "Der Bestand ist, wie er sein soll."


def end_differs() -> str:
    return "Der Bestand ist nicht, wie er sein soll (keine Punkte):"


def time_taken(*, seconds: str, par: str, units: int) -> str:
    return f"Zeit: {seconds} s; Vorgabe für {units}: {par} s."


def wrong_scans(*, count: int, cost: int) -> str:
    return f"Eigene falsche Scans: {count} (je -{cost})."


def late_alarms(*, count: int, cost: int) -> str:
    return f"Zu spät bestätigte Fehler: {count} (je -{cost})."


def progress(*, plot: str, lessons: int) -> str:
    return f"Fortschritt: {plot} in {lessons} Lektionen."


def undone_and_hints(*, undone: int, hints: int) -> str:
    return f"Zurückgenommen: {undone}. Hinweise: {hints}."


def heading_hints() -> str:
    return "Alle Hinweise"
