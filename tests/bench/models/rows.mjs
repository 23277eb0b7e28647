// Rows of the engine for real models: each a page of its own, all contenders in turns in it, and what it must reach.
import { reportBars, reportTimes } from '../report.mjs';

const atLeast = (what, bar, value) => ({ what, bar, value, met: value >= bar });
const atMost = (what, bar, value) => ({ what, bar, value, met: value <= bar });

/** Calls a function of a module of the page, in a new page whose scripts of the peers `prepare` has loaded. */
async function inPage({ browser, url }, [module, name], peers, ...parameters) {
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log(`   ${message.text()}`));
  await page.goto(url);
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
  inPage(context, ['/models/blocks.mjs', 'measureBlocks'], ['ort'], shape, { rounds: context.rounds });

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

/** All rows, or those whose names a pattern has. */
export async function modelRows(browser, url, { quick, only }) {
  const context = { browser, url, rounds: quick ? 5 : 11 };
  const rows = {
    'block 32': () => prefillRow(context, 32),
    'block 128': () => prefillRow(context, 128),
    decode: () => decodeRow(context),
  };
  const results = [];
  for (const [name, measure] of Object.entries(rows))
    if (!only || only.test(name)) results.push(await measure());
  return results;
}
