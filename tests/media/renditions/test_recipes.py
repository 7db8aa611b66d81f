"""Which renditions a picture has: by its size, its focus and its roles, and never by what a template asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.media.renditions.recipes import Recipe, Role, name_of, point_of, recipes_for

LEAD = Role(avif=(800, 1600), social=True)
CARD = Role(widths=(400, 800))
FOCUS = st.sampled_from(["", "50% 20%", "left top", "right bottom", "center center", "0% 100%", "999% 0%"])


def listed(*roles: Role, width: int = 6000, height: int = 4000, focus: str = "", structured: bool = False) -> list[str]:
    """Return the renditions of a picture in ``roles`` in short: ``webp 800x533``."""
    recipes = recipes_for(width, height, focus, roles, structured=structured)
    return [f"{each.format} {each.width}x{each.height}" for each in recipes]


def test_a_lead_has_four_sizes_two_in_avif_and_one_for_networks() -> None:
    assert listed(LEAD) == [
        "webp 1800x1200", "avif 1600x1067", "webp 1200x800", "jpg 1200x630", "webp 800x533", "avif 800x533",
        "webp 400x267",
    ]  # fmt: skip


def test_two_roles_share_their_renditions() -> None:
    assert listed(LEAD, CARD) == listed(LEAD)
    assert listed(CARD) == ["webp 800x533", "webp 400x267"]


def test_a_picture_without_a_role_has_no_renditions() -> None:
    assert listed() == []


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1800, ["webp 1800x1200", "webp 1200x800", "webp 800x533", "webp 400x267"]),
        (1500, ["webp 1500x1000", "webp 1200x800", "webp 800x533", "webp 400x267"]),
        (1250, ["webp 1200x800", "webp 800x533", "webp 400x267"]),
        (300, ["webp 300x200"]),
        (1, ["webp 1x1"]),
    ],
)
def test_no_rendition_is_larger_than_the_picture(width: int, expected: list[str]) -> None:
    assert listed(Role(), width=width, height=max(1, width * 2 // 3)) == expected


def test_structured_data_has_three_crops_of_the_lead() -> None:
    crops = set(listed(LEAD, structured=True)) - set(listed(LEAD))
    assert crops == {"jpg 1200x1200", "jpg 1200x900", "jpg 1200x675"}
    assert listed(CARD, structured=True) == listed(CARD)


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        ("", (0, 425, 3000, 2000)),
        ("50% 0%", (0, 0, 3000, 1575)),
        ("left top", (0, 0, 3000, 1575)),
        ("10% 100%", (0, 425, 3000, 2000)),
        ("right bottom", (0, 425, 3000, 2000)),
    ],
)
def test_a_crop_keeps_the_focus(focus: str, box: tuple[int, int, int, int]) -> None:
    (social,) = (each for each in recipes_for(3000, 2000, focus, [LEAD]) if each.format == "jpg")
    expected = box if focus else (0, 212, 3000, 1787)
    assert social.box == expected


@given(
    st.integers(1, 20_000),
    st.integers(1, 20_000),
    FOCUS,
    st.lists(st.sampled_from([LEAD, CARD, Role()])),
    st.booleans(),
)
def test_every_rendition_is_a_part_of_its_picture(
    width: int, height: int, focus: str, roles: list[Role], structured: bool
) -> None:
    recipes = recipes_for(width, height, focus, roles, structured=structured)
    assert list(recipes) == sorted(set(recipes), reverse=True)
    for each in recipes:
        left, top, right, bottom = each.box
        assert 0 <= left < right <= width and 0 <= top < bottom <= height
        assert 1 <= each.width <= right - left
        assert abs(each.height - (bottom - top) * each.width / (right - left)) <= max(2, each.height / 20)


@given(
    st.integers(1, 20_000),
    st.lists(st.sampled_from([LEAD, CARD, Role(), Role(widths=(400, 2000)), Role(widths=(1200,))])),
)
def test_a_role_has_its_renditions_whatever_other_roles_there_are(width: int, roles: list[Role]) -> None:
    together = set(recipes_for(width, width, "", roles))
    assert together == {each for role in roles for each in recipes_for(width, width, "", [role])}


@given(st.integers(1, 3000), st.integers(1, 3000), FOCUS)
def test_different_renditions_have_different_names(width: int, height: int, focus: str) -> None:
    recipes = recipes_for(width, height, focus, [LEAD], structured=True)
    assert len({name_of("digest", each) for each in recipes}) == len(recipes)


def test_a_name_depends_on_the_original_and_the_recipe_alone() -> None:
    """If this fails, renditions have new addresses: every outlet encodes and uploads all its pictures again."""
    recipe = Recipe(800, 533, "webp", (0, 0, 6000, 4000))
    assert name_of("0123456789abcdef", recipe) == "0123456789abcdef-a01c47a79c-800.webp"
    assert name_of("another", recipe) != "0123456789abcdef-a01c47a79c-800.webp"
    assert (
        name_of("0123456789abcdef", Recipe(800, 533, "webp", (0, 0, 5999, 4000)))
        != "0123456789abcdef-a01c47a79c-800.webp"
    )


@pytest.mark.parametrize(("focus", "point"), [("", (0.5, 0.5)), ("50% 20%", (0.5, 0.2)), ("left bottom", (0.0, 1.0))])
def test_a_focus_is_a_point(focus: str, point: tuple[float, float]) -> None:
    assert point_of(focus) == point
