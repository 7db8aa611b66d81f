"""A theme of a few lines, so that thousands of builds take minutes; each template shows all values it can read."""

from __future__ import annotations

_STORIES = """\
{% macro line(story) %}{{ story.url }} {{ story.title }} {{ story.teaser }} {{ story.date|iso }} {{ story.section.name }}
{%- for author in story.authors %} {{ author.name }}{% endfor %} {{ story.kicker }} {{ story.featured }}
{%- if story.image %} {{ picture(story.image, "card") }}{% endif %}
{% endmacro %}
"""
_USE = '{% from "stories.html" import line %}'
_LIST = (
    _USE + "{{ page.title }} {{ page.newest|date if page.newest else '-' }}\n"
    "{% for story in stories %}{{ line(story) }}{% endfor %}{{ turning.newer }} {{ turning.older }} {{ turning.number }}\n"
)

THEME = {
    "themes/plain/theme.toml": 'name = "Plain"\n',
    "themes/plain/strings/en.toml": '[words]\nnot_found = "Gone"\n[dates]\npublished = "d MMMM y"\nmonth = "MMMM y"\n',
    "themes/plain/assets/style.css": "body { color: black }\n",
    "themes/plain/templates/stories.html": _STORIES,
    "themes/plain/templates/article.html": _USE
    + "{{ site.title }} {{ asset('style.css') }} {% for page in site.pages %}{{ page.name }}{% endfor %}\n"
    "{% for entry in site.menu %}{{ entry.name }} {{ entry.url }}{% endfor %} {{ article.section.kind }}\n"
    "{{ article.title }} {{ article.date|iso }} {{ article.teaser }} {{ article.lang }} {{ article.words }}\n"
    "{% for author in article.authors %}{{ author.name }} {% endfor %}{% for tag in article.tags %}{{ tag.name }} {% endfor %}\n"
    "{% if article.image %}{{ picture(article.image, 'lead') }}{% if article.image.social %} {{ article.image.social.url }}{% endif %}"
    "{% for crop in article.image.crops %} {{ crop.url }}{% endfor %}"
    " {{ article.image.colour }} {{ article.image.credit }} {{ article.image.copyright }}{% endif %}\n"
    "{{ article.body }}\n{{ article.updated }} {{ article.corrections }}\n"
    "{% if article.series %}{{ article.series.name }} {% for story in article.series.earlier %}{{ line(story) }}{% endfor %}{% endif %}\n"
    "{% if article.previous %}{{ line(article.previous) }}{% endif %}{% if article.next %}{{ line(article.next) }}{% endif %}\n"
    "{% for story in latest() %}{{ line(story) }}{% endfor %}\n"
    "{% for story in latest(limit=2, section=article.section.key) %}{{ line(story) }}{% endfor %}\n",
    "themes/plain/templates/front.html": _USE
    + "{% if lead %}{{ line(lead) }}{% endif %}{% for story in seconds %}{{ line(story) }}{% endfor %}\n"
    "{% for block in blocks %}{{ block.section.name }}{% for story in block.stories %}{{ line(story) }}{% endfor %}{% endfor %}\n"
    "{% for story in latest(tag='Tides') %}{{ line(story) }}{% endfor %}\n",
    "themes/plain/templates/section.html": "{{ section.description }} {{ section.colour }} {{ page.description }}\n"
    + _LIST,
    "themes/plain/templates/sections/columns.html": "Columns. {% include 'section.html' %}",
    "themes/plain/templates/stories/essay.html": "Essay. {% include 'article.html' %}",
    "themes/plain/templates/pages/wide.html": "Wide. {% include 'standing.html' %}",
    "themes/plain/templates/topic.html": _LIST,
    "themes/plain/templates/series.html": _LIST,
    "themes/plain/templates/author.html": "{{ author.name }} {{ author.role }} {{ author.biography }}\n"
    "{% if author.image %}{{ picture(author.image, 'portrait') }}{% endif %}\n" + _LIST,
    "themes/plain/templates/archive.html": "{% for year in years %}{{ year.year }}{% for month in year.months %} {{ month.url }}{% endfor %}{% endfor %}\n",
    "themes/plain/templates/month.html": _USE
    + "{{ month }}{% for day in days %}{{ day.date }}{% for story in day.stories %}{{ line(story) }}{% endfor %}{% endfor %}\n",
    "themes/plain/templates/latest.html": _USE
    + "{{ page.title }}{% for story in stories %}{{ line(story) }}{% endfor %}\n",
    "themes/plain/templates/standing.html": "{{ standing.title }} {{ standing.body }}\n"
    "{% if standing.image %}{{ picture(standing.image, 'lead') }}{% endif %}\n",
    "themes/plain/templates/redirect.html": "{{ page.title }} {{ page.url }}\n",
    "themes/plain/templates/404.html": "{{ words.not_found }} {{ site.icon.url if site.icon else '-' }}\n"
    "{{ site.organization.name }} {% for policy in site.organization.policies %}{{ policy.url }}{% endfor %}\n",
}
