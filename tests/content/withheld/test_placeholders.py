"""Placeholders in an unfinished story stop it; words that may be intended are warnings."""

from __future__ import annotations

import pytest

from newsprint.content.reader import read_article, read_standing
from newsprint.content.reading_results import ReadingError
from newsprint.content.withheld.placeholders import in_body
from newsprint.content.withheld.prose import prose
from tests.content.readings import outlet_settings, problems_of, read, yaml

CODES = ("not-for-publication", "placeholder", "placeholder-word")
STOPS = ("contains a placeholder: ", "says that the story is not for publication: ")


def found(text: str, path: str = "world/storm.md") -> list[str]:
    """Return the placeholders of a story: severity, place and message."""
    try:
        problems = read_article(path, text.encode(), outlet_settings()).problems
    except ReadingError as error:
        problems = tuple(error.problems)
    shown = [(each.line, each.column, each) for each in problems]
    assert all(each.code in CODES for _, _, each in shown)
    return [f"{each.severity} {line}:{column} {each.message}" for line, column, each in sorted(shown)]


@pytest.mark.parametrize(
    "title",
    [
        "ADVANCE OBIT Edith Penhallow",
        "Edith Penhallow – ADVANCE OBITUARY – DO NOT PUBLISH",
        "DO NOT PUBLISH",
        "Do not publish",
        "[Do not publish] The ferry returns",
        "The ferry returns (hold for release)",
        "The ferry returns - NOT FOR PUBLICATION",
        "EMBARGOED UNTIL 9AM: The ferry returns",
        "HOLD UNTIL MONDAY The ferry returns",
        "DON'T RUN: the ferry",
        "Lorem ipsum dolor sit amet",
        "The [[NOTE: name]] returns",
        "The [[CHECK: name]] returns",
        "[[?? name]] returns",
        "DO-NOT-PUBLISH: The ferry returns",
        "DONT PUBLISH The ferry returns",
        "Do NOT publish: the ferry",
        "NOT YET FOR PUBLICATION",
        "[EMBARGOED] The ferry returns",
        "EMBARGOED: The ferry returns",
        "Under embargo until 9am: the ferry returns",
        "EMBARGO 6PM: the ferry returns",
        "Sperrfrist: Montag, 18 Uhr",
        "[DRAFT] The ferry returns",
        "NICHT VERÖFFENTLICHEN – Die Fähre",
        "HOLD FOR LEGAL",
        "DO NOT PUBLISH: JUDGE NAMED",
        "THE FERRY RETURNS - DO NOT PUBLISH",
        "THE FERRY RETURNS DO NOT PUBLISH",
        "FERRY RETURNS (NOT FOR PUBLICATION)",
        "DO NOT PUBLISH BEFORE MONDAY: THE FERRY RETURNS",
        "DO NOT PUBLISH THIS STORY",
        "DO NOT PUBLISH THE OBIT YET",
        "The ferry returns DO NOT PUBLISH UNTIL LEGAL IS HAPPY",
        "EMBARGOED UNTIL MONDAY THE FERRY RETURNS",
        "ADVANCE OBIT EDITH PENHALLOW",
        "NICHT VERÖFFENTLICHEN VOR MONTAG: DIE FÄHRE",
        "DO NOT PUBLISH!!! THE FERRY RETURNS",
    ],
)
def test_a_headline_not_for_publication_stops_the_story(title: str) -> None:
    (only,) = found(yaml("", title=f'title: "{title}"\n'))
    assert only.startswith(tuple(f'error 2:1 "title" {stop}"' for stop in STOPS))


