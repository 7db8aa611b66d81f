"""Edits of the settings of a theme, chosen at random: what it declares, what the outlet sets, and its pictures."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.promises.incremental.picture_edits import picture
from tests.promises.incremental.plain_theme import THEME
from tests.promises.incremental.template_edits import TemplateDesk

DECLARED = """
[settings.motto]
type = "text"
description = "A line."
default = "{motto}"
[settings.accent]
type = "colour"
description = "A colour."
default = "#330000"
[settings.logo]
type = "picture"
description = "A logo."
"""
SET = (
    "",
    '[theme.settings]\nmotto = "Ours"\naccent = "#003300"\nlogo = "logo.svg"\n',
)
ICONS = ("", 'icon = "icon.png"')
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h{}"/></svg>'


ARTICLE = "themes/plain/templates/article.html"
SHOWN = "{{ settings.motto }} {% if settings.logo %}{{ settings.logo.drawing }} {{ settings.logo.url }}{% endif %}\n"


class SettingsDesk(TemplateDesk):
    """The edits of an outlet that concern settings of its theme."""

    def write_settings(self) -> None:
        self.outlet.write({"logo.svg": DRAWING.format(1), "icon.png": picture(20)})
        self.outlet.write({ARTICLE: THEME[ARTICLE] + SHOWN})
        self.declare_settings("Theirs")

    @rule(motto=st.sampled_from(["Theirs", "Yours"]))
    def declare_settings(self, motto: str) -> None:
        self.write_theme(settings=DECLARED.format(motto=motto))

    @rule(width=st.integers(1, 3))
    def replace_the_logo(self, width: int) -> None:
        self.outlet.write({"logo.svg": DRAWING.format(width)})

    @rule(width=st.sampled_from([20, 30]))
    def replace_the_icon(self, width: int) -> None:
        self.outlet.write({"icon.png": picture(width)})
