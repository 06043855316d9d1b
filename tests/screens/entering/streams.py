"""Streams of bytes as clients and lines send them: pieces of sequences, cut anywhere."""

from hypothesis import strategies as st

F_KEYS = [f"f{number}" for number in range(1, 13)]
VT220 = [f"[{code}~" for code in (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24)]
PIECES = st.sampled_from(
    [
        *(
            b"\x1b",
            b"[",
            b"O",
            b"]",
            b"P",
            b"\\",
            b"\x07",
            b"1;5",
            b"11",
            b"$",
            b"~",
            b"A",
            b"M",
            b"5",
            b"[[A",
        ),
        *(
            b"\x1b[",
            b"\x1bO",
            b"\x1b]",
            b"\x1bP",
            b"\x1b\\",
            b"\x1b[200~",
            b"\x1b[?1;2c",
            b"\x1b[[",
            b"\x1b[11~",
        ),
        *(
            b"SN1",
            b"\r",
            b"\n",
            b"\t",
            b"\x1d",
            b"\x00",
            b"\x08",
            b"\x7f",
            b"\x03",
            b"\x15",
            b"\x0c",
            b"\x9b",
        ),
        *("ä".encode(), "日".encode(), b"\xe4", b"\xc3", b"\xe6\x97", b"x" * 30, b"x" * 250, b"1" * 30),
    ]
)
STREAMS = st.lists(st.one_of(PIECES, st.binary(max_size=4)), max_size=20).map(b"".join)