@pytest.mark.parametrize(
    "title",
    [
        "Do Not Publish My Address, Says Actor",
        "Editors who do not publish corrections",
        "Trade embargo until spring",
        "DO NOT PUBLISH THE NAMES, JUDGE SAYS",
        "DO NOT PUBLISH OUR ADDRESS, RESIDENTS PLEAD",
        "JUDGE TELLS PAPERS: DO NOT PUBLISH NAMES OF CHILDREN",
        "DO NOT PUBLISH, SAYS JUDGE",
        "PAPERS DO NOT PUBLISH ON CHRISTMAS DAY",
        "EMAILS WERE NOT FOR PUBLICATION, COURT HEARS",
        "SECRET REPORT NOT TO BE PUBLISHED, SAYS MINISTER",
        "BUDGET EMBARGOED UNTIL NOON, SAYS MINISTRY",
        "Judge to papers: DO NOT PUBLISH THE NAMES",
        "RICHTER: NAMEN NICHT VERÖFFENTLICHEN DÜRFEN ZEITUNGEN",
        "TRAINS DO NOT RUN ON SUNDAY",
        "GUNMEN HOLD FOUR HOSTAGES FOR RANSOM",
        "Not for release: the prisoners of Saltholm",
        "Advance obituaries, and who writes them",
        "Where GTK meets Qt",
        "XXL",
        "Super Bowl XXX",
        "Life in the XX century",
        "Vin Diesel in xXx",
        "Women have XX chromosomes",
        "News from www.gov.tk and .TK domains",
        "DO NOT USE TAP WATER, RESIDENTS ARE WARNED",
        "DON'T RUN FROM BEARS",
        "DO NOT POST THIS ONLINE, POLICE SAY",
        "“DO NOT PUBLISH”: the memo that silenced a paper",
        "ARMS EMBARGO TILL MAY",
        "Embargo lifted at 9am",
        "Embargo on Cuba until 2030",
        "Hold: a novel",
        "TK Maxx opens in Saltholm",
        "Turkish flight TK 1951",
        "Arte del siglo XX",
        "Kunst des XX. Jahrhunderts",
        "Sztuka XX wieku",
        "What XX and XY mean",
    ],
)
def test_a_real_headline_is_not_a_placeholder(title: str) -> None:
    assert found(yaml("", title=f'title: "{title}"\n')) == []


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ("teaser: Lorem ipsum dolor sit amet.", "teaser"),
        ("kicker: HOLD FOR RELEASE", "kicker"),
        ("kicker: Embargoed", "kicker"),
        ("tags: [ferry, DO NOT PUBLISH]", "tags"),
        ("dateline: '[[NOTE: where?]]'", "dateline"),
        ("image: {src: a.jpg, alt: lorem ipsum dolor}", "image.alt"),
        ("image: {src: a.jpg, alt: '', caption: NOT FOR PUBLICATION}", "image.caption"),
        ("image: {src: a.jpg, alt: '', credit: '[[[who?'}", "image.credit"),
        ("corrections: [{date: 2024-12-24, text: DO NOT PUBLISH}]", "corrections.text"),
    ],
)
def test_a_placeholder_elsewhere_in_the_front_matter_stops_the_story(lines: str, key: str) -> None:
    (only,) = found(yaml(lines))
    assert only.startswith(tuple(f'error 4:1 "{key}" {stop}' for stop in STOPS))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("The ferry is back. [[NOTE: check with the harbour]]", "6:20"),
        ("Words.\n\nThe [[[name]]] said so.", "8:5"),
        ("[[Editor: is this right?]]", "6:1"),
        ("[[todo: end]]", "6:1"),
        ("DO NOT PUBLISH BEFORE NINE", "6:1"),
        ("**EMBARGOED UNTIL 9AM**\n\nWords.", "6:3"),
        ("As [[[1]]] says.", "6:4"),
        ("As [[[1]]] (https://a.example) says.", "6:4"),
        ("[[[1]]](see below)", "6:1"),
        ("[[Desk: x]][y]", "6:1"),
        ("[[Desk: ask [Ann](https://a.example)]]", "6:1"),
        ("## DO NOT PUBLISH\n\nWords.", "6:4"),
        ("DO NOT PUBLISH THE FERRY STORY YET.\n\nWords.", "6:1"),
        ("Words.\n\n> NOT FOR PUBLICATION\n\nMore.", "8:3"),
        ("Sent at six, EMBARGOED UNTIL 9AM.\n\nWords.", "6:14"),
        ("(Do not publish)\n\nWords.", "6:2"),
        ("## The night\n\nLorem ipsum dolor sit amet.", "8:1"),
        ("![A pier](pier.jpg)\n\n*Lorem Ipsum dolor* sit amet.", "8:2"),
        ("<p>DO NOT PUBLISH</p>", "6:4"),
    ],
)
def test_a_placeholder_in_the_text_stops_the_story_and_has_its_place(body: str, place: str) -> None:
    (only,) = found(yaml("slug: a", body))
    assert only.startswith(
        (f"error {place} the text contains a placeholder: ", f"error {place} the story is not for publication: ")
    )


