"""A sheet of paper as a PDF: one page of A4, with the fonts that every reader has."""

WIDTH, HEIGHT, EDGE = 595, 842, 78
FONTS = {"serif": "Times-Roman", "bold": "Times-Bold", "italic": "Times-Italic"}

Line = tuple[str, int, int, str]
"""The font, its size, the distance to the line before, and the words; sizes are in points."""


def pdf(title: str, lines: list[Line]) -> bytes:
    """Return the file of a page with ``lines`` from top to bottom, called ``title``."""
    names = {style: f"F{place}" for place, style in enumerate(FONTS)}
    height, drawn = HEIGHT - EDGE, []
    for style, size, distance, words in lines:
        height -= distance
        drawn.append(f"BT /{names[style]} {size} Tf {EDGE} {height} Td ({escaped(words)}) Tj ET")
    content = "\n".join(drawn).encode("cp1252")
    fonts = " ".join(f"/{names[style]} {5 + place} 0 R" for place, style in enumerate(FONTS))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
        f"/Resources << /Font << {fonts} >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
            for font in FONTS.values()
        ),
        f"<< /Title ({escaped(title)}) /Author (Town of Port Averil) >>".encode("cp1252"),
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """Return a file of ``objects``: the first is its catalog, the last has its title."""
    file, places = b"%PDF-1.7\n", []
    for place, each in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (place, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return file + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), start,
    )


def escaped(words: str) -> str:
    """Return ``words`` as the string of a PDF needs them."""
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
