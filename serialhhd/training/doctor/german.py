"""Was über einen Scanner gesagt wird, und wie ihm zu helfen ist."""

LAYOUTS = {
    "french": "französisch",
    "belgian": "belgisch",
    "german": "deutsch",
    "czech": "tschechisch",
    "slovak": "slowakisch",
    "hungarian": "ungarisch",
    "russian": "russisch",
    "ukrainian": "ukrainisch",
    "greek": "griechisch",
    "hebrew": "hebräisch",
}


def caption_bytes() -> str:
    return "gekommen"


def caption_prefix() -> str:
    return "Präfix"


def caption_aim_id() -> str:
    return "AIM-Kennung"


def caption_separator() -> str:
    return "Trennzeichen"


def caption_suffix() -> str:
    return "Suffix"


def caption_letters() -> str:
    return "Großschreibung"


def caption_layout() -> str:
    return "Tastatur"


def caption_gap() -> str:
    return "Pausen"


def caption_reads() -> str:
    return "Lesungen"


def nothing() -> str:
    return "ohne"


def as_printed() -> str:
    return "wie gedruckt"


def turned() -> str:
    return "vertauscht"


def all_large() -> str:
    return "alles groß"


def all_small() -> str:
    return "alles klein"


def not_measured() -> str:
    return "keine gesehen"


def seconds_at_most(*, seconds: str) -> str:
    return f"höchstens {seconds} s"


def keyboard_of(*, layout: str) -> str:
    return LAYOUTS[layout]


def scan_this() -> str:
    return "Dieses Symbol scannen. Strg+C beendet."


def scan_paper() -> str:
    return "Das Prüfsymbol scannen. Strg+C beendet."


def all_is_well() -> str:
    return "Alles in Ordnung: nichts ist einzustellen."


def lines_for_flows() -> str:
    return "Für flows.toml:"


def cure_suffix_missing() -> str:
    return "Nichts beendet den Scan. Das Suffix des Scanners auf Enter, CR, stellen."


def cure_suffix_odd(*, suffix: str) -> str:
    return f"Hinter den Daten kommt {suffix} und stünde in jedem Code. Das Suffix des Scanners auf Enter, CR, allein stellen."


def cure_prefix_odd(*, prefix: str) -> str:
    return f"Vor den Daten kommt {prefix}, womit ein Code beginnen kann. Das Präfix des Scanners leeren, oder ein Zeichen wie ~ nehmen."


def cure_separator_lost() -> str:
    return (
        "FNC1 geht verloren: Charge und Seriennummer laufen ineinander. Den Scanner so stellen, dass er es als GS, 0x1D, "
        "sendet; wo er Tastatur ist, Steuerzeichen als Strg und Taste."
    )


def cure_separator_odd(*, separator: str) -> str:
    return f"{separator} steht für FNC1, kann aber auch in einem Code stehen. Den Scanner GS, 0x1D, senden lassen, oder ein Zeichen wie |."


def cure_letters_turned() -> str:
    return "Große Buchstaben kommen klein und kleine groß: die Feststelltaste ist an. Ausschalten, oder den Scanner darauf einstellen."


def cure_letters_changed() -> str:
    return "Die Großschreibung ist verändert. Die Umwandlung von Buchstaben am Scanner ausschalten."


def cure_layout_differs(*, layout: str) -> str:
    return f"Der Scanner drückt die Tasten einer US-Tastatur und gilt als Tastatur: {LAYOUTS[layout]}. Sein Tastaturland darauf stellen, oder den Computer auf US. Dann noch einmal prüfen."


def cure_gap_too_long(*, seconds: str) -> str:
    return f"Zwischen Zeichen liegen {seconds} s: ein Scan gilt als zwei. Die Pause zwischen Zeichen am Scanner ausschalten; bei Funk das Signal ansehen."


def cure_read_again(*, reads: int) -> str:
    return f"Es kam {reads}-mal. Die Pause für dasselbe Symbol am Scanner auf eine halbe Sekunde oder mehr stellen, und den Auslöser loslassen."


def cure_data_missing(*, missing: int) -> str:
    return f"{missing} Zeichen fehlen. Noch einmal scannen; bleibt es so, 5 ms Pause zwischen Zeichen einstellen, oder den Scanner langsamer."


def cure_other_symbol(*, text: str) -> str:
    return f"Das ist nicht das Prüfsymbol: {text}"


def cure_silence(*, seconds: int) -> str:
    return (
        f"In {seconds} s kam nichts. Zuerst: piept der Scanner? Wenn nein, den Bildschirm heller oder größer stellen, oder vom Papier "
        "scannen (--print FILE); ein Laser liest keine DataMatrix (--symbol gs1-128). Wenn ja: ist er gekoppelt oder eingesteckt, "
        "als Tastatur (HID) eingestellt, und hat dieses Fenster den Fokus? Ein Scan in einen Editor zeigt es."
    )
