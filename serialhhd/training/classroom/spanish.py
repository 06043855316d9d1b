"""Lo que se lee en los terminales de una clase, aparte de lo que dice el flujo."""


def paused() -> str:
    return "La clase está parada. No se toma nada."


def set_aside() -> str:
    return "Apartado."


def supervisor_called() -> str:
    return "Se ha avisado al supervisor."


def result(*, score: int, passed: bool, caught: int, slipped: int, wrong: int, seconds: int) -> str:
    verdict = "aprobado" if passed else "no aprobado"
    return (
        f"La clase ha terminado. Incidencias: {caught} vistas, {slipped} pasadas. Lecturas erróneas: {wrong}. "
        f"Tiempo: {seconds} s. {score} puntos: {verdict}."
    )
