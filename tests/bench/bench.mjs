// Opens the page, measures every shape, prints the table and the bars, and writes bench.json:
//   bench.mjs [--quick] [--json FILE]
// ATTENTION_SHAPES=0,7 measures the shapes of these numbers alone, ATTENTION_ROWS='block|decode' the rows of real models of these
// names.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';
import { modelRows } from './models/rows.mjs';
import { reportBars, reportTimes } from './report.mjs';
import { modules, serve } from './serve.mjs';

const build = fileURLToPath(new URL('../../build/', import.meta.url));
const quick = process.argv.includes('--quick');
const jsonFile = process.argv.includes('--json')
  ? process.argv[process.argv.indexOf('--json') + 1]
  : `${build}bench.json`;
const pattern = process.env.ATTENTION_ROWS && new RegExp(process.env.ATTENTION_ROWS);

const attention = (heads, n, d, bars, causal = true) => ({ heads, n, d, causal, bars });
const layer = (n, bars) => ({ heads: 12, n, dModel: 768, dHead: 64, bars });
const shapes = [
  attention(12, 8, 64, { share: 0.33, ort: 13 }),
  attention(12, 64, 64, { share: 0.71, ort: 3.7, eigen: 4.4 }),
  attention(12, 256, 64, { share: 0.77, ort: 3.7, eigen: 4.4, first: 5, trace: 2 }),
  attention(12, 1024, 64, { share: 0.82, ort: 3.7, eigen: 4.4 }),
  attention(1, 4096, 64, { share: 0.82, ort: 3.7, eigen: 4.4 }),
  attention(16, 512, 128, { share: 0.82, eigen: 4.4 }),
  attention(12, 256, 64, {}, false),
  layer(8, { share: 0.8 }),
  layer(64, { share: 0.87, first: 6 }),
  layer(256, { share: 0.92 }),
  layer(1024, { share: 0.9 }),
  { heads: 1, n: 8, dModel: 12288, dHead: 128, bars: { share: 0.7 }, alone: true },
];
const startShape = { heads: 12, n: 8, d: 64, causal: true, bars: {} };
const everyone = ['relaxed', 'simd128', 'traced', 'eigen', 'ort nodes', 'ort fused', 'tfjs', 'plain'];

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const nameOf = ({ heads, n, d, dModel, dHead, causal }) =>
  dModel
    ? `layer d_model ${dModel}, ${heads} x ${dHead}, n ${n}`
    : `${causal ? 'causal' : 'dense'} ${heads},${n},${d}`;

function checkBars({ shape, times, shares, first, errors }) {
  const ortTimes = Object.entries(times).filter(([name]) => name.startsWith('ort'));
  const ort = Math.min(...ortTimes.map(([, time]) => time));
  const found = {
    share: shares.relaxed,
    ort: ort / times.relaxed,
    eigen: times.eigen / times.relaxed,
    first: first.relaxed / times.relaxed,
    trace: times.traced / times.relaxed,
  };
  const atMost = ['first', 'trace'];
  const bars = Object.entries(shape.bars).map(([what, bar]) => {
    const value = found[what];
    return { what, bar, value, met: atMost.includes(what) ? value <= bar : value >= bar };
  });
  if (errors.relaxed !== undefined)
    bars.push({ what: 'error', bar: 2e-6, value: errors.relaxed, met: errors.relaxed <= 2e-6 });
  return bars;
}

function report(result) {
  console.log(`-- ${nameOf(result.shape)}`);
  reportTimes('ms', result.times);
  reportTimes('peak GFLOP/s', result.peaks);
  reportTimes('share of the peak', result.shares);
  reportTimes('first call ms', result.first);
  reportTimes('largest errors', result.errors);
  // It belongs to the processor: what a fused multiply-add is worth there.
  reportTimes('ratio', { 'simd128 / relaxed': result.times.simd128 / result.times.relaxed });
  result.bars = checkBars(result);
  reportBars(result.bars);
}

/** The start of each over a blank page, in turns, in a profile that has seen none of it. */
async function measureStarts(browser, url) {
  const names = ['relaxed', 'ort fused', 'tfjs'];
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < (quick ? 3 : 9); round++) {
    for (const name of names) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(url);
      const time = await page.evaluate(
        async (name, shape) => (await import('/page.mjs')).startOf(name, shape),
        name,
        startShape,
      );
      times[name].push(time);
      await context.close();
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

function reportStarts(times) {
  console.log(`-- start to the first result over a blank page, ${nameOf(startShape)}`);
  reportTimes('ms', times);
  const bars = [
    { what: 'start / onnxruntime-web', bar: 0.1, value: times.relaxed / times['ort fused'] },
    { what: 'start / tfjs', bar: 1 / 3, value: times.relaxed / times.tfjs },
  ].map((one) => ({ ...one, met: one.value <= one.bar }));
  reportBars(bars);
  return { times, bars };
}

const size = (file) => brotliCompressSync(readFileSync(file)).length;

const server = await serve();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  protocolTimeout: 1_800_000,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const url = `http://127.0.0.1:${server.address().port}/`;
const named = process.env.ATTENTION_SHAPES ?? (pattern ? '' : undefined);
const only = named?.split(',').filter(Boolean).map(Number);
const results = [];
for (const [index, shape] of shapes.entries()) {
  if (only && !only.includes(index)) continue;
  if (quick && (shape.n > 256 || shape.dModel > 768)) continue;
  // A page of its own for each shape: a first call is the first.
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log(`   ${message.text()}`));
  await page.goto(url);
  const slow = shape.n > 512;
  const wanted = shape.alone
    ? ['relaxed', 'simd128']
    : everyone.filter((name) => !(name === 'plain' && (slow || shape.dModel)));
  const options = { rounds: quick ? 5 : 9, wanted };
  const result = await page.evaluate(
    async (shape, options) => {
      const { prepare, measure } = await import('/page.mjs');
      await prepare(options.wanted);
      return measure(shape, options);
    },
    shape,
    options,
  );
  report(result);
  results.push(result);
  await page.close();
}
const starts = only ? undefined : reportStarts(await measureStarts(browser, url));
const folder = `${build}bench-models/`;
mkdirSync(folder, { recursive: true });
const models = only && !pattern ? [] : await modelRows(browser, url, { quick, only: pattern, folder });
await browser.close();
server.close();

const payload = {
  relaxed: size(`${modules}attention_relaxed.wasm`),
  simd128: size(`${modules}attention_simd128.wasm`),
};
const payloadMet = Math.max(payload.relaxed, payload.simd128) <= 18432;
console.log(
  `-- payload, brotli: relaxed ${payload.relaxed} B, simd128 ${payload.simd128} B: ${payloadMet ? 'met' : 'NOT MET'} (bar 18432)`,
);
writeFileSync(
  jsonFile,
  `${JSON.stringify({ date: new Date().toISOString(), quick, results, models, starts, payload }, null, 2)}\n`,
);
const bars = [...results, ...models]
  .flatMap((result) => result.bars)
  .concat(starts?.bars ?? [], { met: payloadMet });
const met = bars.filter((bar) => bar.met).length;
console.log(`${met} passed, ${bars.length - met} failed`);
process.exitCode = met === bars.length ? 0 : 1;
