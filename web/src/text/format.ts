const minus = '\u2212';

/** A number for the screen: at most 3 significant digits from 0.01 on, two decimals below, a true minus sign. */
export function shortNumber(x: number): string {
  if (Number.isNaN(x)) return 'not a number';
  if (!Number.isFinite(x)) return x > 0 ? '\u221e' : `${minus}\u221e`;
  const size = Math.abs(x);
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  const digits = size.toFixed(decimals);
  return x < 0 && Number(digits) !== 0 ? minus + digits : digits;
}

/** The shortest decimal that reads back as the same float32: every digit that the number has, and no more. */
export function exactNumber(x: number): string {
  if (!Number.isFinite(x)) return shortNumber(x);
  for (let digits = 1; digits < 9; digits += 1) {
    const candidate = Number(x.toPrecision(digits));
    if (Math.fround(candidate) === x) return withMinusSign(candidate);
  }
  return withMinusSign(Number(x.toPrecision(9)));
}

function withMinusSign(x: number): string {
  return String(x).replace(/-/g, minus);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A magnitude that may be far below what `shortNumber` shows, such as a rounding: 1.2 × 10⁻⁷. */
export function tinyNumber(x: number): string {
  if (!Number.isFinite(x) || Math.abs(x) >= 0.005) return shortNumber(x);
  if (x === 0) return '0';
  const [digits, exponent] = x.toExponential(1).split('e-') as [string, string];
  const power = exponent.replace(/\d/g, (digit) => superscripts[Number(digit)]!);
  return `${digits.replace('-', minus)} × 10⁻${power}`;
}

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** A whole number in subscript digits, for names such as E₄. */
export function subscript(n: number): string {
  return String(n).replace(/\d/g, (digit) => subscripts[Number(digit)]!);
}

/**
 * A whole number with its digits in groups of three. A browser's own way of writing it costs the first who asks tens of
 * milliseconds, as it looks up all that it knows of a language.
 */
export function wholeNumber(n: number | bigint): string {
  const isWhole = typeof n === 'bigint' || Number.isInteger(n);
  const written = isWhole ? String(BigInt(n)).replace(/\B(?=(\d{3})+$)/g, ',') : n.toLocaleString('en');
  return written.replace('-', minus);
}

/** A fraction of a whole in hundredths. */
export function percent(fraction: number): string {
  return `${shortNumber(100 * fraction)}%`;
}
