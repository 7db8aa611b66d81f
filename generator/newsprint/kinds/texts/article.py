"""The article page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from markupsafe import Markup

from newsprint.base.languages import direction
from newsprint.base.names import name_slug
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import aliases, queries
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import AUTHOR, SECTION, SERIES, TAG
from newsprint.content.records import Article, Instant, card_of
from newsprint.kinds.kind import Page, PageKind, TemplateVariables
from newsprint.kinds.stages import Role
from newsprint.site.bodies import for_page
from newsprint.site.template_values import Link
from newsprint.themes.provided import Table
from newsprint.themes.template_folders import STORIES, template_in

_SERIES_SHOWN = 50


class ArticleKind(PageKind):
    """One page for every visible article, at its permalink."""

    name = "article"
    role = Role.STORY
    templates: ClassVar[TemplateVariables] = {
        "article.html": (
            "article.url",
            "article.title",
            "article.teaser",
            "article.standfirst",
            "article.section",
            "article.date",
            "article.updated",
            "article.authors",
            "article.tags",
            "article.series",
            "article.series.name",
            "article.series.url",
            "article.series.earlier",
            "article.kicker",
            "article.dateline",
            "article.image",
            "article.lang",
            "article.dir",
            "article.corrections",
            "article.corrections[].date",
            "article.corrections[].text",
            "article.featured",
            "article.words",
            "article.extra",
            "article.body",
            "article.previous",
            "article.next",
        ),
    }

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield every visible article, oldest first."""
        for url, path, published in queries.articles(catalog.connection):
            yield self._page(url, path, published)

    def scheduled(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the scheduled articles, which will appear without an edit."""
        for url, path, published in aliases.scheduled(catalog.connection):
            yield self._page(url, path, published)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the visible article of this file."""
        if found := queries.address(catalog.connection, subject):
            url, published = found
            yield self._page(url, subject, published)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the visible article with this permalink, or None."""
        found = queries.article_at(catalog.connection, url)
        return self._page(url, *found) if found else None

    def render(self, page: Page, view: View) -> bytes:
        """Return the article's page. In live mode its widget has the stories that were new when it appeared."""
        frame, article = self._frame, view.article(page.subject)
        position = (article.published, article.path)
        if frame.config.latest.mode == "live":
            latest = frame.latest_in(view, before=position)
        else:
            latest = frame.latest_in(view, without=article.path)
        context = frame.context(
            view,
            url=article.url,
            title=article.title,
            description=article.teaser,
            newest=article.published,
            latest=latest,
            article=self._variables(article, view),
        )
        if article.canonical:
            context["page"]["canonical"] = article.canonical
        section = frame.edition.sections.get(article.section)
        name = article.template or (section.story_template if section else "")
        return frame.templates.render(template_in(STORIES, name), context)

    def _page(self, url: str, path: str, published: Instant) -> Page:
        source = f"{self._frame.config.content.root}/{path}"
        return Page(self.name, url, subject=path, source=source, at=published, chosen=True)

    def _variables(self, article: Article, view: View) -> Table:
        frame, values = self._frame, self._frame.values
        position = (article.published, article.path)
        before, after = view.neighbours(frame.edition.stream(SECTION + article.section), position)
        story = values.story(card_of(article))
        return Table(
            url=story.url,
            title=article.title,
            teaser=article.teaser,
            standfirst="" if article.opens_with_teaser else article.teaser,
            section=story.section,
            date=story.date,
            updated=story.updated,
            authors=tuple(self._author(name, view) for name in article.authors),
            tags=tuple(values.named(TAG, name) for name in article.tags),
            series=self._series(article, view),
            kicker=article.kicker,
            dateline=article.dateline,
            image=story.image,
            lang=article.lang,
            dir=direction(article.lang) if article.lang else "",
            corrections=tuple(Table(date=values.moment(each.date), text=each.text) for each in article.corrections),
            featured=article.featured,
            words=article.words,
            extra=article.extra,
            body=Markup(for_page(frame, article, view)),
            previous=values.story(before) if before else None,
            next=values.story(after) if after else None,
        )

    def _author(self, name: str, view: View) -> Link:
        profile = view.profile(name_slug(name))
        link = self._frame.values.named(AUTHOR, name)
        return Link(profile.title, link.url, link.key) if profile else link

    def _series(self, article: Article, view: View) -> Table | None:
        """Return the series with its parts before this one; later parts are on the series page. None without series."""
        if not article.series:
            return None
        link = self._frame.values.named(SERIES, article.series)
        stream = self._frame.edition.stream(SERIES + link.key)
        earlier = view.latest(stream, _SERIES_SHOWN, before=(article.published, article.path))
        return Table(name=link.name, url=link.url, earlier=self._frame.values.stories(earlier[::-1]))
