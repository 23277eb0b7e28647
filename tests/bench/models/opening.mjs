// Runs in the browser: a file of half a gigabyte is opened in a thread of its own, in turns with reading it alone; and what the page
// feels of it.
import { median } from '../page.mjs';

/** The file that the element holds. */
export const chosenFile = (name) => document.querySelector(`input[name=${name}]`).files[0];

async function inWorker(message) {
  const worker = new Worker('/models/opening-worker.mjs', { type: 'module' });
  const { time, error } = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(message);
  });
  worker.terminate();
  if (error) throw new Error(error);
  return time;
}

/** How long the page's own thread was kept from a timer of 4 ms, at most, while something runs. */
async function longestBlock(run) {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 4);
    last = now;
  }, 4);
  await run();
  clearInterval(timer);
  return longest;
}

/** Milliseconds that reading and opening take, and the longest block of each opening. */
export async function measureOpening(config, rounds) {
  const file = chosenFile('safetensors');
  const times = { 'read alone': [], relaxed: [], simd128: [] };
  const blocks = [];
  for (let round = 0; round < rounds; round++) {
    times['read alone'].push(await inWorker({ file }));
    for (const variant of ['relaxed', 'simd128'])
      blocks.push(
        await longestBlock(async () => times[variant].push(await inWorker({ file, config, variant }))),
      );
  }
  const middle = Object.entries(times).map(([name, list]) => [name, median(list)]);
  return { times: Object.fromEntries(middle), bytes: file.size, block: Math.max(...blocks) };
}
