"""El servidor, y una base de datos que no se puede usar."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

PROBLEMS: Final[Mapping[str, str]] = {
    "store_missing": "No hay base de datos.",
    "store_not_ours": "La base de datos no es de serialhhd.",
    "store_empty": "La base de datos está vacía.",
    "store_damaged": "La base de datos está dañada. Llame al supervisor.",
    "store_newer": "La base de datos es más nueva que este programa.",
    "store_older": "La base de datos es más antigua que este programa.",
    "store_read_only": "No se puede escribir en la base de datos. Llame al supervisor.",
    "store_locked": "La base de datos está ocupada. Pruebe en un momento.",
    "store_full": "No queda sitio para la base de datos. Llame al supervisor.",
    "store_unreachable": "No se llega a la base de datos. Pruebe en un momento.",
    "store_silent": "La base de datos no contestó. Lo último puede estar guardado: mire antes de seguir.",
    "store_replaced": "Aquí ya no se acepta nada: la base de datos fue cambiada. Llame al supervisor.",
    "store_served": "Otro servidor tiene la base de datos.",
}
"""What an operator can be told of each; a technician reads the English sentence in the log."""


def no_server(*, file: Path) -> str:
    return f"Aquí no hay servidor: nadie contesta en {file}."


def several_servers(*, file: Path) -> str:
    return f"Aquí hay varios servidores. Diga cuál, por ejemplo --control {file}."


def server_of_another_user(*, file: Path) -> str:
    return f"{file} es de otro usuario. Pregunte como el usuario del servidor."


def server_silent(*, problem: str) -> str:
    return f"El servidor no contesta: {problem}."


def server_not_started(*, problem: str) -> str:
    return f"El servidor no puede arrancar: {problem}."


def host_key_unusable(*, problem: str) -> str:
    return f"La clave del servidor no sirve: {problem}."


def no_host_key(*, file: Path) -> str:
    return f"No hay clave en {file}: la hace el primer arranque del servidor. Si está en otra carpeta: --host-keys."


def metrics_need_extra() -> str:
    return "Las métricas necesitan el extra metrics: pip install '.[metrics]' en la carpeta de serialhhd."


def store_problem(*, code: str, sentence: str) -> str:
    return PROBLEMS.get(code, sentence)


def not_taken(*, why: str) -> str:
    return f"No aceptado. {why}"
