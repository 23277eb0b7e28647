import type { JsonObject } from '../format/json.js';
import type { TensorFile } from '../format/stored-tensor.js';
import { ConfigFields } from './config-fields.js';
import { gpt2, minGpt, nanoGpt } from './gpt2.js';
import { gptNeo } from './gpt-neo.js';
import { gptNeox } from './gpt-neox.js';
import { llama, qwen2 } from './llama.js';
import type { Layout } from './placement.js';
import { transformerLens } from './transformer-lens.js';

type Family = (config: ConfigFields, file: TensorFile) => Layout;

/** By `model_type`, as Hugging Face writes it. */
const families: Readonly<Record<string, Family>> = {
  gpt2,
  gpt_neo: gptNeo,
  gpt_neox: gptNeox,
  llama,
  qwen2,
};

/** What a configuration asks for, with the tensors that it then needs. Whatever in it is not known is refused by name. */
export function layoutOf(json: JsonObject, file: TensorFile, name = 'config.json'): Layout {
  const config = new ConfigFields(json, name);
  if (config.has('d_vocab') && config.has('n_layers')) return transformerLens(config);
  const family = familyOf(config);
  const layout = family(config, file);
  config.finish();
  return layout;
}

/** minGPT and nanoGPT do not say which of them they are, but have a field that the other has not. */
function familyOf(config: ConfigFields): Family {
  if (config.has('block_size'))
    return config.has('model_type') || config.has('embd_pdrop') ? minGpt : nanoGpt;
  return config.choice('model_type', families);
}
