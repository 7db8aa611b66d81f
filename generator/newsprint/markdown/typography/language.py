"""The typography of each language: quotation marks, elisions, the label of a back link."""

from __future__ import annotations

import re

from msgspec import Struct

_NO_BREAK = "\N{NO-BREAK SPACE}"


class QuotationMarks(Struct, frozen=True):
    """The marks around a quotation, and around a quotation within it."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


ENGLISH = QuotationMarks("“", "”", "‘", "’")
_GUILLEMETS = QuotationMarks("«", "»", "“", "”")
_LOW_HIGH = QuotationMarks("„", "“", "‚", "‘")
_LOW_RIGHT = QuotationMarks("„", "”", "‚", "’")
_RIGHT_RIGHT = QuotationMarks("”", "”", "’", "’")
_SLAVIC = QuotationMarks("«", "»", "„", "“")
_SWISS = QuotationMarks("«", "»", "‹", "›")
_CORNERS = QuotationMarks("「", "」", "『", "』")

MARKS: dict[str, QuotationMarks] = {
    "ar": ENGLISH,
    "be": _SLAVIC,
    "bg": _LOW_HIGH,
    "bs": _LOW_RIGHT,
    "ca": _GUILLEMETS,
    "cs": _LOW_HIGH,
    "da": _RIGHT_RIGHT,
    "de": _LOW_HIGH,
    "de-ch": _SWISS,
    "dsb": _LOW_HIGH,
    "el": QuotationMarks("«", "»", "‘", "’"),
    "es": _GUILLEMETS,
    "et": QuotationMarks("„", "“", "«", "»"),
    "fa": _SWISS,
    "fi": _RIGHT_RIGHT,
    "fr": QuotationMarks(f"«{_NO_BREAK}", f"{_NO_BREAK}»", "“", "”"),
    "fr-ch": _SWISS,
    "gl": _GUILLEMETS,
    "gsw": _SWISS,
    "he": _RIGHT_RIGHT,
    "hr": _LOW_RIGHT,
    "hsb": _LOW_HIGH,
    "hu": QuotationMarks("„", "”", "»", "«"),
    "hy": _GUILLEMETS,
    "is": _LOW_HIGH,
    "it": _GUILLEMETS,
    "it-ch": _SWISS,
    "ja": _CORNERS,
    "lb": _LOW_HIGH,
    "lt": _LOW_HIGH,
    "mk": _LOW_HIGH,
    "nb": QuotationMarks("«", "»", "‘", "’"),
    "nn": QuotationMarks("«", "»", "‘", "’"),
    "no": QuotationMarks("«", "»", "‘", "’"),
    "pl": _LOW_RIGHT,
    "pt-pt": _GUILLEMETS,
    "rm": _SWISS,
    "ro": QuotationMarks("„", "”", "«", "»"),
    "ru": _SLAVIC,
    "sk": _LOW_HIGH,
    "sl": _LOW_HIGH,
    "sq": _GUILLEMETS,
    "sr": _LOW_RIGHT,
    "sv": _RIGHT_RIGHT,
    "uk": _SLAVIC,
    "zh-hant": _CORNERS,
    "zh-tw": _CORNERS,
}

BACK_LABELS: dict[str, str] = {
    "cs": "Zpět k odkazu {}",
    "da": "Tilbage til henvisning {}",
    "de": "Zurück zu Verweis {}",
    "en": "Back to reference {}",
    "es": "Volver a la referencia {}",
    "fi": "Takaisin viitteeseen {}",
    "fr": "Retour à la référence {}",
    "it": "Torna al riferimento {}",
    "nb": "Tilbake til henvisning {}",
    "nl": "Terug naar verwijzing {}",
    "no": "Tilbake til henvisning {}",
    "pl": "Powrót do odnośnika {}",
    "pt": "Voltar à referência {}",
    "sv": "Tillbaka till hänvisning {}",
}


ELISIONS: dict[str, str] = {
    "af": "n|k|t",
    "en": "n|em|tis|twas|twere|twill|twould|til|till|bout|cos|coz|cause|cuz|neath|tween|round|nuff|kay|sup|cept",
    "nl": "s|t|n|k|m|r|ns|tis|twas",
}
"""The words of a language that begin with an apostrophe, written without it."""


def elisions(language: str) -> re.Pattern[str]:
    """Return a pattern for the text after an apostrophe at the start of a word.

    It matches a year without its century, or one of the language's words in :data:`ELISIONS`.
    """
    words = ELISIONS.get(_primary(language))
    return re.compile(rf"(?:\d\ds?{f'|{words}' if words else ''})\b", re.I)


def quotation_marks(language: str) -> QuotationMarks:
    """Return the marks of a language; those of English for an unknown one."""
    tag = language.lower().replace("_", "-")
    while tag not in MARKS and "-" in tag:  # RFC 4647, section 3.4: zh-hant-hk is zh-hant
        tag = tag.rpartition("-")[0]
    return MARKS.get(tag, ENGLISH)


def back_label(language: str) -> str:
    """Return the label of a footnote's back link, with ``{}`` for the number.

    The label for an unknown language is a symbol.
    """
    return BACK_LABELS.get(_primary(language), "↩ {}")


def _primary(language: str) -> str:
    """Return the primary language: ``zh`` for ``zh-Hant-HK``."""
    return re.split("[-_]", language.lower(), maxsplit=1)[0]
