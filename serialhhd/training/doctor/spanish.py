"""Qué se dice de un escáner, y cómo se remedia."""

LAYOUTS = {
    "french": "francés",
    "belgian": "belga",
    "german": "alemán",
    "czech": "checo",
    "slovak": "eslovaco",
    "hungarian": "húngaro",
    "russian": "ruso",
    "ukrainian": "ucraniano",
    "greek": "griego",
    "hebrew": "hebreo",
}


def caption_bytes() -> str:
    return "llegó"


def caption_prefix() -> str:
    return "prefijo"


def caption_aim_id() -> str:
    return "código AIM"


def caption_separator() -> str:
    return "separador"


def caption_suffix() -> str:
    return "sufijo"


def caption_letters() -> str:
    return "mayúsculas"


def caption_layout() -> str:
    return "teclado"


def caption_gap() -> str:
    return "pausas"


def caption_reads() -> str:
    return "lecturas"


def nothing() -> str:
    return "nada"


def as_printed() -> str:
    return "como impreso"


def turned() -> str:
    return "invertidas"


def all_large() -> str:
    return "todo mayúsculas"


def all_small() -> str:
    return "todo minúsculas"


def not_measured() -> str:
    return "ninguna vista"


def seconds_at_most(*, seconds: str) -> str:
    return f"{seconds} s como máximo"


def keyboard_of(*, layout: str) -> str:
    return LAYOUTS[layout]


def scan_this() -> str:
    return "Escanee este símbolo. Ctrl+C termina."


def scan_paper() -> str:
    return "Escanee el símbolo de prueba. Ctrl+C termina."


def all_is_well() -> str:
    return "Todo está bien: no hay que ajustar nada."


def lines_for_flows() -> str:
    return "Para flows.toml:"


def cure_suffix_missing() -> str:
    return "Nada termina la lectura. Ponga el sufijo del escáner en Enter, CR."


def cure_suffix_odd(*, suffix: str) -> str:
    return f"Tras los datos llega {suffix}, y estaría en cada código. Ponga el sufijo del escáner solo en Enter, CR."


def cure_prefix_odd(*, prefix: str) -> str:
    return f"Antes de los datos llega {prefix}, con lo que puede empezar un código. Quite el prefijo del escáner, o use un signo como ~."


def cure_separator_lost() -> str:
    return (
        "FNC1 se pierde: lote y serie quedan pegados. Ajuste el escáner para que lo envíe como GS, 0x1D; "
        "si es un teclado, los caracteres de control como Ctrl y tecla."
    )


def cure_separator_odd(*, separator: str) -> str:
    return f"{separator} está por FNC1, y puede estar también en un código. Haga que el escáner envíe GS, 0x1D, o un signo como |."


def cure_letters_turned() -> str:
    return "Las mayúsculas llegan minúsculas y al revés: Bloq Mayús está puesto. Quítelo, o ajuste el escáner a ello."


def cure_letters_changed() -> str:
    return "Las mayúsculas cambian. Quite la conversión de letras del escáner."


def cure_layout_differs(*, layout: str) -> str:
    return f"El escáner pulsa las teclas de un teclado US, y pasa por uno {LAYOUTS[layout]}. Ponga su país de teclado en ese, o el ordenador en US. Luego pruebe otra vez."


def cure_gap_too_long(*, seconds: str) -> str:
    return f"Hay {seconds} s entre caracteres: una lectura pasa por dos. Quite la pausa entre caracteres del escáner; por radio, mire la señal."


def cure_read_again(*, reads: int) -> str:
    return f"Llegó {reads} veces. Ponga la pausa del mismo símbolo del escáner en medio segundo o más, y suelte el gatillo."


def cure_data_missing(*, missing: int) -> str:
    return f"Faltan {missing} caracteres. Escanee otra vez; si sigue así, ponga 5 ms entre caracteres, o el escáner más lento."


def cure_other_symbol(*, text: str) -> str:
    return f"Ese no es el símbolo de prueba: {text}"


def cure_silence(*, seconds: int) -> str:
    return (
        f"Nada llegó en {seconds} s. Mire primero si el escáner pita: si no, haga la pantalla más clara o más grande, o escanee del papel "
        "(--print FILE); un láser no lee DataMatrix (--symbol gs1-128). Si pita, si está emparejado o enchufado, "
        "puesto como teclado (HID), y si esta ventana tiene el foco: una lectura en un editor lo muestra."
    )
