import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { maskedCell } from '../../figure/objects/masked-cell.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import { listLine } from './layout.js';
import { lineOf, listedWords } from './listed.js';
import { movedRow } from './moved.js';
import { eased, phases } from './steps.js';
import type { MatchView } from './view.js';

/** Beside the plane the row of the followed word, a line a key: its dot, and the share that softmax makes of it. */
export function listPart(view: MatchView): (SvgNode | undefined)[] {
  const { layout, say, trace } = view;
  const { list } = layout;
  const y = list.y + list.pitch / 2;
  const listed = listedWords(view);
  const name = (key: string, content: string, x: number, anchor: string, role = 'quiet', up = 0) =>
    text(content, {
      ...{ key, class: role, x: round(x), y: round(y - up), 'text-anchor': anchor },
      style: `font-size: ${layout.letters}px`,
    });
  const aside = list.pitch >= 28 ? layout.letters / 2 + 0.5 : 0;
  const shown = eased(view.at.plane, phases.plane.weights);
  const [edge, anchor] =
    list.score > 0 ? ([list.x + list.weight, 'start'] as const) : ([list.x + list.width - 2, 'end'] as const);
  return [
    name('keys', say('word.key'), list.x, 'start', 'side-label key'),
    name('scores', say('pair.score'), list.x + list.dot, 'middle'),
    node(
      'g',
      { key: 'weights', opacity: shown < 1 ? round(shown) : undefined },
      name('share', say('match.weight'), edge, anchor, 'quiet', -aside),
      // What a share is tells the next chapter.
      aside > 0 && name('next', say('match.next'), edge, anchor, 'quiet', aside),
    ),
    ...listed.map((j) => wordLine(view, trace.words[j]!, j)),
    listed.length < trace.n_tokens
      ? text(say('words.others', { count: trace.n_tokens - listed.length }), {
          ...{ key: 'others', class: 'quiet', x: round(list.x), y: round(listLine(layout, listed.length)) },
          style: `font-size: ${layout.letters}px`,
        })
      : undefined,
  ];
}

function wordLine(view: MatchView, word: string, j: number): SvgNode {
  const { layout, selection, trace, at } = view;
  const { list, radius } = layout;
  const { head, token } = selection;
  const y = lineOf(view, j);
  const later = j > lastSeen(trace, token);
  const own = movedRow(view);
  const weights = own ? own.weights : Array.from(trace.row('weight', head, token));
  const weight = weights[j]!;
  const shown = eased(at.plane, phases.plane.weights);
  const hatching = { width: Math.min(30, 2 * radius + 6), height: Math.min(list.pitch, 30) };
  return node(
    'g',
    { key: `line${j}`, class: 'list-line', opacity: later ? 0.5 : undefined },
    ...wordOf(view, word, y, weight === Math.max(...weights)),
    later && maskedCell(list.x + list.dot, y, hatching, 1),
    !later &&
      shown > 0 &&
      node(
        'g',
        {
          key: 'weight',
          'data-cell': own ? undefined : cellId('weight', head, token, j),
          opacity: shown < 1 ? round(shown) : undefined,
        },
        ...weightOf(view, y, weight),
      ),
  );
}

function wordOf({ layout, say }: MatchView, word: string, y: number, most: boolean): (SvgNode | undefined)[] {
  const { list, radius, letters } = layout;
  const gloss = list.pitch < 27 ? undefined : say.gloss(word);
  const fitted = gloss === undefined ? undefined : fittingGloss(gloss, list.dot - radius - 4);
  const line = (key: string, content: string, top: number, size: number, name: string) =>
    text(content, {
      ...{ key, class: name, x: round(list.x), y: round(top), style: `font-size: ${round(size)}px` },
    });
  return [
    line(
      'word',
      word,
      fitted ? y - 7 : y,
      fittingSize(word, list.dot - radius - 4, letters),
      most ? 'chosen' : '',
    ),
    fitted && line('gloss', fitted.content, y + 8, fitted.size, 'gloss'),
  ];
}

/** A full bar is 1. */
function weightOf({ layout: { list, letters } }: MatchView, y: number, weight: number): (SvgNode | false)[] {
  const room = list.width - list.weight - 40;
  const bar = list.score > 0;
  const width = Math.max(weight * room, 1);
  return [
    bar &&
      node('rect', {
        ...{ key: 'bar', class: 'weight-bar', style: 'fill: var(--ax-ink)', rx: 2 },
        ...{ x: round(list.x + list.weight), y: round(y - 6), width: round(width), height: 12 },
      }),
    text(shortNumber(weight), {
      ...{ key: 'number', class: 'number', y: round(y), style: `font-size: ${letters}px` },
      ...(bar
        ? { x: round(list.x + list.weight + width + 6), 'text-anchor': 'start' }
        : { x: round(list.x + list.width - 2), 'text-anchor': 'end' }),
    }),
  ];
}
