import { layoutOf } from './family/index.js';
import { llama2c } from './family/llama2c.js';
import type { Layout } from './family/placement.js';
import { parseObject, type JsonObject } from './format/json.js';
import { readLlama2c } from './format/llama2c.js';
import { readJsonModel } from './format/mingpt-json.js';
import { refuseOtherFiles } from './format/recognise.js';
import { readSafetensors } from './format/safetensors.js';
import { readShardIndex, readShards } from './format/shard-index.js';
import type { TensorFile } from './format/stored-tensor.js';
import { fewOf, ModelFileError } from './model-file-error.js';
import { planModel, type ModelPlan } from './model-plan.js';
import { readText, type ByteSource, type ReadOptions } from './source/byte-source.js';
import { jsonTokenizer } from './tokenizer/json-tokenizer.js';
import { llama2cEnds, llama2cTokenizer } from './tokenizer/llama2c-tokenizer.js';
import { checkVocabulary, mostPadding, type Tokenizer } from './tokenizer/tokenizer.js';
import { vocabAndMerges } from './tokenizer/vocab-and-merges.js';

/** Settings and tokenizers are a few megabytes at most. */
const mostTextBytes = 64 * 1024 * 1024;

/** A model whose headers have been read: what it is, where its weights lie, and its tokenizer if there is one. */
export interface OpenedModel {
  readonly plan: ModelPlan;
  /** Undefined where no file of it is there: the model is then run on ids. */
  readonly tokenizer: Tokenizer | undefined;
  /** Tokens that end a text, as far as the files say it. */
  readonly ends: readonly number[];
}

/**
 * Opens a model from the files of its folder, in any order, by their names: config.json with model.safetensors or its shards
 * and their index; a .bin of llama2.c; or one JSON of minGPT. With them tokenizer.json, or vocab.json and merges.txt, or a
 * tokenizer of llama2.c (tok*.bin). Files of other names are passed by. No weight is read.
 */
export async function openModel(
  files: readonly ByteSource[],
  options: ReadOptions = {},
): Promise<OpenedModel> {
  const { layout, file, ends } = await readWeightFiles(files, options);
  const plan = planModel(layout, file);
  const opened = await openTokenizer(files, layout.hasGpt2Words ?? false, options);
  const padding = layout.isUnpadded ? 0 : mostPadding;
  if (opened) checkVocabulary(opened.tokenizer, plan.description, opened.name, padding);
  return { plan, tokenizer: opened?.tokenizer, ends };
}

const settingsNames =
  /^(?:config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab|preprocessor_config)\.json$/;
const isTokenizerBin = (name: string) => /^tok.*\.bin$/i.test(name);

async function readWeightFiles(
  files: readonly ByteSource[],
  options: ReadOptions,
): Promise<{ layout: Layout; file: TensorFile; ends: readonly number[] }> {
  const named = (pattern: RegExp) => files.filter(({ name }) => pattern.test(name));
  const [index] = named(/\.safetensors\.index\.json$/);
  const weights = named(/\.safetensors$/);
  if (weights.length > 0 || index) {
    const config = await readConfig(files, options);
    const file = await readSafetensorsFiles(index, weights, options);
    return { layout: layoutOf(config, file), file, ends: endsOf(config) };
  }
  const [bin] = named(/\.bin$/).filter(({ name }) => !isTokenizerBin(name));
  if (bin) {
    const file = await readLlama2c(bin, options);
    return { layout: llama2c(file.header), file, ends: llama2cEnds };
  }
  const [json] = named(/\.json$/).filter(({ name }) => !settingsNames.test(name));
  if (json) {
    const file = await readJsonModel(json, options);
    return { layout: layoutOf(file.config, file, `config of ${json.name}`), file, ends: [] };
  }
  return refuseAll(files, options);
}

/** One id or several, where a configuration names them. */
function endsOf({ eos_token_id: given }: JsonObject): number[] {
  const ids: unknown[] = Array.isArray(given) ? given : [given];
  return ids.filter((id): id is number => Number.isSafeInteger(id));
}

async function readSafetensorsFiles(
  index: ByteSource | undefined,
  weights: readonly ByteSource[],
  options: ReadOptions,
): Promise<TensorFile> {
  if (index) return readShards(await readShardIndex(index, options), weights, options);
  if (weights.length === 1) return readSafetensors(weights[0]!, options);
  throw new ModelFileError(
    'missing',
    'model.safetensors.index.json',
    `There are ${weights.length} files of weights (${fewOf(weights.map(({ name }) => name))}) and no ` +
      'model.safetensors.index.json, which says what is in which.',
  );
}

async function readConfig(files: readonly ByteSource[], options: ReadOptions): Promise<JsonObject> {
  const config = files.find(({ name }) => name === 'config.json');
  if (config) return parseObject(await readText(config, mostTextBytes, options), config.name);
  throw new ModelFileError(
    'missing',
    'config.json',
    'config.json is missing: it lies beside the weights and says what kind of model they are.',
  );
}

/** None of the files is a model: says what they are instead, as far as that can be told. */
async function refuseAll(files: readonly ByteSource[], options: ReadOptions): Promise<never> {
  for (const file of files) if (!settingsNames.test(file.name)) await refuseOtherFiles(file, options);
  const names = files.map(({ name }) => name);
  throw new ModelFileError(
    'missing',
    'model.safetensors',
    `There are no weights${names.length > 0 ? ` among ${fewOf(names)}` : ''}: a model is a .safetensors file with its ` +
      'config.json, or a .bin of llama2.c.',
  );
}

/** The tokenizer among the files, and the name of its file. */
async function openTokenizer(
  files: readonly ByteSource[],
  hasGpt2Words: boolean,
  options: ReadOptions,
): Promise<{ tokenizer: Tokenizer; name: string } | undefined> {
  const named = (name: string) => files.find((file) => file.name === name);
  const text = (file: ByteSource) => readText(file, mostTextBytes, options);
  const [json, vocab, merges] = [named('tokenizer.json'), named('vocab.json'), named('merges.txt')];
  const settings = named('tokenizer_config.json');
  const settingsJson = settings ? parseObject(await text(settings), settings.name) : {};
  if (json) {
    const object = parseObject(await text(json), json.name);
    return { tokenizer: await jsonTokenizer(object, settingsJson, json.name), name: json.name };
  }
  if (vocab && merges) {
    if (!hasGpt2Words)
      throw new ModelFileError(
        'tokenizer',
        vocab.name,
        'vocab.json and merges.txt do not say how this kind of model cuts texts into words: add tokenizer.json.',
      );
    const object = vocabAndMerges(await text(vocab), await text(merges));
    return { tokenizer: await jsonTokenizer(object, settingsJson, vocab.name), name: vocab.name };
  }
  const bin = files.find(({ name }) => isTokenizerBin(name));
  return bin && { tokenizer: await llama2cTokenizer(bin, options), name: bin.name };
}
