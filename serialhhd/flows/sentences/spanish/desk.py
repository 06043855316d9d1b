"""Lo que se teclea, se guarda y se imprime en la oficina o en una línea de comandos."""

from serialhhd.flows.sentences.shown import visible


def flows_file_broken(*, problem: str) -> str:
    return f"flows.toml tiene errores. Los terminales siguen como antes. {problem}"


def view_of_another(*, name: str, operator: str | None) -> str:
    return f"La vista {name} es de {operator}. Use otro nombre."


def recall_of_nothing() -> str:
    return "Diga de qué es la retirada: un producto, series, un aviso, un proveedor o un lote."


def file_not_named() -> str:
    return "Diga qué fichero."


def file_not_written(*, file: str, problem: str) -> str:
    return f"{file} no se puede escribir: {problem}."


def pdf_needs_extra() -> str:
    return "Un PDF necesita el extra pdf: pip install '.[pdf]' en la carpeta de serialhhd."


def line_unclear(*, text: str) -> str:
    return f"{text!r} no es una línea. Teclee PRODUCTO:CANTIDAD, por ejemplo CAM-200:12."


def period_unclear(*, text: str) -> str:
    return f"{text!r} no es un periodo. Teclee un día, o el primero y el último: 2026-03-01..2026-03-31."


def line_names_location(*, text: str, without: str) -> str:
    return f"{visible(text)} nombra una ubicación, que se dice al recibir: teclee {visible(without)}."