@pytest.mark.parametrize(
    "body",
    [
        "The memo said DO, NOT what. [[rustdoc] Fix](https://a.example) and [[TOC]] and [[Wiki link]].",
        "Words.\n\nHe read: “the order DO NOT PUBLISH came late”.",
        "```\n[[[1, 2], TK\nDO NOT PUBLISH\n```\n\nWords.",
        "Words `[[[TK` and ``a ` [[[`` and `XX`.",
        "Words <!-- [[NOTE: check --> here.",
        "<pre>\nTK [[[\n</pre>",
        "Words:\n\n    [[[TK\n\nMore.",
        "{% highlight json %}\n[[[1]]]\n{% endhighlight %}",
        "[Words](https://a.example/TK/XX) and https://a.example/TK <img src='XX'>",
        "[Words][TKK] in GTK, KDE's XXL, UTKTK.",
        "As shown [[[1]]](https://a.example/1), and later [[[2]](https://a.example/2)].",
        "[[[1]]](<https://a.example/a b>) [[[2]]](/two 'a title') [[[3]]][three]\n\n[three]: /3",
        "Read [[Desk: how it works](https://a.example)] and [[Editor: notes] more](https://a.example).",
        "[[TODO: a film][film]] opens.\n\n[film]: https://a.example",
        "A footnote [[[^1]]].\n\n[^1]: Words.",
        "# DO NOT PUBLISH THE NAMES, JUDGE SAYS\n\nWords.",
        "DO NOT PUBLISH PHOTOS OF THE ACCUSED, SAID THE SIGN.\n\nWords.",
    ],
)
def test_code_comments_and_addresses_contain_no_placeholders(body: str) -> None:
    assert found(yaml("slug: a", body)) == []


@pytest.mark.parametrize("words", ["a TK-year-old", "£XXm", "XX% of them", "XX/XX/2024", "in 20XX", "$TK"])
def test_a_placeholder_in_a_number_is_a_warning(words: str) -> None:
    (only,) = found(yaml("slug: a", f"The captain paid {words} for it."))
    assert only.startswith("warning 6:")


@pytest.mark.parametrize("body", ["“DO NOT PUBLISH,” said the memo.", "DO NOT RUN. That is what the sign says."])
def test_words_of_a_quotation_or_sign_are_not_an_instruction(body: str) -> None:
    assert found(yaml("slug: a", f"Words.\n\n{body}")) == []


def test_words_that_may_be_placeholders_are_warnings() -> None:
    body = "The fare is TK pounds.\n\nOf XX passengers TKTK were late.\n\nDesigners write lorem ipsum dolor here."
    assert found(yaml("kicker: TK", body)) == [
        'warning 4:1 "kicker" contains the placeholder "TK"',
        'warning 6:13 the word "TK" is a placeholder',
        'warning 8:4 the word "XX" is a placeholder',
        'warning 8:18 the word "TKTK" is a placeholder',
        'warning 10:17 the word "lorem ipsum" is a placeholder',
    ]
    assert len(found(yaml("slug: a", "TK " * 100))) == 5
    assert found(yaml("slug: a", "Words.\n\nWhy Lorem ipsum dolor?")) == [
        'warning 8:5 the word "Lorem ipsum" is a placeholder'
    ]


