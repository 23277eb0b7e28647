import type { Trace } from '../../compute/trace.js';
import { extentsOf } from '../../figure/parts/sizes.js';

/** The query matrices of all heads on top of each other, E lying over them, the queries at their right. */
export interface SlicesLayout {
  readonly left: number;
  readonly x: number;
  readonly y: number;
  readonly cell: { readonly along: number; readonly across: number };
  readonly gap: number;
  /** Where the matrices come from: as many beside each other as there is room for, at a smaller size. */
  readonly apart: { readonly x: number; readonly y: number; readonly size: number; readonly slot: number };
  readonly queryX: number;
  readonly queryAcross: number;
  readonly bottom: number;
}

interface SlicesRoom {
  readonly label: number;
  readonly query: number;
  readonly after: number;
  readonly tallest: number;
  readonly widest: number;
}

export function slicesLayout(trace: Trace, width: number, room: SlicesRoom): SlicesLayout {
  const { n_heads, d_head, d_model } = extentsOf(trace);
  const gap = 8;
  const beside = 16;
  const along = Math.min((width - room.label - room.query - room.after - beside) / d_model, room.widest);
  const across = Math.min((room.tallest - gap * (n_heads - 1)) / (n_heads * d_head), room.widest);
  const matrix = along * d_model;
  const whole = room.label + matrix + beside + room.query + room.after;
  const x = (width - whole) / 2 + room.label;
  const y = 54;
  const perLine = Math.min(n_heads, 4);
  const slot = width / perLine;
  const size = Math.min(1, (slot - 16) / matrix);
  const tall = n_heads * d_head * across + (n_heads - 1) * gap;
  return {
    left: x - room.label,
    x,
    y,
    cell: { along, across },
    gap,
    apart: { x: 8, y: y + tall / 2 - (d_head * across * size) / 2, size, slot },
    queryX: x + matrix + beside,
    queryAcross: room.query,
    bottom: y + tall + 12,
  };
}
