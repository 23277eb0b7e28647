import { node, round, type SvgNode, text } from '../../scene/node.js';
import { clamp01, during, mix } from '../../scene/math.js';
import { madeVector, vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { residualScale } from '../../figure/parts/pass.js';
import { outputDifference, tellDifference } from './difference.js';
import type { StripsLayout } from './layout.js';
import type { YourTurnView } from './view.js';
import { phases } from './steps.js';

/** What the followed word becomes, in both runs, and how the two differ. */
export function stripsPart(view: YourTurnView, layout: StripsLayout): (SvgNode | undefined)[] {
  return [...pair(view, layout), ...difference(view, layout)];
}

function pair(view: YourTurnView, layout: StripsLayout): (SvgNode | undefined)[] {
  const { whole, at, say } = view;
  const y = layout.outputY;
  const first = stripY(layout, y, 0);
  const shown = during(at.difference, phases.difference.whole);
  const came = during(at.difference, phases.difference.without);
  const word = whole.trace.words[whole.token]!;
  return [
    heading({
      key: 'output-title',
      x: layout.x,
      y,
      content: say('your-turn.output', { token: word }),
      shown,
    }),
    strip(view, layout, 'whole', first, shown, 1),
    // It comes out of the one above, whose name is in its way.
    strip(view, layout, 'without', mix(first, stripY(layout, y, 1), came), came, clamp01(4 * came - 3)),
  ];
}

const stripY = ({ pitch }: StripsLayout, y: number, index: number): number => y + 21 + index * pitch;

function strip(
  view: YourTurnView,
  layout: StripsLayout,
  name: 'whole' | 'without',
  y: number,
  shown: number,
  named: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, run, token } = view[name];
  return node(
    'g',
    { key: `${run}-output`, 'data-run': run, opacity: shown < 1 ? round(shown) : undefined },
    named > 0 && label(view.say(`your-turn.${name}`), layout, y, named),
    vector(trace, {
      tensor: 'output',
      indices: [token],
      cell: layout.cell,
      // One scale for both runs: what is equal looks equal.
      scale: residualScale(view.whole.trace),
      highlight: view.highlight[name],
      brackets: true,
      pose: { x: layout.stripX, y: y + layout.cell.across / 2, turn: -90 },
    }),
  );
}

function label(content: string, { stripX }: StripsLayout, y: number, shown: number): SvgNode {
  const place = { x: round(stripX - 9), y: round(y), 'text-anchor': 'end' };
  const opacity = shown < 1 ? round(shown) : undefined;
  return text(content, { key: 'name', class: 'strip-label', ...place, opacity });
}

/** Comes out of the two E′. */
function difference(view: YourTurnView, layout: StripsLayout): (SvgNode | undefined)[] {
  const { whole, analysis, at, say } = view;
  const shown = during(at.difference, phases.difference.strip);
  if (shown <= 0) return [];
  const { differenceY, outputY, cell } = layout;
  const y = mix(stripY(layout, outputY, 1), stripY(layout, differenceY, 0), shown);
  const told = during(at.difference, phases.difference.told);
  return [
    heading({
      key: 'difference-title',
      x: layout.x,
      y: differenceY,
      content: say('your-turn.difference'),
      // Once the strip has gone past.
      shown: told,
    }),
    node(
      'g',
      { key: 'difference', class: 'difference', opacity: shown < 1 ? round(shown) : undefined },
      madeVector(outputDifference(view, analysis), {
        key: 'vector',
        cell,
        scale: residualScale(whole.trace),
        brackets: true,
        pose: { x: layout.stripX, y: y + cell.across / 2, turn: -90 },
      }),
    ),
    text(tellDifference(view, analysis, say), {
      key: 'largest',
      class: 'comparison',
      x: round(layout.stripX),
      y: round(stripY(layout, differenceY, 1)),
      opacity: round(told),
    }),
  ];
}
