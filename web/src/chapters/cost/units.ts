import { shortNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';

const times = [
  { unit: 'us', milliseconds: 1e-3, below: 1 },
  { unit: 'ms', milliseconds: 1, below: 1e3 },
  { unit: 's', milliseconds: 1e3, below: 2 * 60e3 },
  { unit: 'min', milliseconds: 60e3, below: 2 * 3600e3 },
  { unit: 'h', milliseconds: 3600e3, below: 48 * 3600e3 },
  { unit: 'd', milliseconds: 24 * 3600e3, below: Infinity },
] as const;

/** A time in the unit that suits it; `written`: how its number is. */
export function duration(milliseconds: number, say: Say, written = shortNumber): string {
  const { unit, milliseconds: one } = times.find(({ below }) => milliseconds < below) ?? times.at(-1)!;
  return say(`unit.${unit}`, { number: written(milliseconds / one) });
}

const sizes = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Memory in powers of a thousand. */
export function memory(bytes: number, say: Say): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), sizes.length - 1);
  const number = power === 0 ? String(bytes) : shortNumber(bytes / 1000 ** power);
  return say(`unit.${sizes[power]!}`, { number });
}
