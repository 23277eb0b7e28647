// Runs in the page. What a reader sees of a mark, and where it is on the screen.

/** Below this a mark comes in or goes out, and is no more than a shadow. */
const shadow = 0.15;

/** How much is seen of elements of one frame: what an element is given is taken of what all around it are given. */
export function opacities() {
  const known = new Map();
  const opacityOf = (element) => {
    if (!element || element.nodeName === 'svg') return 1;
    let opacity = known.get(element);
    if (opacity === undefined) {
      const style = getComputedStyle(element);
      const own = style.visibility === 'hidden' || style.display === 'none' ? 0 : Number(style.opacity);
      opacity = own * opacityOf(element.parentNode);
      known.set(element, opacity);
    }
    return opacity;
  };
  return opacityOf;
}

/** `paint`: fill or stroke. */
export function isSeen(element, paint, opacityOf) {
  const opacity = opacityOf(element);
  if (opacity <= shadow) return false;
  const style = getComputedStyle(element);
  const colour = style[paint];
  if (colour === 'none' || /rgba\(.*, 0\)$/.test(colour)) return false;
  return opacity * Number(style[`${paint}Opacity`]) > shadow;
}

/** Points of an element's own coordinates on the screen. */
export function toScreen(element) {
  const { a, b, c, d, e, f } = element.getScreenCTM();
  return ([x, y]) => [a * x + c * y + e, b * x + d * y + f];
}
