import { parseObject, type JsonObject } from '../format/json.js';
import { ModelFileError, quoted } from '../model-file-error.js';

/** What ends a text in GPT-2: the one piece of its vocabulary that no merges make. */
const endOfText = '<|endoftext|>';

/**
 * The older two files of GPT-2's tokenizer as one tokenizer.json: vocab.json has the id of each piece, merges.txt has in each
 * line two pieces that become one, the most frequent first. They say nothing else: that texts are cut as GPT-2 cuts them is taken
 * for granted, so they are to be read for models of that family only.
 */
export function vocabAndMerges(vocabText: string, mergesText: string): JsonObject {
  const vocab = parseObject(vocabText, 'vocab.json');
  checkIds(vocab);
  const end = vocab[endOfText];
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: true, special: true };
  return {
    ...{ version: '1.0', truncation: null, padding: null, normalizer: null },
    added_tokens: Object.hasOwn(vocab, endOfText) ? [{ id: end, content: endOfText, ...flags }] : [],
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', vocab, merges: mergesOf(mergesText, vocab) },
  };
}

/** Throws unless the ids are the whole numbers from 0 on, each once. */
function checkIds(vocab: JsonObject): void {
  const entries = Object.entries(vocab);
  const seen = new Set<unknown>();
  for (const [piece, id] of entries) {
    const isId = Number.isSafeInteger(id) && (id as number) >= 0 && (id as number) < entries.length;
    if (!isId || seen.has(id))
      throw new ModelFileError(
        'tokenizer',
        piece,
        `vocab.json gives ${quoted(piece)} the id ${quoted(id)}; ids must be the numbers from 0 to ` +
          `${entries.length - 1}, each once.`,
      );
    seen.add(id);
  }
}

/** The pairs, of which every piece and what they become must be in the vocabulary. */
function mergesOf(text: string, vocab: JsonObject): [string, string][] {
  const merges: [string, string][] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line === '' || (index === 0 && line.startsWith('#version'))) return;
    const pair = line.split(' ');
    const absent = [...pair, pair.join('')].find((piece) => !Object.hasOwn(vocab, piece));
    if (pair.length !== 2 || absent !== undefined)
      throw new ModelFileError(
        'tokenizer',
        `line ${index + 1}`,
        `Line ${index + 1} of merges.txt, ${quoted(line)}, ` +
          (pair.length === 2 ? `has ${quoted(absent)}, which is not in vocab.json.` : 'is not two pieces.'),
      );
    merges.push(pair as [string, string]);
  });
  return merges;
}
