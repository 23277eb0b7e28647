// Which heads of a model look at the token before? For each head the mean weight that a token gives the one before it.
//
//   node previous-token-heads.mjs FOLDER_OR_FILE... ['a text']
//
// FOLDER has the model's files as they are published: config.json, model.safetensors, tokenizer.json.
import { existsSync } from 'node:fs';
import { openModel } from 'attention-explainer/models';

const given = process.argv.slice(2);
const files = given.filter((one) => existsSync(one));
const text =
  given.find((one) => !existsSync(one)) ??
  'Once upon a time there was a little girl who had a red ball. She loved to play with her red ball in the park.';

const model = await openModel(files.length === 1 ? files[0] : files);
const run = await model.run(text, { logits: 'last' });
const n = run.tokens.length;
const heads = [];
for (let layer = 0; layer < model.description.n_layers; layer += 1) {
  // (n_heads, n, n): a row for each token, in it what it gives each other.
  const { weight } = await run.trace(layer, undefined, { stages: ['weight'] });
  for (let head = 0; head < model.description.n_heads; head += 1) {
    const row = (i) => weight.values.subarray((head * n + i) * n, (head * n + i + 1) * n);
    let sum = 0;
    for (let i = 1; i < n; i += 1) sum += row(i)[i - 1];
    heads.push({ layer, head, share: sum / (n - 1) });
  }
}
heads.sort((a, b) => b.share - a.share);

console.log(`${n} tokens: ${JSON.stringify(text)}`);
for (const { layer, head, share } of heads.slice(0, 5))
  console.log(`layer ${layer}, head ${head}: ${share.toFixed(3)} of its weight is on the token before`);
model.dispose();
