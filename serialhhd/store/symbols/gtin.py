"""Check digits and the four lengths of a GTIN: plain arithmetic, needed by products and by scans."""

from collections.abc import Iterator
from itertools import accumulate

_LENGTHS = (8, 12, 13, 14)


def is_digits(text: str) -> bool:
    """Whether the text is one or more of the digits 0-9 (no digit of another script)."""
    return text.isascii() and text.isdigit()


def check_digit(payload: str) -> str:
    """Return the GS1 check digit (one digit) that belongs behind `payload`, a string of digits.

    Source: GS1 General Specifications, 7.9.1 (weights 3 and 1 from the right).
    """
    weighted = 3 * sum(map(int, payload[::-2])) + sum(map(int, payload[-2::-2]))
    return str(-weighted % 10)


def has_check_digit(digits: str) -> bool:
    """Whether the last of two or more digits is the right GS1 check digit of those before it."""
    return check_digit(digits[:-1]) == digits[-1]


def has_gtin_length(code: str) -> bool:
    """Whether the code is digits only and as long as a GTIN: 8, 12, 13 or 14."""
    return len(code) in _LENGTHS and is_digits(code)


def gtin14(code: str) -> str | None:
    """Return a GTIN-8, -12, -13 or -14 as 14 digits, None for anything else or a wrong check digit."""
    return code.zfill(14) if has_gtin_length(code) and has_check_digit(code) else None


def gtins_in(digits: str) -> Iterator[tuple[int, str]]:
    """Yield every GTIN of 14, 13 or 12 digits that stands in a run of digits: the place where it begins, and its 14 digits.

    A sum of the weighed digits up to each place is enough: a check digit is right where what stands between two of them is a
    multiple of 10. The weights are 1 and 3 in turns, from the last digit of the GTIN on.
    """
    values = list(map(int, digits))
    sums = [
        [0, *accumulate(value * (3 if (place + turn) % 2 else 1) for place, value in enumerate(values))]
        for turn in (0, 1)
    ]
    for length in (14, 13, 12):
        for end in range(length, len(digits) + 1):
            weighed, begin = sums[(end - 1) % 2], end - length
            if (weighed[end] - weighed[begin]) % 10 == 0:
                yield begin, digits[begin:end].zfill(14)


def spellings(code: str) -> tuple[str, ...]:
    """Return a code, and how else the GTIN that it is may be written, shorter and longer; eight digits may be an EAN-8 and an UPC-E."""
    wholes = [whole for whole in (gtin14(code), gtin14(upc_a(code) or "")) if whole]
    shorter = {whole[-size:] for whole in wholes for size in _LENGTHS if not whole[:-size].strip("0")}
    zeros_out = {short for whole in wholes for short in _upc_es(whole[2:]) if whole.startswith("00")}
    return (code, *sorted((shorter | zeros_out) - {code}))


def _upc_es(whole: str) -> Iterator[str]:
    """Yield each UPC-E (8 digits) that stands for an UPC-A (12 digits)."""
    system, maker, item, check = whole[0], whole[1:6], whole[6:11], whole[11]
    for six in (
        maker[:2] + item[2:] + maker[2],
        maker[:3] + item[3:] + "3",
        maker[:4] + item[4] + "4",
        maker + item[4],
    ):
        if upc_a(f"{system}{six}{check}") == whole:
            yield f"{system}{six}{check}"


def upc_a(upc_e: str) -> str | None:
    """Return the UPC-A (12 digits) that an UPC-E of 8 digits stands for; None for any other text.

    Source: GS1 General Specifications, 5.2.2.4.2 (zero suppression). The check digit is the UPC-A's, and must be right.
    """
    if len(upc_e) != len("01234565") or not is_digits(upc_e) or upc_e[0] not in "01":
        return None
    system, digits, last, check = upc_e[0], upc_e[1:6], upc_e[6], upc_e[7]
    if last in "012":
        body = digits[:2] + last + "0000" + digits[2:]
    elif last == "3":
        body = digits[:3] + "00000" + digits[3:]
    elif last == "4":
        body = digits[:4] + "00000" + digits[4:]
    else:
        body = digits + "0000" + last
    expanded = system + body + check
    return expanded if has_check_digit(expanded) else None
