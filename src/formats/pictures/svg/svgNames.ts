// What a drawing may be made of. All else is left out: scripts, pages inside drawings
// (foreignObject), animations, fonts, links, what drawing programs note for themselves.

const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

export const SVG = 'http://www.w3.org/2000/svg';

/** Elements that are kept; others go with all that is in them. */
export const ELEMENTS = words(`
  svg g defs symbol use switch a style path rect circle ellipse line polyline polygon text tspan textPath image
  linearGradient radialGradient stop pattern clipPath mask marker filter
  feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
  feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`);

/** Of these the text counts; elsewhere it is only the file's layout. */
export const TEXTS = words('text tspan textPath a style');

/** Attributes that are no presentation. `href` and `xlink:href` are looked at by themselves. */
export const ATTRIBUTES = words(`
  x y width height cx cy r rx ry x1 x2 y1 y2 d points transform gradientTransform patternTransform gradientUnits
  patternUnits patternContentUnits spreadMethod fx fy fr offset viewBox preserveAspectRatio clipPathUnits maskUnits
  maskContentUnits markerUnits markerWidth markerHeight refX refY orient filterUnits primitiveUnits in in2 result
  stdDeviation edgeMode dx dy mode operator k1 k2 k3 k4 values type tableValues slope intercept amplitude exponent
  order kernelMatrix divisor bias targetX targetY preserveAlpha scale xChannelSelector yChannelSelector surfaceScale
  diffuseConstant specularConstant specularExponent azimuth elevation z pointsAtX pointsAtY pointsAtZ
  limitingConeAngle radius baseFrequency numOctaves seed stitchTiles rotate textLength lengthAdjust startOffset
  method spacing pathLength requiredExtensions requiredFeatures systemLanguage xml:space`);

/** Properties, as attributes, in style attributes and in style sheets. */
export const PROPERTIES = words(`
  alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
  direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family
  font-size font-stretch font-style font-variant font-weight image-rendering isolation kerning letter-spacing
  lighting-color marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order
  shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering unicode-bidi vector-effect
  visibility word-spacing writing-mode`);
