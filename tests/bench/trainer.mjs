// Milliseconds per training step: in a Chromium page, one thread; and native. Then one whole run in the page, from
// random weights to the end of its schedule. Further modules, to be compared in turns, can be named.
//   node tests/bench/trainer.mjs [OTHER.wasm]...        after cmake --build --preset native and --preset wasm
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';

const root = new URL('../../', import.meta.url);
const chunk = 25;
const rounds = 11;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The trainer's TypeScript face as one script that leaves it on `globalThis`. */
async function bundle() {
  const { outputFiles } = await build({
    stdin: {
      contents: "import { TrainerModule } from './trainer.js'; globalThis.TrainerModule = TrainerModule;",
      resolveDir: new URL('wasm', root).pathname,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    write: false,
  });
  return outputFiles[0].text;
}

/** The built module, and those that are named, by what they are called. */
async function modules() {
  const built = new URL('build/wasm/wasm/trainer.wasm', root);
  const files = [['trainer', built], ...process.argv.slice(2).map((file) => [file, file])];
  const read = files.map(async ([name, file]) => [name, (await readFile(file)).toString('base64')]);
  return Object.fromEntries(await Promise.all(read));
}

async function inBrowser() {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    protocolTimeout: 600000,
  });
  try {
    const page = await browser.newPage();
    await page.evaluate(await bundle());
    return await page.evaluate(measure, await modules(), chunk, rounds);
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function measure(texts, steps, turns) {
  const modules = {};
  for (const [name, text] of Object.entries(texts)) {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    modules[name] = await globalThis.TrainerModule.instantiate(bytes);
    modules[name].create(modules[name].defaults);
    modules[name].run(steps); // the optimising compiler's turn
  }
  const times = Object.fromEntries(Object.keys(modules).map((name) => [name, []]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, module] of Object.entries(modules)) {
      const begin = performance.now();
      module.run(steps);
      times[name].push((performance.now() - begin) / steps);
    }
  }
  const whole = modules.trainer;
  whole.create(whole.defaults);
  const begin = performance.now();
  whole.run(whole.defaults.steps);
  const seconds = (performance.now() - begin) / 1000;
  return { times, whole: { steps: whole.stepsDone, seconds, loss: whole.loss, heldOut: whole.heldOutLoss } };
}

/** Two lengths of run, so that starting the program cancels out. */
async function native() {
  const folder = await mkdtemp(join(tmpdir(), 'trainer-bench-'));
  const seconds = (steps) => {
    const begin = performance.now();
    execFileSync(new URL('build/native/core/train_model', root).pathname, [
      '--steps',
      String(steps),
      join(folder, 'x'),
    ]);
    return performance.now() - begin;
  };
  try {
    const times = Array.from({ length: 5 }, () => (seconds(500) - seconds(100)) / 400);
    return median(times);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const { times, whole } = await inBrowser();
const medians = Object.entries(times).map(([name, values]) => [name, median(values)]);
const rows = { native: await native(), ...Object.fromEntries(medians) };
for (const [name, milliseconds] of Object.entries(rows)) {
  console.log(`${name.padEnd(14)} ${milliseconds.toFixed(2)} ms per step`);
}
console.log(
  `whole run in the page: ${whole.steps} steps in ${whole.seconds.toFixed(1)} s, ` +
    `loss ${whole.loss.toFixed(3)}, held out ${whole.heldOut.toFixed(3)}`,
);
