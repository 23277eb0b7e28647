import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { svg } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import { figureStyles } from '../../figure/figure-styles.js';
import { markStyles } from '../../figure/mark-styles.js';
import { pictureDefinitions } from '../../figure/picture-definitions.js';
import { theme } from '../../ui/theme.js';
import type { Figure, FigureContext } from '../../figure/figure.js';
import { still } from '../../figure/still.js';
import { ElementSheets } from './element-sheets.js';
import { sceneMarkup } from './scene-markup.js';

/** Beside no prose, a picture for phones is as large as on one. */
const roomAlone = 336;

/** A picture in a file that needs nothing else. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

/** The figure's key moment, drawn for so many pixels. */
export function pictureFile(figure: Figure, context: FigureContext, room = roomAlone): Drawn {
  const { kind, width, height, nodes } = still(figure, context, room);
  const drawn = svg`<svg xmlns="http://www.w3.org/2000/svg" lang=${context.say.tag} class="picture ${kind}" viewBox="0 0 ${width} ${height}"
    >${pictureDefinitions}<g class="scene">${unsafeSVG(sceneMarkup(nodes))}</g></svg>`;
  const sheets = new ElementSheets();
  const css = [theme, figureStyles, markStyles].map(({ cssText }) => cssText).join('');
  const markup = withoutMarks(collectResultSync(render(drawn)));
  const strict = sheets.withoutInlineStyles(figure.id, inFile(css), markup);
  return { width, height, text: strict.replace('>', `><style>${sheets.textOf(figure.id)}</style>`) };
}

/** In a file the picture is its own host, and all that there is. */
function inFile(css: string): string {
  return css.replace(/:host\(([^)]*)\)/g, ':root$1').replace(/:host|main(?=:lang)/g, ':root');
}

/** The explainer's colours and letters for a page. */
export const pageTheme: string = inFile(theme.cssText);

/** Without what only a page that takes the markup over would need. */
export function withoutMarks(markup: string): string {
  return markup.replace(/<!--\/?lit-[^>]*-->|<\?>/g, '');
}
