// Rows of the engine for real models: each a page of its own, all contenders in turns in it, and what it must reach.
import { config, writeModels } from './files.mjs';
import { reportBars, reportTimes } from '../report.mjs';

const atLeast = (what, bar, value) => ({ what, bar, value, met: value >= bar });
const atMost = (what, bar, value) => ({ what, bar, value, met: value <= bar });

/** A file as a reader chooses it: the page reads it from the disk. */
async function choose(page, name, path) {
  await page.evaluate((name) => {
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', name }));
  }, name);
  const input = await page.$(`input[name=${name}]`);
  await input.uploadFile(path);
}

/** Calls a function of a module of the page, in a new page with scripts of the peers and chosen files. */
async function inPage({ browser, url }, [module, name], { peers = [], files = {} }, ...parameters) {
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log(`   ${message.text()}`));
  await page.goto(url);
  for (const [name, path] of Object.entries(files)) await choose(page, name, path);
  const result = await page.evaluate(
    async (module, name, peers, parameters) => {
      const { prepare } = await import('/page.mjs');
      await prepare(peers);
      return (await import(module))[name](...parameters);
    },
    module,
    name,
    peers,
    parameters,
  );
  await page.close();
  return result;
}

const bestOrt = ({ times }) =>
  Math.min(...Object.keys(times).flatMap((name) => (name.startsWith('ort') ? [times[name]] : [])));

function reportBlocks(name, result, bars) {
  console.log(`-- ${name}`);
  reportTimes('ms', result.times);
  reportTimes('share of the peak', result.shares);
  reportTimes('first call ms', result.first);
  reportTimes(`largest differences from ort fused, whose largest number is ${result.largest}`, result.errors);
  bars.push(atMost('difference', 1e-5, Math.max(...Object.values(result.errors)) / result.largest));
  reportBars(bars);
  return { name, ...result, bars };
}

const blocks = (context, shape) =>
  inPage(context, ['/models/blocks.mjs', 'measureBlocks'], { peers: ['ort'] }, shape, {
    rounds: context.rounds,
  });

async function prefillRow(context, n) {
  const result = await blocks(context, { n });
  const { times } = result;
  return reportBlocks(`block of GPT-2's size, ${n} tokens`, result, [
    atLeast('onnxruntime-web / F32', 1.5, bestOrt(result) / times.relaxed),
  ]);
}

async function decodeRow(context) {
  const result = await blocks(context, { n: 1, past: 256, nLayers: 6 });
  const { times, bytes } = result;
  const best = bestOrt(result);
  // Of the bandwidth of the plain read, which reads as much as float32 has.
  const bandwidth = (name, type) => (bytes[type] / times[name]) * (times['plain read'] / bytes.float32);
  return reportBlocks("one token through 6 blocks of GPT-2's size, 256 tokens in the cache", result, [
    atLeast('onnxruntime-web / F32', 1.15, best / times.relaxed),
    atLeast("onnxruntime-web's F32 / F16", 1.5, best / times['relaxed F16']),
    atLeast("onnxruntime-web's F32 / BF16", 1.5, best / times['relaxed BF16']),
    atLeast('share of a plain read, F32', 0.6, bandwidth('relaxed', 'float32')),
    atLeast('share of a plain read, F16', 0.6, bandwidth('relaxed F16', 'float16')),
    atLeast('share of a plain read, BF16', 0.6, bandwidth('relaxed BF16', 'bfloat16')),
  ]);
}

async function openingRow(context) {
  const { safetensors } = writeModels(context.folder);
  const given = [['/models/opening.mjs', 'measureOpening'], { files: { safetensors } }, config];
  const { times, bytes, block } = await inPage(context, ...given, context.rounds >> 1);
  const speeds = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, bytes / time / 1000]));
  console.log(`-- opening a model of ${Math.round(bytes / 1e6)} MB in a thread of its own`);
  reportTimes('MB/s', speeds);
  const bars = [
    atLeast('MB/s', 400, speeds.relaxed),
    atMost("longest block of the page's own thread, ms", 50, block),
  ];
  reportBars(bars);
  return { name: 'opening', times, speeds, block, bars };
}

/** The largest, over the tokens that both hold the most likely; infinite where these are not the same. */
function difference(ours, theirs) {
  const apart = ours.map(({ id, logprob }) => {
    const same = theirs.find((token) => token.id === id);
    return same ? Math.abs(same.logprob - logprob) : Infinity;
  });
  return Math.max(...apart);
}

async function wholeRow(context) {
  const files = writeModels(context.folder);
  const given = [['/models/whole.mjs', 'measureWhole'], { files }, config];
  const { times, why, ours, theirs } = await inPage(context, ...given, context.rounds >> 1);
  console.log("-- a model of GPT-2's size in F32, 32 tokens to the last logits");
  reportTimes('ms', times);
  if (why) console.log(`   wllama cannot be measured: ${why}`);
  else reportTimes('aim: at least 1', { 'wllama / ours': times.wllama / times.relaxed });
  // Its keys and values are kept in half precision.
  const bars = why
    ? []
    : [atMost('difference of logarithms of probabilities', 0.01, difference(ours, theirs))];
  reportBars(bars);
  return { name: 'whole model', times, why, bars };
}

/** Pairs of a query and a key that it sees. */
const pairs = ({ n, window }) => n * window - (window * (window - 1)) / 2;

async function windowRow(context) {
  const [short, long, wide, whole] = [
    { n: 4096, window: 256 },
    { n: 8192, window: 256 },
    { n: 4096, window: 1024 },
    { n: 4096, window: 4096 },
  ];
  const shapes = [short, long, wide, whole];
  const given = [['/models/windows.mjs', 'measureWindows'], {}, shapes, context.rounds];
  const { times, error } = await inPage(context, ...given);
  console.log('-- causal 1,n,64 with windows, n x window');
  reportTimes('ms', times);
  const time = ({ n, window }) => times[`${n} x ${window}`];
  const perPair = (shape) => (time(shape) / pairs(shape)) * (pairs(whole) / time(whole));
  const bars = [
    atMost('twice the tokens, same window: time', 2.2, time(long) / time(short)),
    atMost('window of 256: time of a pair against no window', 1.25, perPair(short)),
    atMost('window of 1,024: the same', 1.1, perPair(wide)),
    atMost('error', 2e-6, error),
  ];
  reportBars(bars);
  return { name: 'windows', times, bars };
}

/** All rows, or those whose names a pattern has. */
export async function modelRows(browser, url, { quick, only, folder }) {
  const context = { browser, url, folder, rounds: quick ? 5 : 11 };
  const rows = {
    'block 32': () => prefillRow(context, 32),
    'block 128': () => prefillRow(context, 128),
    decode: () => decodeRow(context),
    window: () => windowRow(context),
    opening: () => openingRow(context),
    whole: () => wholeRow(context),
  };
  const results = [];
  for (const [name, measure] of Object.entries(rows))
    if (!only || only.test(name)) results.push(await measure());
  return results;
}
