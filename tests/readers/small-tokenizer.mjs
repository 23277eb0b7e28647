/** A small byte-level tokenizer.json as Qwen's: NFC, words by a regular expression with a flag in it, tokens added. */
export function smallTokenizer() {
  const letters = [..."abcdefghijklmnopqrstuvwxyz0123456789Ġ'.!ÃīĠé"].filter(
    (c, k, all) => all.indexOf(c) === k,
  );
  const pieces = [...letters, 'th', 'the', 'Ġthe', 'Ã©', "'s"];
  return {
    version: '1.0',
    added_tokens: [{ id: 60, content: '<|im_start|>', special: true, normalized: false }],
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: {
            Regex: "(?i:'s|'t)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s+",
          },
          behavior: 'Isolated',
          invert: false,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
      ],
    },
    post_processor: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
    model: {
      type: 'BPE',
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: ['t h', 'th e', 'Ġ the', "' s"],
    },
  };
}
