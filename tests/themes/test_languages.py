"""The language of an outlet: dates, words and direction, and the strings files with the words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.site import read_config
from tests.promises.incremental.plain_theme import THEME
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, in_order, main, visible_text

STRINGS = Path(__file__).parents[2] / "themes" / "gazette" / "strings"
STORM = "/world/2024/12/23/storm/"
KEYS = tuple((table, key) for table, words in tomllib.loads((STRINGS / "en.toml").read_text()).items() for key in words)


def _configuration(language: str) -> str:
    return CONFIGURATION.replace('url = "', f'language = "{language}"\nurl = "')


def _outlet(outlet: Make, language: str, **more: str) -> Outlet:
    return outlet(
        {
            "newsprint.toml": _configuration(language),
            "content/storm.md": article(
                "Tempête",
                date="2024-12-23",
                authors=["Zoé", "Léa"],
                corrections=[{"date": "2024-12-23", "text": "Huit mètres."}],
            ),
            "content/old.md": article("Avant", date="2024-08-19"),
            **{name.replace("__", "/").replace("DOT", "."): text for name, text in more.items()},
        }
    )


def test_a_french_outlet_has_french_words_and_dates(outlet: Make) -> None:
    site = _outlet(outlet, "fr")
    site.build()
    page = site.page(STORM)
    assert (page.html["lang"], page.html["dir"]) == ("fr", "ltr")
    in_order(
        visible_text(page),
        [
            "The Harbour Gazette",
            "Aujourd’hui : 23 déc. 2024",
            "23 décembre 2024",
            "Tempête",
            "Par Zoé et Léa",
            "Rectificatif",
            "Derniers articles",
            "Avant",
            "19 août 2024",
        ],
    )
    assert visible_text(site.page("/404.html").h1) == "Page introuvable"
    assert visible_text(site.page("/archive/2024/08/").h1) == "août 2024"
    assert "lundi 19 août" in visible_text(site.page("/archive/2024/08/"))


def test_an_arabic_outlet_is_right_to_left(outlet: Make) -> None:
    site = _outlet(outlet, "ar")
    site.build()
    for name in site.files():
        if name.endswith(".html"):
            assert (site.page(name).html["lang"], site.page(name).html["dir"]) == ("ar", "rtl")
    in_order(
        visible_text(site.page(STORM)), ["اليوم : 23 ديسمبر 2024", "23 ديسمبر 2024", "بقلم Zoé و Léa", "أحدث المقالات"]
    )


BUILT_IN = ["ar", "de", "en", "es", "fr"]


@pytest.mark.parametrize("language", BUILT_IN)
def test_no_english_words_are_on_pages_in_another_language(outlet: Make, language: str) -> None:
    """Search all pages for words that are only English."""
    site = _outlet(outlet, language)
    site.build()
    english = tomllib.loads((STRINGS / "en.toml").read_text())["words"]
    only_english = {
        english[key] for key in ("latest_contents", "latest_stories", "no_stories", "not_found", "back_to_front")
    }
    only_english |= {"Archive:", "December 2024", "Skip to", "Today"}
    text = " ".join(visible_text(site.page(name)) for name in site.files() if name.endswith(".html"))
    found = {words for words in only_english if words in text}
    assert bool(found) == (language == "en"), found


@pytest.mark.parametrize("file", sorted(STRINGS.glob("*.toml")), ids=lambda file: file.name)
def test_every_strings_file_has_the_same_keys_as_the_english_one(file: Path) -> None:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    assert tuple((table, key) for table, words in tables.items() for key in words) == KEYS
    assert all(words.strip() for table in tables.values() for words in table.values())


def test_the_built_in_theme_has_five_languages() -> None:
    assert sorted(file.stem for file in STRINGS.iterdir()) == BUILT_IN


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("de", ["Heute: 23. Dez. 2024", "23. Dezember 2024", "Von Zoé und Léa", "Neueste Artikel", "19. August 2024"]),
        ("es", ["Hoy: 23 dic 2024", "23 de diciembre de 2024", "Por Zoé y Léa", "Últimos artículos"]),
        ("en", ["Today : Dec 23, 2024", "23 December 2024", "By Zoé and Léa", "Latest Contents", "19 August 2024"]),
        ("en-US", ["Today : Dec 23, 2024", "23 December 2024", "By Zoé and Léa", "Latest Contents", "19 August 2024"]),
    ],
)
def test_a_page_has_the_words_and_dates_of_the_outlet_s_language(
    outlet: Make, language: str, printed: list[str]
) -> None:
    """Dates of stories have the same format on the page and in the widget."""
    site = _outlet(outlet, language)
    assert site.build().warnings == ()
    in_order(visible_text(site.page(STORM)), printed)


def test_a_regional_language_uses_the_words_of_the_language(outlet: Make) -> None:
    site = _outlet(outlet, "fr-CA")
    site.build()
    page = site.page(STORM)
    assert page.html["lang"] == "fr-CA"
    assert "Derniers articles" in visible_text(page)


def test_an_unknown_language_is_an_error_in_the_configuration(outlet: Make) -> None:
    site = outlet({"newsprint.toml": _configuration("xx-nowhere")})
    with pytest.raises(ConfigurationError, match=r'^newsprint\.toml:3:1: unknown language "xx-nowhere"'):
        read_config(site.folder)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("cy", ["Today : 23 Rhag 2024", "23 Rhagfyr 2024", "By Zoé and Léa", "Latest Contents", "19 Awst 2024"]),
        ("pt-BR", ["23 de dez. de 2024", "23 de dezembro de 2024", "By Zoé"]),
        ("ja", ["2024年12月23日", "By Zoé"]),
        ("hu", ["2024. dec. 23.", "2024. december 23.", "By Zoé"]),
        ("tlh", ["Today : Dec 23, 2024", "23 December 2024", "By Zoé"]),
    ],
)
def test_a_language_without_strings_has_english_words_its_dates_and_a_warning(
    outlet: Make, language: str, printed: list[str]
) -> None:
    site = _outlet(outlet, language)
    (warning,) = site.build().warnings
    assert str(warning) == (
        f'newsprint.toml:3:1: the theme "gazette" has no words in the language "{language}": they are printed '
        f"in English (run newsprint theme copy strings/en.toml --as strings/{language}.toml, then translate that file)"
    )
    assert warning.code == "untranslated"
    in_order(visible_text(site.page(STORM)), printed)
    assert site.build().warnings == (warning,)


def test_an_untranslated_theme_can_be_an_error_or_ignored(outlet: Make) -> None:
    site = _outlet(outlet, "cy")
    toml = _configuration("cy") + '\n[checks]\nuntranslated = "{}"\n'
    (problem,) = site.write({"newsprint.toml": toml.format("error")}).problems()
    assert 'no words in the language "cy"' in problem
    assert site.write({"newsprint.toml": toml.format("ignore")}).build().warnings == ()


def test_the_hint_names_the_strings_file_of_an_own_theme(outlet: Make) -> None:
    own = {
        "newsprint.toml": _configuration("cy").replace("[sections]", 'theme = "own"\n\n[sections]'),
        **{name.replace("plain", "own"): text for name, text in THEME.items()},
        "content/storm.md": article(),
    }
    (warning,) = outlet(own).build().warnings
    assert warning.hint == "translate themes/own/strings/en.toml as themes/own/strings/cy.toml"


def test_a_theme_without_strings_is_not_reported_as_untranslated(outlet: Make) -> None:
    templates = {name.replace("plain", "own"): text for name, text in THEME.items() if "strings" not in name}
    toml = _configuration("cy").replace("[sections]", 'theme = "own"\n\n[sections]')
    templates["themes/own/templates/404.html"] = "Gone"
    site = outlet({"newsprint.toml": toml, "content/storm.md": article(), **templates})
    assert site.build().warnings == ()


def test_an_outlet_can_add_a_language_with_a_strings_file(outlet: Make) -> None:
    welsh = (STRINGS / "en.toml").read_text().replace('"Latest Contents"', '"Diweddaraf"').replace('"By"', '"Gan"')
    site = _outlet(outlet, "cy", themes__gazette__strings__cyDOTtoml=welsh.replace('"d MMMM y"', '"d. MMMM y"'))
    assert site.build().warnings == ()
    in_order(visible_text(site.page(STORM)), ["23. Rhagfyr 2024", "Gan Zoé", "Diweddaraf"])


def test_missing_strings_are_english_words_and_dates_of_cldr(outlet: Make) -> None:
    site = _outlet(outlet, "pt", themes__gazette__strings__ptDOTtoml='[words]\nlatest_contents = "Recentes"\n')
    assert site.build().warnings == ()
    in_order(visible_text(main(site.page(STORM))), ["23 de dezembro de 2024", "By Zoé", "Recentes"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("[words]\nby = 7\n", "themes/gazette/strings/fr.toml:2", id="a number"),
        pytest.param("[words]\nby = \n", "themes/gazette/strings/fr.toml:2", id="not TOML"),
        pytest.param('[wurds]\nby = "Par"\n', "themes/gazette/strings/fr.toml:1", id="unknown table"),
    ],
)
def test_an_error_in_a_strings_file_is_reported_with_its_line(outlet: Make, text: str, place: str) -> None:
    (problem,) = _outlet(outlet, "fr", themes__gazette__strings__frDOTtoml=text).problems()
    assert problem.startswith(place)


def test_an_invalid_date_format_is_reported_with_its_line(outlet: Make) -> None:
    text = '[dates]\npublished = "d MMMM HH:mm"\n'
    (problem,) = _outlet(outlet, "fr", themes__gazette__strings__frDOTtoml=text).problems()
    assert problem.startswith('themes/gazette/strings/fr.toml:2:1: the date format "published" has a time')
