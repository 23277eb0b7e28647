import { node, round, type SvgNode, text } from '../../scene/node.js';
import type { MessageKey } from '../../text/messages.js';
import { type PassStage, passStages, type PassView } from './pass.js';

/** A line of the mathematics, the stage that brings it, and the last stage that is still about it. */
const lines: readonly {
  readonly from: PassStage;
  readonly to: PassStage;
  readonly parts: readonly (readonly [string, string])[];
}[] = [
  {
    from: 'embedding',
    to: 'embedding',
    parts: [
      ['E', 'embedding'],
      [' = ', ''],
      ['formula.part.embedding', 'words'],
    ],
  },
  {
    from: 'query',
    to: 'query',
    parts: [
      ['q', 'query'],
      [' = W', ''],
      ['Q', 'sub'],
      [' E', 'embedding'],
    ],
  },
  {
    from: 'key',
    to: 'key',
    parts: [
      ['k', 'key'],
      [' = W', ''],
      ['K', 'sub'],
      [' E', 'embedding'],
    ],
  },
  {
    from: 'score',
    to: 'divide',
    parts: [
      ['w', 'query'],
      [' = softmax( ', ''],
      ['q', 'query'],
      [' · ', ''],
      ['k', 'key'],
      [' / √d', ''],
      ['k', 'sub'],
      [' )', ''],
    ],
  },
  {
    from: 'value',
    to: 'value',
    parts: [
      ['v', 'value'],
      [' = W', ''],
      ['V', 'sub'],
      [' E', 'embedding'],
    ],
  },
  {
    from: 'sum',
    to: 'delta',
    parts: [
      ['ΔE', 'value'],
      [' = Σ', ''],
      ['formula.part.heads', 'sub words'],
      [' W', ''],
      ['O', 'sub'],
      [' Σ ', ''],
      ['w', 'query'],
      [' ', ''],
      ['v', 'value'],
    ],
  },
  {
    from: 'output',
    to: 'predict',
    parts: [
      ['E′', 'output'],
      [' = E + ', ''],
      ['ΔE', 'value'],
    ],
  },
];

/** The mathematics so far, a line for each idea; the one that is under way stands out. */
export function formulaPart({ at, say }: PassView, x: number, y: number, pitch: number): SvgNode[] {
  return lines.flatMap(({ from, to, parts }, index) => {
    if (at[from] <= 0) return [];
    const following = passStages[passStages.indexOf(to) + 1];
    const past = following ? at[following] : 0;
    const opacity = at[from] * (1 - 0.5 * past);
    return [
      node(
        'text',
        { key: `formula${index}`, class: 'formula', x, y: round(y + index * pitch), opacity: round(opacity) },
        parts.map(([content, kind]) =>
          part(kind.includes('words') ? say(content as MessageKey) : content, kind),
        ),
      ),
    ];
  });
}

function part(content: string, kind: string): SvgNode {
  const lowered = kind.startsWith('sub')
    ? { 'baseline-shift': '-25%', class: kind.replace('sub', 'formula-sub') }
    : { class: kind };
  return { ...text(content.replace(/ /g, '\u00a0'), lowered), tag: 'tspan' };
}
