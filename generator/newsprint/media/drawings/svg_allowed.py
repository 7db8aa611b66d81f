"""The elements, attributes and properties of SVG 2 that are allowed in a drawing. They draw; none loads or runs.

``url(#id)`` is allowed in values, and ``href`` if it points into the drawing itself.
"""

from __future__ import annotations

_ELEMENTS = """
    svg g defs symbol use switch view title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer
    feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA
    feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence animate animateMotion animateTransform mpath set
"""
_PROPERTIES = """
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
    color-rendering direction display dominant-baseline enable-background fill fill-opacity fill-rule filter
    flood-color flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust
    font-stretch font-style font-variant font-variant-caps font-variant-east-asian font-variant-ligatures
    font-variant-numeric font-variant-position font-variation-settings font-weight glyph-orientation-horizontal
    glyph-orientation-vertical image-rendering inline-size isolation kerning letter-spacing lighting-color
    line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order
    pointer-events shape-inside shape-padding shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width tab-size
    text-align text-anchor text-decoration text-decoration-color text-decoration-line text-decoration-style
    text-indent text-orientation text-overflow text-rendering text-transform transform transform-box
    transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode
"""
_ATTRIBUTES = """
    accumulate additive amplitude attributeName attributeType azimuth baseFrequency begin bias by calcMode class
    clipPathUnits cx cy d diffuseConstant divisor dur dx dy edgeMode elevation end exponent fill filterUnits
    focusable fr from fx fy gradientTransform gradientUnits height id in in2 intercept k1 k2 k3 k4 kernelMatrix
    kernelUnitLength keyPoints keySplines keyTimes lang lengthAdjust limitingConeAngle markerHeight markerUnits
    markerWidth maskContentUnits maskUnits max method min mode numOctaves offset operator order orient origin path
    pathLength patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha
    preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur restart result role rotate rx ry
    scale seed side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation
    stitchTiles surfaceScale systemLanguage tabindex tableValues targetX targetY textLength to type values version
    viewBox viewTarget width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan
"""

ELEMENTS = frozenset(_ELEMENTS.split())
ANIMATIONS = frozenset(("animate", "animateTransform", "animateMotion", "set"))
UNWRAPPED = frozenset(("a",))
"""Elements that are replaced by their content."""

INVISIBLE = frozenset(("metadata",))
"""Elements that readers never see, so that their removal is not reported."""

PROPERTIES = frozenset(_PROPERTIES.split())
ATTRIBUTES = PROPERTIES | frozenset(_ATTRIBUTES.split())
TEXTS = frozenset(("aria-label", "aria-description", "aria-roledescription"))
STATES = frozenset(("aria-hidden", "aria-labelledby", "aria-describedby", "aria-live"))
