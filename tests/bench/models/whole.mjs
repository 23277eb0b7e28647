// Runs in the browser: a whole model of GPT-2's size, from 32 tokens to the logits of the last, beside llama.cpp in wllama; each
// from its own file with the same numbers.
import { Wllama } from '/modules/@wllama/wllama/esm/index.js';
import { medians } from '../page.mjs';
import { load } from './load.mjs';
import { chosenFile } from './opening.mjs';

const n_probs = 8;
/** wllama takes texts alone; the words of its file are letters, whose numbers are those of the bytes. */
const prompt = 'abcdefghijklmnpqrstuvxyz ABCDEFG';
const ids = [...new TextEncoder().encode(prompt)];
const n = ids.length;

async function ours(variant, config) {
  const { engine, plan } = await load(variant, [chosenFile('safetensors')], config);
  engine.begin(n, 1);
  engine.tensor('token', Int32Array).set(ids);
  return {
    async run() {
      engine.rewind(0);
      const start = performance.now();
      engine.run(n);
      engine.readOut(plan.description.n_layers, n - 1, 1);
      return performance.now() - start;
    },
    /** The tokens with the largest probabilities, and their logarithms. */
    output() {
      const logits = [...engine.tensor('logits')];
      const most = Math.max(...logits);
      const sum = Math.log(logits.reduce((total, logit) => total + Math.exp(logit - most), 0));
      const order = logits.map((_, id) => id).sort((a, b) => logits[b] - logits[a]);
      return order.slice(0, n_probs).map((id) => ({ id, logprob: logits[id] - most - sum }));
    },
  };
}

/** llama.cpp on one thread of the processor. Its time is its own for the prompt: without queue, sampling and messages. */
async function llama() {
  const silent = { debug() {}, log() {}, warn() {}, error: console.error };
  const paths = { default: '/modules/@wllama/wllama/esm/wasm/wllama.wasm' };
  const wllama = new Wllama(paths, { logger: silent, suppressNativeLog: true });
  await wllama.loadModel([chosenFile('gguf')], {
    ...{ n_threads: 1, n_gpu_layers: 0, n_ctx: 64, n_parallel: 1, warmup: true },
  });
  let result;
  return {
    async run() {
      const options = { max_tokens: 1, temperature: 0, n_probs, cache_prompt: false };
      result = await wllama.createCompletion({ prompt, ...options });
      const { prompt_n, prompt_ms } = result.timings;
      if (prompt_n !== n) throw new Error(`llama.cpp has run ${prompt_n} of ${n} tokens.`);
      return prompt_ms;
    },
    output: () => result.choices[0].logprobs.content[0].top_logprobs,
  };
}

export async function measureWhole(config, rounds) {
  const made = { relaxed: await ours('relaxed', config), simd128: await ours('simd128', config) };
  let why;
  try {
    made.wllama = await llama();
    await made.wllama.run();
  } catch (error) {
    why = String(error?.message ?? error);
    delete made.wllama;
  }
  const times = Object.fromEntries(Object.keys(made).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, { run }] of Object.entries(made)) times[name].push(await run());
  return {
    times: medians(times),
    why,
    ours: made.relaxed.output(),
    theirs: made.wllama?.output(),
  };
}
