"""The list of articles with their states: sorted, filtered and searched, one page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.base.urls import encoded
from newsprint.catalog.reading import overview, schedule
from newsprint.catalog.reading.overview import Order, Place, Shown, Wanted
from newsprint.catalog.reading.schedule import Coming, Turn
from newsprint.content.article import Article
from newsprint.content.states import State, state_of
from newsprint.preview.desk.asked import WITH_PROBLEMS, Asked, asked_by
from newsprint.preview.desk.figures import recent_days
from newsprint.preview.desk.frame import desk_page, machine_time, sections_of, time_of
from newsprint.preview.desk.problems import Listed, listed
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import Answer
from newsprint.preview.pages.editors import link_to

ON_A_PAGE = 50
COMING = 6
UNLISTED = 5
"""How many files to name that have problems and are not in the list; the page of problems has all of them."""

_TURNS = {Turn.EMBARGO: "Embargo ends", Turn.SCHEDULE: "Goes out", Turn.EXPIRY: "Expires"}
_COLUMNS = {
    Order.TITLE: "Headline",
    Order.SECTION: "Section",
    Order.DATE: "Date",
    Order.STATE: "State",
    Order.WORDS: "Words",
}


class Story(Struct, frozen=True):
    """A row of the list. ``link`` is the story's address in the preview; ``editor`` opens its file in an editor."""

    title: str
    link: str
    path: str
    editor: str
    authors: tuple[tuple[str, str], ...]
    section: str
    date: str
    machine_date: str
    state: str
    until: str
    mistakes: int
    words: str


class Column(Struct, frozen=True):
    """The head of a column. ``link`` sorts by it; ``sorted`` is its present order as in ``aria-sort``, or empty."""

    key: str
    name: str
    link: str
    sorted: str


class Choice(Struct, frozen=True):
    """A state to filter by, and its number of articles."""

    name: str
    count: str
    link: str
    chosen: bool


class Event(Struct, frozen=True):
    """A change that comes with time: an embargo ends, a story goes out or expires."""

    what: str
    time: str
    machine_time: str
    title: str
    link: str


class Turning(Struct, frozen=True):
    """The range of articles on this page, and the addresses of other pages, empty if there is none."""

    first: str
    last: str
    total: str
    start: str = ""
    previous: str = ""
    next: str = ""
    end: str = ""


def stories_page(outlet: LiveOutlet, query: str) -> Answer:
    """Return the page of the list that ``query`` asks for. The first page of all articles has the next events, too."""
    asked = asked_by(query, outlet.config.sections)
    connection, now = outlet.connection, outlet.now
    mistakes = _mistakes_by_file(outlet)
    wanted = _wanted(asked, tuple(mistakes))
    counts = overview.count_states(connection, _wanted(asked.but(mistaken=False), ()), now)
    mistaken = overview.count(connection, _wanted(asked.but(mistaken=True), tuple(mistakes)), now) if mistakes else 0
    total = mistaken if asked.mistaken else counts[asked.state] if asked.state else sum(counts.values())
    found = overview.shown(
        connection, wanted, now, sorting=asked.sorting, place=asked.place, limit=ON_A_PAGE, total=total
    )
    is_front = asked == Asked()
    return desk_page(
        outlet,
        "desk-stories.html",
        here="stories",
        is_front=is_front,
        events=[_event(each, outlet) for each in schedule.coming(connection, now, COMING)] if is_front else [],
        plot=recent_days(outlet) if is_front else None,
        zone=outlet.config.site.timezone,
        asked=asked,
        clear=asked.but(search="", section="", author="", tag="").link if asked.is_narrowed else "",
        kept=[(name, value) for name, value in asked.but().fields if name in ("state", "sort", "order")],
        sections=sections_of(outlet.config, set()),
        choices=_choices(asked, counts, mistaken),
        columns=[_column(order, asked) for order in _COLUMNS],
        stories=[_story(article, name, outlet, asked, mistakes) for article, name in found.articles],
        turning=_turning(asked, found, total),
        unlisted=_unlisted(asked, outlet, mistakes),
    )


def _wanted(asked: Asked, mistaken: tuple[str, ...]) -> Wanted:
    paths = mistaken if asked.mistaken else None
    return Wanted(asked.search, asked.state, asked.section, asked.author, asked.tag, paths)


