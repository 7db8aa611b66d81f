"""Keys of other systems that hold a story back, and those whose meaning is unclear.

``published: false``, ``status: draft``, ``hidden: true``: the author does not want the story to be read. Clear keys
hold the story back. Unclear ones (a password, a status that only one outlet uses) are a problem. Keys that publish
(``published: true``) have no effect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

from newsprint.base.dates import looks_like_instant


class Says(Enum):
    """The meaning of a key and its value for a story."""

    NOTHING = 0
    HOLD = 1
    DOUBT = 2  # it may hold the story back: a problem
    NOT_BEFORE = 3  # the value is an instant
    NOT_AFTER = 4  # the value is an instant


_YES = frozenset(("true", "yes", "on", "y", "1"))
_NO = frozenset(("false", "no", "off", "n", "0"))
_HOLDING = frozenset(
    ("auto draft", "assigned", "awaiting approval", "awaiting review", "cancelled", "confidential", "deleted",
     "disabled", "do not publish", "draft", "drafts", "edit", "editing", "embargo", "embargoed", "expired", "future",
     "held", "hidden", "hold", "idea", "in progress", "in review", "inactive", "internal", "killed", "needs edit",
     "needs review", "never", "none", "not published", "on hold", "pending", "pending review", "pitch",
     "private", "proof", "queued", "rejected", "review", "scheduled", "secret", "skip", "spiked", "submitted",
     "suspended", "todo", "trash", "trashed", "unapproved", "unpublish", "unpublished", "wip", "withdrawn", "withheld",
     "work in progress", "writing")
)  # fmt: skip
_PUBLIC = frozenset(
    ("active", "all", "approved", "archived", "complete", "completed", "corrected", "current", "default", "done",
     "everybody", "everyone", "final", "finished", "inherit", "live", "normal", "ok", "online", "open", "public",
     "publish", "published", "released", "stable", "updated", "visible", "world")
)  # fmt: skip


def plain(name: str) -> str:
    """Return ``name`` in small letters, without separators: ``publishdate`` for ``Publish-Date``."""
    return re.sub(r"[\W_]+", "", name).casefold()


def _words(value: Any) -> str:
    return " ".join(re.split(r"[\s_-]+", str(value).strip().casefold()))


def _truth(value: Any) -> bool | None:
    """Return the truth value that ``value`` is or spells; None for anything else."""
    word = _words(value)
    return True if word in _YES else False if word in _NO else None


def _holds_if(bad: bool) -> Callable[[Any], Says]:
    def judge(value: Any) -> Says:
        truth = _truth(value)
        return Says.DOUBT if truth is None else Says.HOLD if truth is bad else Says.NOTHING

    return judge


def _doubtful_if(bad: bool) -> Callable[[Any], Says]:
    return lambda value: Says.DOUBT if _truth(value) is bad else Says.NOTHING


def _published(value: Any) -> Says:
    return Says.NOT_BEFORE if looks_like_instant(value) else _holds_if(False)(value)


def _status(value: Any) -> Says:
    said = _loose_status(value)
    return said if said is Says.HOLD or _truth(value) or _words(value) in _PUBLIC else Says.DOUBT


def _loose_status(value: Any) -> Says:
    """Return what a status says under a name that may mean something else: ``state: Ohio``."""
    words = {_words(item) for item in (value if isinstance(value, list) else [value])}
    return Says.HOLD if words & _HOLDING or _truth(value) is False else Says.NOTHING


def _password(value: Any) -> Says:
    return Says.NOTHING if value is False else Says.DOUBT


def _rendered(value: Any) -> Says:
    return Says.HOLD if _truth(value) is False or _words(value) == "never" else Says.NOTHING


def _permalink(value: Any) -> Says:
    return Says.HOLD if _words(value) == "false" else Says.NOTHING


def _appears(value: Any) -> Says:
    return _dated(value, Says.NOT_BEFORE)


def _disappears(value: Any) -> Says:
    return Says.NOTHING if _words(value) in ("never", "none") else _dated(value, Says.NOT_AFTER)


def _dated(value: Any, said: Says) -> Says:
    if looks_like_instant(value):
        return said
    return _holds_if(True)(value)


_ROLES: dict[Callable[[Any], Says], str] = {
    _holds_if(True): """draft isdraft drafted hidden ishidden private isprivate unpublished isunpublished withheld
        onhold secret confidential expired deleted isdeleted trashed donotpublish nopublish notforpublication unpublish
        underembargo wip workinprogress entwurf brouillon borrador rascunho bozza""",
    _holds_if(False): """approved ispublic ispublished ready public publish visible isvisible publiclyvisible
        veröffentlicht publié publicado pubblicato gepubliceerd""",
    _doubtful_if(True): """unlisted headless protected passwordprotected restricted membersonly loginrequired
        requireslogin retracted withdrawn removed hold held hide hidefromall disabled isdisabled internal spiked trash
        needsreview excludefromcollections eleventyexcludefromcollections""",
    _doubtful_if(False): "listed enabled isenabled isactive reviewed allowpublish",
    _published: "published",
    _status: """status poststatus wpstatus wppoststatus articlestatus storystatus contentstatus editorialstatus
        publishstatus publishingstatus publicationstatus publishedstatus pubstatus publishstate publicationstate
        workflow workflowstatus workflowstate moderationstate moderationstatus reviewstatus entrystatus pagestatus
        docstatus documentstatus visibility postvisibility contentvisibility""",
    _loose_status: "state stage access audience",
    _password: "password passwd passphrase passcode postpassword wppostpassword",
    _rendered: "render",
    _permalink: "permalink",
    _appears: """embargo embargoed embargodate embargoend embargoends embargountil embargoeduntil embargotill
        embargoedtill publishdate publisheddate publicationdate pubdate datepublished publishat publishedat publishon
        publishedon publishtime publishedtime publishfrom publishafter notbefore visiblefrom livefrom golive golivedate
        goliveat scheduled scheduledfor scheduledat scheduleddate scheduledate holduntil holdtill""",
    _disappears: """expires expiry expirydate expiredate expirationdate expireson expiresat unpublishdate unpublishon
        unpublishat visibleuntil publishuntil""",
}
_BY_NAME = {name: judge for judge, names in _ROLES.items() for name in names.split()}
_INSIDE = frozenset(("draft", "isdraft", "published", "ispublished", "unpublished", *_ROLES[_status].split()))
"""The names that are checked in tables as well: ``params: {draft: true}``."""

_LISTS = frozenset(("build", "cascade"))
"""Names of lists whose tables describe the story; those of ``reviews`` describe something else."""


@lru_cache(maxsize=1024)
def is_holding(name: str) -> bool:
    """Return whether a key called ``name`` may hold a story back."""
    return plain(name) in _BY_NAME


def said_by(name: str, value: Any) -> Says:
    """Return what the key ``name`` with ``value`` says about the story; ``value`` may be a text, list or table."""
    if value is None or value == "":
        return Says.NOTHING
    judge = _BY_NAME.get(plain(name))
    is_list_of_tables = isinstance(value, list) and (judge is not None or plain(name) in _LISTS)
    tables = [item for item in (value if is_list_of_tables else [value]) if isinstance(item, dict)]
    if judge is not None and not tables:
        return judge(value)
    inside = [_said_inside(name, table, 0) for table in tables]
    if judge is not None:  # status: {name: draft}
        inside += [Says.DOUBT for table in tables if any(judge(each) is Says.HOLD for each in table.values())]
    return next((said for said in (Says.HOLD, Says.DOUBT) if said in inside), Says.NOTHING)


def _said_inside(name: str, table: Mapping[str, Any], depth: int) -> Says:
    """Return DOUBT if a key in ``table`` would hold the story back, else NOTHING.

    Hugo's ``build`` may also return HOLD: its meaning is clear.
    """
    if plain(name) == "build":
        if _rendered(table.get("render")) is Says.HOLD or _words(table.get("render")) == "link":
            return Says.HOLD
        return Says.DOUBT if _rendered(table.get("list")) is Says.HOLD else Says.NOTHING
    for key, value in table.items():
        if isinstance(value, dict):
            if depth < 3 and _said_inside(key, value, depth + 1) is not Says.NOTHING:
                return Says.DOUBT
        elif plain(key) in _INSIDE and _BY_NAME[plain(key)](value) is Says.HOLD:
            return Says.DOUBT
    return Says.NOTHING
