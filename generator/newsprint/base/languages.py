"""Language tags (BCP 47): parsed as people write them, with the properties that follow from a tag alone."""

from __future__ import annotations

import re
from functools import lru_cache

MOST = 100
"""The maximum length of a tag in characters; RFC 5646 (section 4.4.1) expects up to 35."""

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?P<extensions>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)"
)
_LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk
    sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
    yo za zh zu
"""
_REGIONS = """
    AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER
    ES ET EU EZ FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC
    ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM
    PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS
    ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU
    WF WS XK YE YT ZA ZM ZW
"""
_MEANT = """
    cn=zh cz=cs dk=da gb=en-GB gr=el in=id iw=he ji=yi jp=ja jw=jv ua=uk us=en-US ara=ar ces=cs chi=zh cze=cs
    dan=da deu=de dut=nl ell=el eng=en fas=fa fin=fi fra=fr fre=fr ger=de gre=el heb=he hin=hi hun=hu ita=it
    jpn=ja kor=ko nld=nl nor=no per=fa pol=pl por=pt ron=ro rum=ro rus=ru spa=es swe=sv tur=tr ukr=uk zho=zh
    arabic=ar chinese=zh deutsch=de dutch=nl english=en espanol=es español=es francais=fr français=fr french=fr
    german=de italian=it japanese=ja polish=pl portuguese=pt russian=ru spanish=es turkish=tr ukrainian=uk
"""
"""Suggestions for what people write instead of BCP 47 tags: countries, ISO 639-2 codes, names."""

_RIGHT_TO_LEFT_LANGUAGES = """
    ar arc ary arz apc azb bal bqi ckb dv fa glk he khw ks lrc mzn nqo pnb prs ps sd skr syr ug ur yi
"""

_KNOWN = frozenset(_LANGUAGES.split())
_KNOWN_REGIONS = frozenset(_REGIONS.split())
_RIGHT_TO_LEFT = frozenset(_RIGHT_TO_LEFT_LANGUAGES.split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa")
)
_MEANT_BY = dict(pair.split("=") for pair in _MEANT.split())


@lru_cache(maxsize=1024)
def language_tag(written: str) -> str:
    """Return ``written`` as a BCP 47 language tag, or "" if it is not one.

    ``zh_cn``, ``pt_BR`` and ``EN-us`` become ``zh-CN``, ``pt-BR`` and ``en-US``: capitals as in RFC 5646 (section
    2.1.1), hyphens for underscores. Two-letter languages and regions must be registered; of other parts, only the form
    is checked.
    """
    tag = _tidied(written)
    match = _TAG.fullmatch(tag) if len(tag) <= MOST and tag.isascii() else None
    if match is None:
        return ""
    language, region = match["language"], match["region"]
    if language in _MEANT_BY or (len(language) == 2 and language not in _KNOWN):
        return ""
    if region and region.isalpha() and region.upper() not in _KNOWN_REGIONS:
        return ""
    for name, cased in (("script", str.title), ("region", str.upper)):
        if match[name]:
            start, end = match.span(name)
            tag = tag[:start] + cased(match[name]) + tag[end:]
    return tag


def language_hint(written: str) -> str:
    """Return a hint for ``written``, which is not a language tag."""
    first, *rest = _tidied(written).partition(".")[0].partition("@")[0].split("-")
    regions = {"uk": "gb", "en": "gb"} if len(rest) == 1 else {}
    meant = language_tag("-".join([_MEANT_BY.get(first, first), *(regions.get(part, part) for part in rest)]))
    return f'did you mean "{meant}"?' if meant else "for example: en, en-GB, fr, pt-BR"


def direction(tag: str) -> str:
    """Return the direction in which the language ``tag`` is written: ``rtl`` (right to left) or ``ltr``."""
    match = _TAG.fullmatch(tag.lower())
    if match is None:
        return "ltr"
    right_to_left = (
        match["script"] in _RIGHT_TO_LEFT_SCRIPTS if match["script"] else match["language"] in _RIGHT_TO_LEFT
    )
    return "rtl" if right_to_left else "ltr"


def wider_tags(tag: str) -> tuple[str, ...]:
    """Return the tags that include ``tag``, the widest first, then itself: zh, zh-Hant, zh-Hant-HK (RFC 4647, 3.4)."""
    parts = tag.split("-")
    return tuple("-".join(parts[:count]) for count in range(1, len(parts) + 1))


def news_language(tag: str) -> str:
    """Return ``tag`` for ``news:language``: an ISO 639 code; ``zh-cn`` or ``zh-tw`` for Chinese.

    Source: Google's documentation of news sitemaps.
    """
    match = _TAG.fullmatch(tag.lower())
    if match is None or match["language"] != "zh":
        return match["language"] if match else tag
    traditional = match["script"] == "hant" or (not match["script"] and match["region"] in ("tw", "hk", "mo"))
    return "zh-tw" if traditional else "zh-cn"


def _tidied(written: str) -> str:
    return written.strip().replace("_", "-").lower()
