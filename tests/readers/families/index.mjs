// Small models with random weights in the files of each family: names, transpositions, fused and interleaved matrices, masks and
// configurations as the programs of others write them. What a reader has to make of each stands beside it.
import { Numbers } from '../write.mjs';
import { gptNeo, gptNeox } from './gpt-neo.mjs';
import { distilGpt2, gpt2, minGpt, nanoGpt } from './gpt2.mjs';
import { llama, qwen2 } from './llama.mjs';
import { attentionOnly, shortformer } from './transformer-lens.mjs';

export { llama2cModel } from './llama.mjs';

const makers = {
  gpt2,
  distilGpt2,
  minGpt,
  nanoGpt,
  gptNeo,
  gptNeox,
  llama,
  qwen2,
  attentionOnly,
  shortformer,
};
export const familyNames = Object.keys(makers);

/** A model of a family: its configuration, its tensors by the names of its files, its parameters, and what it is. */
export function family(name, seed = 1) {
  const numbers = new Numbers(seed);
  const { config, ...rest } = makers[name](numbers);
  return { ...rest, config: structuredClone(config), parameters: numbers.all };
}
