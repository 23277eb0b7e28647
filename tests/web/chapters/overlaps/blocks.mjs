// Runs in the page. What is filled, and hides letters that it lies on, or has letters of others on it.
import { isSeen, toScreen } from './seen.mjs';

/** Strips of cells by what is behind them, chips, dots, points and bars. */
const filled =
  '.backing, .token rect, .dot:not(.ring), .mark, .score-bar, .power-bar, .share-part, .bar-length, .underline';

/** All filled marks of a picture that are seen: [{ element, corners }]. */
export function blocksIn(scene, opacityOf) {
  return [...scene.querySelectorAll(filled)]
    .filter((element) => isSeen(element, 'fill', opacityOf))
    .map((element) => {
      const { x, y, width, height } = element.getBBox();
      const corners = [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ];
      return { element, corners: corners.map(toScreen(element)) };
    });
}