def _mistakes_by_file(outlet: LiveOutlet) -> dict[str, list[Problem]]:
    """Return the problems of content files, by path below the content folder."""
    root = f"{outlet.config.content.root}/"
    found: dict[str, list[Problem]] = {}
    for problem in outlet.problems:
        if problem.path.startswith(root):
            found.setdefault(problem.path.removeprefix(root), []).append(problem)
    return found


def _unlisted(asked: Asked, outlet: LiveOutlet, mistakes: dict[str, list[Problem]]) -> tuple[list[Listed], int]:
    """Return a problem of each file that is not in the list because of it, and how many such files are left out."""
    if asked.is_narrowed or asked.state or asked.place != Place():
        return [], 0
    known = overview.known(outlet.connection, tuple(mistakes))
    problems = [problems[0] for path, problems in mistakes.items() if path not in known]
    return listed(problems[:UNLISTED], outlet), len(problems[UNLISTED:])


def _choices(asked: Asked, counts: dict[State, int], mistaken: int) -> list[Choice]:
    everything = not asked.state and not asked.mistaken
    all_of_them = asked.but(state=None, mistaken=False)
    return [
        Choice("All", f"{sum(counts.values()):,}", all_of_them.link, everything),
        *(
            Choice(
                state.value.capitalize(), f"{counts[state]:,}", all_of_them.but(state=state).link, asked.state is state
            )
            for state in State
        ),
        Choice(f"With {WITH_PROBLEMS}", f"{mistaken:,}", all_of_them.but(mistaken=True).link, asked.mistaken),
    ]


def _column(order: Order, asked: Asked) -> Column:
    is_key = order is asked.sorting.order
    direction = ("descending" if asked.sorting.descending else "ascending") if is_key else ""
    return Column(order.value, _COLUMNS[order], asked.sorted_by(order).link, direction)


def _story(article: Article, name: str, outlet: LiveOutlet, asked: Asked, mistakes: dict[str, list[Problem]]) -> Story:
    config, request = outlet.config, outlet.request
    state = state_of(article, outlet.now)
    problems = mistakes.get(article.path, [])
    line, column = (problems[0].line, problems[0].column) if problems else (0, 0)
    return Story(
        title=article.title,
        link=_link(article, outlet),
        path=article.path,
        editor=link_to(request.editor, request.folder, f"{config.content.root}/{name}", line, column),
        authors=tuple((author, Asked(author=author).link) for author in article.authors),
        section=config.sections[article.section].name if article.section in config.sections else article.section,
        date=time_of(article.published, config),
        machine_date=machine_time(article.published, config),
        state=state.value,
        until=_until(article, state, outlet),
        mistakes=len(problems),
        words=f"{article.words:,}",
    )


def _until(article: Article, state: State, outlet: LiveOutlet) -> str:
    if state is State.EMBARGOED:
        return f"until {time_of(article.published, outlet.config)}"
    if article.expires is None or state is State.DRAFT:
        return ""
    word = "on" if state is State.EXPIRED else "expires"
    return f"{word} {time_of(article.expires, outlet.config)}"


def _link(article: Article, outlet: LiveOutlet) -> str:
    """Return the address of ``article`` in the preview."""
    return encoded(outlet.config.site.prefix + article.url)


def _event(event: Coming, outlet: LiveOutlet) -> Event:
    config = outlet.config
    link = _link(event.article, outlet)
    return Event(
        _TURNS[event.turn], time_of(event.at, config), machine_time(event.at, config), event.article.title, link
    )


def _turning(asked: Asked, found: Shown, total: int) -> Turning:
    articles: Sequence[tuple[Article, str]] = found.articles
    if not articles:
        return Turning("0", "0", f"{total:,}")
    last = found.skipped + len(articles)
    before = Place(before=articles[0][0].path) if found.skipped > ON_A_PAGE else Place()
    return Turning(
        f"{found.skipped + 1:,}",
        f"{last:,}",
        f"{total:,}",
        start=asked.but().link if found.skipped else "",
        previous=asked.but(place=before).link if found.skipped else "",
        next=asked.but(place=Place(after=articles[-1][0].path)).link if last < total else "",
        end=asked.but(place=Place(end=True)).link if last < total else "",
    )
