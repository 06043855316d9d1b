"""Lo que se dice a quien cambia un flows.toml con comandos."""

from serialhhd.flows.sentences.shown import visible


def flows_packaged() -> str:
    return "Estos procesos son del programa y no cambian. Haga un fichero propio: serialhhd flows init"


def file_exists(*, file: str) -> str:
    return f"{visible(file)} ya existe. Se queda como está."


def file_not_changed(*, file: str, problem: str) -> str:
    return f"{visible(file)} se queda como está: {problem}."


def file_changed_meanwhile(*, file: str) -> str:
    return f"Otra persona ha cambiado {visible(file)}, y así se queda. Mírelo y pruebe otra vez."


def flow_exists(*, flow: str) -> str:
    return f"Ya hay un proceso {visible(flow)}. Use otro nombre."


def option_not_set(*, option: str) -> str:
    return f"{visible(option)} no está puesto: vale lo previsto."


def option_is_table(*, option: str) -> str:
    return f"{visible(option)} es una tabla. Nombre una de sus claves."


def option_is_no_table(*, option: str) -> str:
    return f"{visible(option)} es un valor y no una tabla: no hay nada que nombrar dentro."


def list_has_comments(*, option: str) -> str:
    return f"La lista {visible(option)} tiene comentarios que se perderían. Cámbiela en un editor."


def step_asked_already(*, step: str, flow: str) -> str:
    return f"{visible(flow)} ya pregunta {visible(step)}."


def step_not_asked(*, step: str, flow: str, steps: tuple[str, ...]) -> str:
    return f"{visible(flow)} no pregunta {visible(step)}. Pregunta {', '.join(map(visible, steps))}."


def step_without_serials(*, step: str) -> str:
    return f"{visible(step)} no pregunta series: sobra --without-serials."


def serials_undecided() -> str:
    return (
        "¿Qué pasa con un producto que necesita series? --without-serials refuse, o --without-serials skip."
    )


def unknown_option(*, option: str, flow: str) -> str:
    return f"{visible(option)} no es una opción. Lo que hay: serialhhd flows explain {visible(flow)}"


def unknown_profile(*, profile: str, profiles: tuple[str, ...]) -> str:
    return f"{visible(profile)}: perfil desconocido. {'Hay ' + ', '.join(profiles) if profiles else 'No hay ninguno'}."
