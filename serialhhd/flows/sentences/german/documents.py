"""Belege."""


def document_opened(*, document: str, partner: str | None, open_lines: int) -> str:
    who = f" {partner}" if partner else ""
    return f"{document}{who}: {open_lines} offen"
