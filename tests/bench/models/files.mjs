// A model of GPT-2's shape with random weights, as its own file and as llama.cpp's: the same numbers, so that both must say the same.
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';

const [n_vocabulary, n_positions, n_layers, d_model, n_heads] = [50257, 1024, 12, 768, 12];
export const config = {
  ...{ model_type: 'gpt2', activation_function: 'gelu_new', layer_norm_epsilon: 1e-5 },
  ...{ vocab_size: n_vocabulary, n_positions, n_layer: n_layers, n_embd: d_model, n_head: n_heads },
};

/** Name in the file of Hugging Face and of llama.cpp, inputs and outputs of a map, or one extent of a list around `center`. */
function tensors() {
  const list = (hf, gguf, size, center = 0) => ({ hf, gguf, shape: [size], center });
  const norm = (hf, gguf) => [
    list(`${hf}.weight`, `${gguf}.weight`, d_model, 1),
    list(`${hf}.bias`, `${gguf}.bias`, d_model),
  ];
  const map = (hf, gguf, inputs, outputs) => [
    { hf: `${hf}.weight`, gguf: `${gguf}.weight`, shape: [inputs, outputs], isMap: true, center: 0 },
    list(`${hf}.bias`, `${gguf}.bias`, outputs),
  ];
  const layer = (index) => [
    ...norm(`h.${index}.ln_1`, `blk.${index}.attn_norm`),
    ...map(`h.${index}.attn.c_attn`, `blk.${index}.attn_qkv`, d_model, 3 * d_model),
    ...map(`h.${index}.attn.c_proj`, `blk.${index}.attn_output`, d_model, d_model),
    ...norm(`h.${index}.ln_2`, `blk.${index}.ffn_norm`),
    ...map(`h.${index}.mlp.c_fc`, `blk.${index}.ffn_up`, d_model, 4 * d_model),
    ...map(`h.${index}.mlp.c_proj`, `blk.${index}.ffn_down`, 4 * d_model, d_model),
  ];
  return [
    { hf: 'wte.weight', gguf: 'token_embd.weight', shape: [n_vocabulary, d_model], center: 0 },
    { hf: 'wpe.weight', gguf: 'position_embd.weight', shape: [n_positions, d_model], center: 0 },
    ...Array.from({ length: n_layers }, (_, index) => layer(index)).flat(),
    ...norm('ln_f', 'output_norm'),
  ];
}

const sizeOf = ({ shape }) => shape.reduce((product, extent) => product * extent, 1);

let state = 1;
/** From -0.05 to 0.05 around the center: Marsaglia's xorshift. */
function draw(tensor) {
  const values = new Float32Array(sizeOf(tensor));
  for (let k = 0; k < values.length; k++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[k] = tensor.center + state / (20 * 2 ** 31);
  }
  return values;
}

/** (inputs, outputs) -> (outputs, inputs) */
function transposed(values, [inputs, outputs]) {
  const result = new Float32Array(values.length);
  for (let k = 0; k < inputs; k++)
    for (let m = 0; m < outputs; m++) result[m * inputs + k] = values[k * outputs + m];
  return result;
}

/** The header of a file of safetensors. */
function safetensorsHeader(all) {
  const header = {};
  let at = 0;
  for (const tensor of all) {
    header[tensor.hf] = { dtype: 'F32', shape: tensor.shape, data_offsets: [at, (at += 4 * sizeOf(tensor))] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text]);
}

// GGUF, version 3: github.com/ggml-org/ggml/blob/master/docs/gguf.md
const u32 = (value) => Buffer.from(Uint32Array.of(value).buffer);
const u64 = (value) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
const text = (value) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const fields = {
  u32: (key, value) => [text(key), u32(4), u32(value)],
  f32: (key, value) => [text(key), u32(6), Buffer.from(Float32Array.of(value).buffer)],
  text: (key, value) => [text(key), u32(8), text(value)],
  texts: (key, values) => [text(key), u32(9), u32(8), u64(values.length), ...values.map(text)],
};

/** Words that are none: the bytes in GPT-2's letters, then numbered ones. The model is run on ids alone. */
function words() {
  const plain = (byte) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let next = 256;
  const letters = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(plain(byte) ? byte : next++));
  return Array.from({ length: n_vocabulary }, (_, id) => letters[id] ?? `word${id}`);
}

function ggufHeader(all) {
  const settings = [
    fields.text('general.architecture', 'gpt2'),
    fields.u32('gpt2.context_length', n_positions),
    fields.u32('gpt2.embedding_length', d_model),
    fields.u32('gpt2.feed_forward_length', 4 * d_model),
    fields.u32('gpt2.block_count', n_layers),
    fields.u32('gpt2.attention.head_count', n_heads),
    fields.f32('gpt2.attention.layer_norm_epsilon', 1e-5),
    fields.text('tokenizer.ggml.model', 'gpt2'),
    fields.text('tokenizer.ggml.pre', 'gpt-2'),
    fields.texts('tokenizer.ggml.tokens', words()),
    fields.texts('tokenizer.ggml.merges', ['w o']),
    fields.u32('tokenizer.ggml.bos_token_id', n_vocabulary - 1),
    fields.u32('tokenizer.ggml.eos_token_id', n_vocabulary - 1),
  ];
  let at = 0;
  const entries = all.map((tensor) => {
    // Its axes are counted from the one whose elements are adjacent; maps are turned.
    const axes = tensor.isMap ? tensor.shape : tensor.shape.toReversed();
    const entry = [text(tensor.gguf), u32(axes.length), ...axes.map(u64), u32(0), u64(at)];
    at += 4 * sizeOf(tensor);
    return entry;
  });
  const head = Buffer.concat([
    ...[Buffer.from('GGUF'), u32(3), u64(all.length), u64(settings.length)],
    ...settings.flat(),
    ...entries.flat(),
  ]);
  // Numbers begin at a multiple of 32; every tensor has a multiple of 32 bytes.
  return Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32)]);
}

/** Writes what is not there yet, and returns the paths of both. */
export function writeModels(folder) {
  const paths = { safetensors: `${folder}gpt2-size.safetensors`, gguf: `${folder}gpt2-size.gguf` };
  if (Object.values(paths).every((path) => existsSync(path))) return paths;
  const all = tensors();
  const files = Object.fromEntries(
    Object.entries(paths).map(([kind, path]) => [kind, openSync(`${path}.part`, 'w')]),
  );
  writeSync(files.safetensors, safetensorsHeader(all));
  writeSync(files.gguf, ggufHeader(all));
  for (const tensor of all) {
    const values = draw(tensor);
    writeSync(files.safetensors, values);
    writeSync(files.gguf, tensor.isMap ? transposed(values, tensor.shape) : values);
  }
  for (const [kind, path] of Object.entries(paths)) {
    closeSync(files[kind]);
    renameSync(`${path}.part`, path);
  }
  return paths;
}
