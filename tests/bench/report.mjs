// What is printed of a row.
export const format = (value) => (value < 1e-3 ? value.toExponential(1) : value.toPrecision(3));

const list = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${format(value)}`)
    .join(', ');

export const reportTimes = (what, values) => console.log(`   ${what}: ${list(values)}`);

export function reportBars(bars) {
  for (const { what, bar, value, met } of bars)
    console.log(`   ${met ? 'met' : 'NOT MET'}: ${what} ${format(value ?? NaN)} (bar ${format(bar)})`);
}