@pytest.mark.parametrize(
    "date",
    [
        "1969-12-31",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "1969-12-31T16:00:00-08:00",
        "1970-01-01T09:00:00+09:00",
        "1969-12-31 23:59:59 -1100",
    ],
)
def test_the_zero_of_computer_clocks_is_not_a_date(date: str) -> None:
    for key in ("updated", "embargo"):
        (only,) = found(yaml(f"{key}: {date}\nallow: doubtful-update"))
        assert only.startswith(f'error 4:1 "{key}" is 19') and only.endswith(
            "which programs write when they have no date"
        )
    assert found(yaml("", date=f"date: {date}\n"))[0].startswith('error 3:1 "date" is 19')
    assert len(found(yaml(f"corrections: [{{date: '{date}', text: x}}]"))) == 1


def test_the_zero_of_computer_clocks_in_a_file_name_is_not_a_date() -> None:
    (only,) = found(yaml("", date=""), path="world/1970-01-01-storm.md")
    assert only == 'error 1:0 "date" is 1970-01-01, which programs write when they have no date'
    assert found(yaml("", date="date: 1970-01-03\n")) == []


def test_a_story_can_allow_placeholders_and_a_draft_may_have_any() -> None:
    text = "[[NOTE: check]] TK"
    assert found(yaml("allow: [placeholder, placeholder-word]", text)) == []
    assert found(yaml("allow: placeholder-word", text)) == ['error 6:1 the text contains a placeholder: "[[NOTE"']
    assert found(yaml("allow: placeholder", text)) == ['warning 6:17 the word "TK" is a placeholder']
    assert read(yaml("draft: true", text, title="title: DO NOT PUBLISH\n", date="date: 1970-01-01\n")).draft
    assert len(problems_of(yaml("slug: a", text))) == 2


def test_a_story_that_is_not_for_publication_has_a_code_of_its_own() -> None:
    text = yaml("allow: [not-for-publication]", "DO NOT PUBLISH\n\n[[NOTE: x]]", title="title: DO NOT PUBLISH\n")
    assert found(text) == ['error 8:1 the text contains a placeholder: "[[NOTE"']
    text = text.replace("not-for-publication", "placeholder")
    assert found(text) == [
        'error 2:1 "title" says that the story is not for publication: "DO NOT PUBLISH"',
        'error 6:1 the story is not for publication: "DO NOT PUBLISH"',
    ]
    assert [each.partition(" ")[2] for each in found(yaml("", "[[HOLD: ask Ann]]\n\n[[Desk: DO NOT PUBLISH]]"))] == [
        '6:1 the story is not for publication: "[[HOLD:"',
        '8:1 the story is not for publication: "[[Desk: DO NOT PUBLISH"',
    ]


def test_a_placeholder_stops_a_page_and_a_profile_too() -> None:
    for path in ("pages/about.md", "authors/ann.md"):
        with pytest.raises(ReadingError) as raised:
            read_standing(path, b"---\ntitle: About\n---\nLorem ipsum dolor.\n", outlet_settings())
        assert [(problem.path, problem.line) for problem in raised.value.problems] == [(f"content/{path}", 4)]


def test_prose_keeps_the_place_of_every_word() -> None:
    text = "a `b` <i>c</i>\n```\nd\n```\n[e](f) and https://g.example h\n"
    assert prose(text) == "a     " + "   c    \n   \n \n   \n" + "[e     and" + " " * 19 + "h\n"


@pytest.mark.parametrize(
    "piece", ["<!--", "<pre", "`", "``` `", "](", "<a", "{% raw", "```\n", "[[TK", "* \n", "lorem "]
)
def test_many_unclosed_openings_are_read_in_one_pass(piece: str) -> None:
    text = piece * 50_000
    assert len(prose(text)) == len(text)
    list(in_body(f"TK [[ {text}", 1))
