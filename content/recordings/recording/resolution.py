"""The resolution of the council on the wall at Cooper's Quay, as the clerk sent it in."""

from .paper import Line, pdf

HEAD: list[Line] = [
    ("bold", 11, 0, "TOWN OF PORT AVERIL"),
    ("serif", 11, 16, "Extraordinary meeting of the Council, Sunday 22 December 2024"),
    ("bold", 19, 52, "Resolution 2024/118"),
    ("italic", 12, 24, "Cooper’s Quay: raising of the harbour wall"),
]
TEXT = """The Council, having received the report of the harbour master on the
night of 7 December, and the survey of the wall, resolves:

1.  that the harbour wall at Cooper’s Quay be raised by 1.1 metres between
     the ice house and the slip, a length of 380 metres;

2.  that five gates, each 4.5 metres wide, be made in it, which two people
     can shut by hand, at night and without electricity;

3.  that the crack by the ice house be repaired by 31 March 2025;

4.  that work begin in September 2025 and end by 30 November 2026, and
     that there be none in December and January;

5.  that application be made to the Coastal Resilience Fund for £6,440,000,
     and that the Town borrow the remaining £2,760,000 over 30 years;

6.  that the roof of the baths in Albert Street be put off to 2028.

For: 17, and the casting vote of the Mayor.   Against: 17."""
FOOT: list[Line] = [
    ("serif", 12, 54, "M. Oakeshott, Clerk to the Council"),
    ("italic", 11, 16, "Signed at eight minutes past eleven, by the light of a telephone."),
]


def resolution() -> bytes:
    """Return it as a PDF."""
    text: list[Line] = [("serif", 12, 17 if words else 9, words) for words in TEXT.splitlines()]
    text[0] = ("serif", 12, 40, text[0][3])
    return pdf("Resolution 2024/118: raising of the harbour wall at Cooper’s Quay", [*HEAD, *text, *FOOT])
