"""The list of articles with their states: sorted, filtered and searched, one page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.base.urls import encoded
from newsprint.catalog.reading import overview, schedule
from newsprint.catalog.reading.overview import ListPage, Order, Place, Wanted
from newsprint.catalog.reading.schedule import Coming, Turn
from newsprint.content.records import Article
from newsprint.content.states import State, state_of
from newsprint.preview.desk.desk_frame import desk_page, machine_time, sections_of, time_of
from newsprint.preview.desk.figures import recent_days
from newsprint.preview.desk.problem_list import Listed, listed
from newsprint.preview.desk.selection import WITH_PROBLEMS, Selection, selection_of
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
    problems: int
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


class Paging(Struct, frozen=True):
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
    selection = selection_of(query, outlet.config.sections)
    connection, now = outlet.connection, outlet.now
    by_file = _problems_by_file(outlet)
    wanted = _wanted(selection, tuple(by_file))
    counts = overview.count_states(connection, _wanted(selection.changed(with_problems=False), ()), now)
    those_with_problems = selection.changed(with_problems=True)
    problem_total = overview.count(connection, _wanted(those_with_problems, tuple(by_file)), now) if by_file else 0
    total = (
        problem_total
        if selection.with_problems
        else counts[selection.state]
        if selection.state
        else sum(counts.values())
    )
    found = overview.list_page(
        connection, wanted, now, sorting=selection.sorting, place=selection.place, limit=ON_A_PAGE, total=total
    )
    is_front = selection == Selection()
    return desk_page(
        outlet,
        "desk-stories.html",
        here="stories",
        is_front=is_front,
        events=[_event(each, outlet) for each in schedule.coming(connection, now, COMING)] if is_front else [],
        plot=recent_days(outlet) if is_front else None,
        zone=outlet.config.site.timezone,
        selection=selection,
        clear=selection.changed(search="", section="", author="", tag="").link if selection.is_narrowed else "",
        kept=[(name, value) for name, value in selection.changed().fields if name in ("state", "sort", "order")],
        sections=sections_of(outlet.config, set()),
        choices=_choices(selection, counts, problem_total),
        columns=[_column(order, selection) for order in _COLUMNS],
        stories=[_story(article, name, outlet, selection, by_file) for article, name in found.articles],
        paging=_paging(selection, found, total),
        unlisted=_unlisted(selection, outlet, by_file),
    )


def _wanted(selection: Selection, with_problems: tuple[str, ...]) -> Wanted:
    """Return the catalog's query for ``selection``; ``with_problems`` has the paths of files with problems."""
    paths = with_problems if selection.with_problems else None
    return Wanted(selection.search, selection.state, selection.section, selection.author, selection.tag, paths)


def _problems_by_file(outlet: LiveOutlet) -> dict[str, list[Problem]]:
    """Return the problems of content files, by path below the content folder."""
    root = f"{outlet.config.content.root}/"
    found: dict[str, list[Problem]] = {}
    for problem in outlet.problems:
        if problem.path.startswith(root):
            found.setdefault(problem.path.removeprefix(root), []).append(problem)
    return found


def _unlisted(selection: Selection, outlet: LiveOutlet, by_file: dict[str, list[Problem]]) -> tuple[list[Listed], int]:
    """Return a problem of each file that is not in the list because of it, and how many such files are left out."""
    if selection.is_narrowed or selection.state or selection.place != Place():
        return [], 0
    known = overview.known(outlet.connection, tuple(by_file))
    problems = [problems[0] for path, problems in by_file.items() if path not in known]
    return listed(problems[:UNLISTED], outlet), len(problems[UNLISTED:])


def _choices(selection: Selection, counts: dict[State, int], problem_total: int) -> list[Choice]:
    everything = not selection.state and not selection.with_problems
    all_of_them = selection.changed(state=None, with_problems=False)
    return [
        Choice("All", f"{sum(counts.values()):,}", all_of_them.link, everything),
        *(
            Choice(
                state.value.capitalize(),
                f"{counts[state]:,}",
                all_of_them.changed(state=state).link,
                selection.state is state,
            )
            for state in State
        ),
        Choice(
            f"With {WITH_PROBLEMS}",
            f"{problem_total:,}",
            all_of_them.changed(with_problems=True).link,
            selection.with_problems,
        ),
    ]


def _column(order: Order, selection: Selection) -> Column:
    is_key = order is selection.sorting.order
    direction = ("descending" if selection.sorting.descending else "ascending") if is_key else ""
    return Column(order.value, _COLUMNS[order], selection.sorted_by(order).link, direction)


def _story(
    article: Article, name: str, outlet: LiveOutlet, selection: Selection, by_file: dict[str, list[Problem]]
) -> Story:
    config, request = outlet.config, outlet.request
    state = state_of(article, outlet.now)
    problems = by_file.get(article.path, [])
    line, column = (problems[0].line, problems[0].column) if problems else (0, 0)
    return Story(
        title=article.title,
        link=_link(article, outlet),
        path=article.path,
        editor=link_to(request.editor, request.folder, f"{config.content.root}/{name}", line, column),
        authors=tuple((author, Selection(author=author).link) for author in article.authors),
        section=config.sections[article.section].name if article.section in config.sections else article.section,
        date=time_of(article.published, config),
        machine_date=machine_time(article.published, config),
        state=state.value,
        until=_until(article, state, outlet),
        problems=len(problems),
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


def _paging(selection: Selection, found: ListPage, total: int) -> Paging:
    articles: Sequence[tuple[Article, str]] = found.articles
    if not articles:
        return Paging("0", "0", f"{total:,}")
    last = found.skipped + len(articles)
    before = Place(before=articles[0][0].path) if found.skipped > ON_A_PAGE else Place()
    return Paging(
        f"{found.skipped + 1:,}",
        f"{last:,}",
        f"{total:,}",
        start=selection.changed().link if found.skipped else "",
        previous=selection.changed(place=before).link if found.skipped else "",
        next=selection.changed(place=Place(after=articles[-1][0].path)).link if last < total else "",
        end=selection.changed(place=Place(end=True)).link if last < total else "",
    )
