import { openModel } from 'attention-explainer/models';

/** Opens a model that lies beside the page, in a thread of its own and in that of the page. */
async function logits(thread) {
  const model = await openModel(['/model/model.safetensors', '/model/config.json'], { thread });
  const run = await model.run([3, 0, 12, 7]);
  model.dispose();
  return [...run.logits.values];
}

const output = document.querySelector('output');
try {
  output.textContent = JSON.stringify({ worker: await logits('worker'), here: await logits('here') });
} catch (error) {
  output.textContent = JSON.stringify({ error: `${error.name}: ${error.message}` });
}
