import { node, type SvgNode } from '../../scene/node.js';
import { mix, staggered } from '../../scene/math.js';
import { slantedWord } from '../../figure/objects/slanted-word.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { type PassView, residualScale } from '../../figure/parts/pass.js';

export interface ColumnsLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Every word of the sentence: its embedding, and what it becomes. The delta comes down into it. */
export function columnsPart(view: PassView, layout: ColumnsLayout, shown: number): (SvgNode | undefined)[] {
  const { trace, say } = view;
  if (shown <= 0) return [];
  return [
    heading({ key: 'columns-title', x: layout.x, y: layout.y + 8, content: say('columns.title'), shown }),
    ...trace.words.map((word, i) => column(view, layout, word, i, staggered(shown, i, trace.n_tokens, 0.75))),
  ];
}

const wordHeight = 62;

function column(
  { trace, selection, highlight, say }: PassView,
  layout: ColumnsLayout,
  word: string,
  i: number,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const pitch = Math.min((layout.width - 20) / trace.n_tokens, 44);
  const x = layout.x + (i + 0.5) * pitch;
  const top = layout.y + 20 + wordHeight;
  const length = layout.height - 20 - wordHeight - 8;
  const cell = { along: length / trace.shape('output')[1]!, across: Math.min(16, pitch - 5) };
  const scale = residualScale(trace);
  const strip = (tensor: 'embedding' | 'delta' | 'output', opacity: number, lift: number) =>
    vector(trace, {
      tensor,
      indices: [i],
      role: 'column-',
      cell,
      scale,
      highlight,
      opacity,
      pose: { x: x - cell.across / 2, y: top - lift },
    });
  return node(
    'g',
    { key: String(i), class: 'column-word', 'data-token': i },
    slantedWord({
      key: 'word',
      word,
      gloss: say.gloss(word),
      x,
      y: top - 6,
      slant: 60,
      pitch,
      chosen: i === selection.token,
      opacity: Math.min(shown * 4, 1),
    }),
    strip('embedding', Math.min(shown * 4, 1) * (1 - shown), 0),
    strip('output', shown, 0),
    shown < 1 ? strip('delta', Math.min(shown * 3, 1) * (1 - shown), mix(26, 0, shown)) : undefined,
  );
}
