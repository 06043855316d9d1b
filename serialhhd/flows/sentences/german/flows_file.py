"""Was gesagt wird, wenn jemand eine flows.toml mit Befehlen ändert."""

from serialhhd.flows.sentences.shown import visible


def flows_packaged() -> str:
    return "Diese Abläufe gehören zum Programm und bleiben so. Eine eigene Datei macht: serialhhd flows init"


def file_exists(*, file: str) -> str:
    return f"{visible(file)} gibt es schon. Die Datei bleibt, wie sie ist."


def file_not_changed(*, file: str, problem: str) -> str:
    return f"{visible(file)} bleibt, wie sie ist: {problem}."


def file_changed_meanwhile(*, file: str) -> str:
    return f"{visible(file)} hat inzwischen jemand geändert, und das bleibt. Ansehen, und noch einmal."


def flow_exists(*, flow: str) -> str:
    return f"Den Ablauf {visible(flow)} gibt es schon. Einen anderen Namen nehmen."


def option_not_set(*, option: str) -> str:
    return f"{visible(option)} ist nicht gesetzt, die Vorgabe gilt."


def option_is_table(*, option: str) -> str:
    return f"{visible(option)} ist eine Tabelle. Einen Schlüssel daraus nennen."


def option_is_no_table(*, option: str) -> str:
    return f"{visible(option)} ist ein Wert und keine Tabelle: darin ist nichts zu nennen."


def list_has_comments(*, option: str) -> str:
    return f"Die Liste {visible(option)} hat Kommentare, die verloren gingen. In einem Editor ändern."


def step_asked_already(*, step: str, flow: str) -> str:
    return f"{visible(flow)} fragt {visible(step)} schon ab."


def step_not_asked(*, step: str, flow: str, steps: tuple[str, ...]) -> str:
    return f"{visible(flow)} fragt {visible(step)} nicht ab, sondern {', '.join(map(visible, steps))}."


def step_without_serials(*, step: str) -> str:
    return f"{visible(step)} fragt keine Seriennummern ab: --without-serials weglassen."


def serials_undecided() -> str:
    return "Was wird aus einem Artikel, der Seriennummern braucht? --without-serials refuse oder --without-serials skip."


def unknown_option(*, option: str, flow: str) -> str:
    return f"{visible(option)} ist keine Option. Was es gibt: serialhhd flows explain {visible(flow)}"


def unknown_profile(*, profile: str, profiles: tuple[str, ...]) -> str:
    return f"{visible(profile)}: unbekanntes Geräteprofil. Es gibt {', '.join(profiles) or 'keines'}."
