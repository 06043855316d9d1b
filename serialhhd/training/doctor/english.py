"""What is told of a scanner, and how it is cured."""

from serialhhd.flows.sentences.language import said

# --- what came ----------------------------------------------------------------------------------------------------


@said
def caption_bytes() -> str:
    return "came"


@said
def caption_prefix() -> str:
    return "prefix"


@said
def caption_aim_id() -> str:
    return "AIM identifier"


@said
def caption_separator() -> str:
    return "separator"


@said
def caption_suffix() -> str:
    return "suffix"


@said
def caption_letters() -> str:
    return "letter case"


@said
def caption_layout() -> str:
    return "keyboard"


@said
def caption_gap() -> str:
    return "pauses"


@said
def caption_reads() -> str:
    return "reads"


@said
def nothing() -> str:
    return "none"


@said
def as_printed() -> str:
    return "as printed"


@said
def turned() -> str:
    return "turned round"


@said
def all_large() -> str:
    return "all large"


@said
def all_small() -> str:
    return "all small"


@said
def not_measured() -> str:
    return "none seen"


@said
def seconds_at_most(*, seconds: str) -> str:
    return f"{seconds} s at most"


@said
def keyboard_of(*, layout: str) -> str:
    return f"{layout.capitalize()}"


# --- what to do ---------------------------------------------------------------------------------------------------


@said
def scan_this() -> str:
    return "Scan this symbol. Ctrl+C leaves."


@said
def scan_paper() -> str:
    return "Scan the check symbol. Ctrl+C leaves."


@said
def all_is_well() -> str:
    return "All is well: nothing need be set."


@said
def lines_for_flows() -> str:
    return "For flows.toml:"


@said
def cure_suffix_missing() -> str:
    return "Nothing ends the scan. Set the scanner's suffix (terminator) to Enter, CR."


@said
def cure_suffix_odd(*, suffix: str) -> str:
    return f"Behind the data comes {suffix}, and would stand in each code. Set the scanner's suffix to Enter, CR, alone."


@said
def cure_prefix_odd(*, prefix: str) -> str:
    return f"Before the data comes {prefix}, which may begin a code. Set the scanner's prefix to none, or to a sign such as ~."


@said
def cure_separator_lost() -> str:
    return (
        "FNC1 is lost: lot and serial run into each other. Set the scanner to send it as GS, 0x1D "
        '("transmit GS", "FNC1 as GS"); where it is a keyboard, control characters as Ctrl and a key (Ctrl+]).'
    )


@said
def cure_separator_odd(*, separator: str) -> str:
    return f"{separator} stands for FNC1, and may stand in a code too. Set the scanner to send GS, 0x1D, or a sign such as |."


@said
def cure_letters_turned() -> str:
    return "Large letters come small and small ones large: Caps Lock is on. Switch it off, or set the scanner to heed it."


@said
def cure_letters_changed() -> str:
    return "The letters' case is changed. Set the scanner's case conversion to none."


@said
def cure_layout_differs(*, layout: str) -> str:
    return f"The scanner presses the keys of a US keyboard, and is taken for a {layout.capitalize()} one. Set its keyboard country to that, or the computer's to US. Then check again."


@said
def cure_gap_too_long(*, seconds: str) -> str:
    return f"There are {seconds} s between characters: a scan is taken for two. Set the scanner's delay between characters to none; over a radio, look at its signal."


@said
def cure_read_again(*, reads: int) -> str:
    return f"It came {reads} times. Set the scanner's delay for the same symbol to half a second or more, and let go of its trigger."


@said
def cure_data_missing(*, missing: int) -> str:
    return f"{missing} characters are missing. Scan again; if that stays so, set a delay of 5 ms between characters, or the scanner's speed lower."


@said
def cure_other_symbol(*, text: str) -> str:
    return f"That is not the check symbol: {text}"


@said
def cure_silence(*, seconds: int) -> str:
    return (
        f"Nothing came within {seconds} s. Look first whether the scanner beeps: if not, make the screen brighter or larger, or scan "
        "from paper (--print FILE); a laser reads no DataMatrix (--symbol gs1-128). If it beeps, whether it is paired or plugged in, "
        "set to be a keyboard (HID), and whether this window has the focus: a code scanned into an editor shows that."
    )
