"""The names of front matter keys in other systems, for hints about unknown keys.

Similar spelling alone would suggest wrong keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsprint.base.errors import suggestion
from newsprint.content.withheld.holding import plain

_MEANT: dict[tuple[str, ...], str] = {
    ("title",): "headline hed heading head pagetitle posttitle name subject",
    ("date",): """created createdat createdon createddate creationdate datecreated datetime day posted postedon postdate
        postedat pubdate publishdate publisheddate publicationdate datepublished publishedat publishedon time timestamp
        issued firstpublished""",
    ("updated",): """edited editedat lastedit lastedited lastmod lastmodified lastmodifiedat lastupdate lastupdated
        modified modifiedat modifieddate datemodified moddate revised updatedat updateddate updatedon dateupdated""",
    ("teaser",): """abstract blurb dek deck desc description excerpt intro introduction lead lede metadescription
        ogdescription preview seodescription shortdescription standfirst subhead subheading subheadline subtitle
        summary synopsis tagline""",
    ("authors",): """author authorname by byline bylines contributor contributors creator creators credits journalist
        journalists reporter reporters writer writers writtenby postauthor""",
    ("tags", "section"): "categories category classification taxonomies taxonomy taxonomyterms",
    ("section",): "channel desk rubric sections vertical beat",
    ("tags",): "keyword keywords label labels metakeywords subjects tag taglist topic topics",
    ("slug",): "basename filename postname shortname slugline urlname urlslug",
    ("url",): "pageurl path pathname permalink saveas uri urlpath",
    ("aliases",): """alias oldurl oldurls redirect redirectfrom redirects redirectsfrom formerurl formerurls
        previousurl previousurls urls""",
    ("canonical",): """canonicalurl canonicallink originalurl originallyat originallypublishedat relcanonical
        sourceurl syndicatedfrom""",
    ("image",): """banner bannerimage cover coverimage coverphoto featureimage featuredimage headerimage
        hero heroimage images img leadimage mainimage ogimage photo picture pictures primaryimage postimage socialimage
        teaserimage thumb thumbnail thumbnailimage postthumbnail illustration""",
    ("image.alt",): "alt alttext imagealt imagealttext imagedescription coveralt",
    ("image.caption",): "caption cutline imagecaption photocaption picturecaption",
    ("image.credit",): """imagecredit imagecredits imagesource photocredit photocredits photographer photoby
        picturecredit""",
    ("series",): "collection collections seriesname seriestitle storyline",
    ("kicker",): "eyebrow flag overline prehead pretitle strap strapline supertitle topline kickers",
    ("dateline",): "city location place placeline",
    ("lang",): "inlanguage language languagecode langcode locale",
    ("featured",): "highlight highlighted ispinned issticky pin pinned promoted sticky toppost istop topstory",
    ("corrections",): "correction clarification clarifications erratum errata editorsnote",
    ("extra",): "custom customfields extras fields frontmatter meta metadata params properties userdefined",
}  # fmt: skip
_BY_NAME = {plain(name): keys for keys, names in _MEANT.items() for name in names.split()}
_UNUSED_NAMES = """bodyclass cascade class comments commentsenabled commentstatus css disqus format generator guid id js
    layout license linktitle markup math mathjax menu menus navorder order outputs pageclass pageid parent pingstatus
    postid posttype readingtime resources robots showauthor showdate showtoc sidebar sitemap template toc type uid uuid
    version views weight wordcount wordpressid wpid"""
_UNUSED = frozenset(_UNUSED_NAMES.split())
_SIMILARITY = 0.75
"""The least similarity (from 0 to 1) of a misspelt key and its suggestion: a lower one suggests different words."""


def hint_for(name: str, known: Iterable[str]) -> str:
    """Return a hint for the unknown key ``name``: its equivalent here, or the most similar of the ``known`` keys."""
    if keys := _BY_NAME.get(plain(name)):
        meant = " or ".join(f'"{key}"' for key in keys)
        left = f'"{keys[0]}"' if "." in keys[0] else keys[0]
        right = name if name.replace("-", "").replace("_", "").isalnum() else "…"
        return f'Newsprint calls it {meant}; to read it in all stories, set {left} = "{right}" under [content.fields]'
    if plain(name) in _UNUSED:
        return 'Newsprint has no such key; to ignore such keys, set unknown_keys = "ignore" under [content]'
    return suggestion(name, known, _SIMILARITY)
