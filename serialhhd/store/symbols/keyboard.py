# ruff: noqa: RUF001 - the letters are what the keys write
"""What a code was before a keyboard of another country typed it: scanners press keys, the computer chooses the letters.

A scanner that is set for a US keyboard presses the keys of `SN0001`; a computer set for France writes `SNààà&`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_US = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
LAYOUTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "french": "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
        "belgian": "²&é\"'(§è!çà)-azertyuiop^$µqsdfghjklmùwxcvbn,;:=³1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+",
        "german": "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
        "czech": ";+ěščřžýáíé=´qwertzuiopú)¨asdfghjklů§yxcvbnm,.-°1234567890%ˇQWERTZUIOP/('ASDFGHJKL\"!YXCVBNM?:_",
        "slovak": ';+ľščťžýáíé=´qwertzuiopúäňasdfghjklô§yxcvbnm,.-°1234567890%ˇQWERTZUIOP/()ASDFGHJKL"!YXCVBNM?:_',
        "hungarian": "0123456789öüóqwertzuiopőúűasdfghjkléáyxcvbnm,.-§'\"+!%/=()ÖÜÓQWERTZUIOPŐÚŰASDFGHJKLÉÁYXCVBNM?:_",
        "russian": 'ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
        "ukrainian": "'1234567890-=йцукенгшщзхї\\фівапролджєячсмитьбю.₴!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЇ/ФІВАПРОЛДЖЄЯЧСМИТЬБЮ,",
        "greek": "`1234567890-=;ςερτυθιοπ[]\\ασδφγηξκλ΄'ζχψωβνμ,./~!@#$%^&*()_+:΅ΕΡΤΥΘΙΟΠ{}|ΑΣΔΦΓΗΞΚΛ¨\"ΖΧΨΩΒΝΜ<>?",
        "hebrew": ";1234567890-=/'קראטוןםפ][\\שדגכעיחלךף,זסבהנמצתץ.~!@#$%^&*)(_+QWERTYUIOP}{|ASDFGHJKL:\"ZXCVBNM><?",
    }
)
"""What the same keys write elsewhere, plain and with Shift, by the country's adjective."""


def _back(layout: str) -> Mapping[str, str]:
    """Return which US key wrote each character; the plain one where two did."""
    return dict(reversed(list(zip(layout, _US, strict=True))))


_MEANT: Final = tuple(map(_back, LAYOUTS.values()))
_SHIFTED: Final = tuple(
    dict(zip(row, "1234567890", strict=True))
    for row in (
        "&é\"'(-è_çà",
        "&é\"'(§è!çà",
        "+ěščřžýáíé",
        "+ľščťžýáíé",
        "!@#$%^&*()",
        '!"§$%&/()=',
    )
)
"""The digits as other keyboards write them, or any with Shift stuck."""
_FEWEST, _FEWEST_WITHOUT_LETTERS = 4, 6


def digits_meant(code: str) -> str | None:
    """Return the code with digits in place of the signs that a wrong layout or a stuck Shift wrote; None if it shows none.

    It shows where a code has no digit, nothing but ASCII letters besides the keys of one layout's digit row, and at
    least four of those: one of them outside ASCII, or two different ones, or six and no letter.
    """
    if any("0" <= character <= "9" for character in code):
        return None
    return next((code.translate(_table(row)) for row in _SHIFTED if _is_typed_on(row, code)), None)


def meant(code: str) -> str | None:
    """Return what a code with letters outside ASCII may have been on the scanner; None where no layout explains it."""
    read = [text for layout in _MEANT if (text := _read_back(layout, code)) is not None]
    return min(read, key=_oddness, default=None)


def typed_on(layout: str, code: str) -> str:
    """Return what a computer of a layout writes where a scanner presses the keys of a US keyboard for a code."""
    return code.translate(dict(zip(map(ord, _US), LAYOUTS[layout], strict=True)))


def _is_typed_on(row: Mapping[str, str], code: str) -> bool:
    signs = [character for character in code if character in row]
    others = [character for character in code if character not in row]
    if len(signs) < _FEWEST or not all(each.isascii() and each.isalpha() for each in others):
        return False
    if not "".join(signs).isascii():
        return True
    return len(set(signs) - set("-_")) > 1 if others else len(signs) >= _FEWEST_WITHOUT_LETTERS


def _read_back(layout: Mapping[str, str], code: str) -> str | None:
    if any(not character.isascii() and character not in layout for character in code):
        return None
    return "".join(layout.get(character, character) for character in code)


def _oddness(text: str) -> tuple[int, int]:
    return sum(not each.isalnum() for each in text), sum(each.isalpha() for each in text)


def _table(row: Mapping[str, str]) -> dict[int, str]:
    return {ord(key): digit for key, digit in row.items()}
