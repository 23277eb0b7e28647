import { heading } from '../../figure/parts/heading.js';
import { dot } from '../../figure/objects/dot.js';
import { token } from '../../figure/objects/token.js';
import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { strongestHead } from '../../compute/trace.js';
import { looksEvenly } from './facts.js';
import type { LearningLayout, PatternLayout } from './layout.js';
import type { ModelView } from './view.js';

/** What the followed word attends to: a row of dots for each head, their areas the weights. */
export function patternPart(view: ModelView, { pattern }: LearningLayout): (SvgNode | undefined)[] {
  const { trace, token: followed, say } = view;
  const heads = Array.from({ length: trace.n_heads }, (_, h) => h);
  return [
    pattern.titleY === undefined
      ? undefined
      : heading({
          key: 'pattern-title',
          x: 0,
          y: pattern.titleY,
          content: say('learning.pattern', { token: trace.words[followed]! }),
          shown: 1,
        }),
    node('g', { key: 'pattern-words' }, ...trace.words.map((word, j) => columnWord(view, pattern, word, j))),
    node('g', { key: 'pattern-heads' }, ...heads.map((h) => headName(view, pattern, h))),
    node(
      'g',
      { key: 'pattern', style: '--dot: var(--ax-query)' },
      ...heads.map((h) =>
        node('g', { key: `head${h}` }, ...trace.words.map((_, j) => entry(view, pattern, h, j))),
      ),
    ),
  ];
}

function columnWord(
  { token: followed }: ModelView,
  { x, pitchX, headerY, headerHeight, upright }: PatternLayout,
  word: string,
  j: number,
): SvgNode | undefined {
  const centre = x + (j + 0.5) * pitchX;
  if (!upright) {
    const width = Math.min(pitchX - 8, 96);
    return token({
      key: `word${j}`,
      word,
      x: centre - width / 2,
      y: headerY,
      width,
      height: headerHeight,
      state: j === followed ? 'asks chosen' : 'answers',
      token: j,
    });
  }
  return node(
    'g',
    { key: `word${j}`, class: 'column-word asks', 'data-token': j },
    text(word, {
      'text-anchor': 'start',
      transform: `translate(${round(centre)} ${headerY + headerHeight - 2}) rotate(-70)`,
      class: j === followed ? 'chosen' : '',
    }),
  );
}

/** The head that moves the word most is marked: it is the one that the caption speaks of. */
function headName(view: ModelView, { y, pitchY }: PatternLayout, h: number): SvgNode {
  const { trace, token: followed, say } = view;
  const marked = h === strongestHead(trace, followed) && !looksEvenly(view);
  return text(say('head.name', { head: h + 1 }), {
    key: `name${h}`,
    class: marked ? 'symbol small chosen' : 'symbol small',
    x: 0,
    y: round(y + (h + 0.5) * pitchY),
  });
}

/** Dots of this size and more hold their number; beside smaller ones it stands where there is room. */
const holdsNumber = 19;
const roomBeside = 64;
/** Below this, a weight is a dot that is hardly seen, and has no number. */
const leastWritten = 0.1;

function entry(view: ModelView, layout: PatternLayout, h: number, j: number): SvgNode {
  const { trace, token: followed, highlight } = view;
  const id = cellId('weight', h, followed, j);
  const weight = trace.at('weight', h, followed, j);
  const x = round(layout.x + (j + 0.5) * layout.pitchX);
  const y = round(layout.y + (h + 0.5) * layout.pitchY);
  const largest = Math.min(layout.pitchX, layout.pitchY) * 0.46;
  const radius = largest * Math.sqrt(weight);
  const inside = radius >= holdsNumber;
  const beside = !inside && weight >= leastWritten && layout.pitchX >= roomBeside;
  return node(
    'g',
    { key: String(j), class: `weight${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    node('rect', {
      key: 'hit',
      class: 'hit',
      x: round(x - layout.pitchX / 2),
      y: round(y - layout.pitchY / 2),
      width: round(layout.pitchX),
      height: round(layout.pitchY),
      rx: 6,
    }),
    // A word that is hidden has no weight at all, which is not the same as a very small one.
    j > followed && text('0', { key: 'number', class: 'number hidden', x, y, 'text-anchor': 'middle' }),
    j <= followed && dot('dot', x, y, weight, largest),
    (inside || beside) &&
      text(shortNumber(weight), {
        key: 'number',
        class: inside ? 'number on-dot' : 'number',
        x: inside ? x : round(x + radius + 5),
        y,
        'text-anchor': inside ? 'middle' : 'start',
      }),
  );
}
