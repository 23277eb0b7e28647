// Models whose tensors, shards or settings do not fit together, and damaged files of other formats: each is refused with a sentence
// that names the tensor or the field.
import { describe, test } from 'node:test';
import { family, llama2cModel } from './families/index.mjs';
import { file, refused, withConfig as files } from './readers.mjs';
import { safetensors, shards } from './write.mjs';

const model = family('gpt2');
const bytes = safetensors(model.tensors);
const withConfig = (weights, config = model.config) => files(weights, config);

describe('tensors', () => {
  const changed = (name, tensor) => {
    const { [name]: old, ...others } = model.tensors;
    return safetensors(tensor ? { ...others, [name]: { ...old, ...tensor } } : others);
  };
  test('missing and surplus', async () => {
    await refused(withConfig(changed('h.1.mlp.c_fc.bias')), [
      'missing',
      'h.1.mlp.c_fc.bias',
      /^The model lacks the tensor h\.1\.mlp\.c_fc\.bias\.$/,
    ]);
    await refused(withConfig(bytes, { ...model.config, n_layer: 4 }), [
      'missing',
      'h.3.ln_1.weight',
      /lacks the tensors h\.3\.ln_1\.weight, .* and 9 more/,
    ]);
    await refused(withConfig(bytes, { ...model.config, n_layer: 2 }), [
      'surplus',
      'h.2.ln_1.weight',
      /has no tensors h\.2\.ln_1\.weight, /,
    ]);
    const more = safetensors({ ...model.tensors, 'score.weight': { shape: [1], values: [0] } });
    await refused(withConfig(more), ['surplus', 'score.weight', /has no tensor score\.weight/]);
  });
  test('of another shape', async () => {
    const square = { shape: [144, 3], values: model.tensors['h.0.attn.c_attn.weight'].values };
    await refused(withConfig(changed('h.0.attn.c_attn.weight', square)), [
      'tensor',
      'h.0.attn.c_attn.weight',
      /shape \[144,3\]; for n_embd 12 it must be \[12,36\] \(GPT-2\) or \[36,12\]/,
    ]);
    const wide = { shape: [26, 6] };
    await refused(withConfig(changed('wte.weight', wide)), [
      'tensor',
      'wte.weight',
      /wte\.weight of model\.safetensors has the shape \[26,6\]; .* must be \[13,12\]/,
    ]);
    await refused(withConfig(bytes, { ...model.config, vocab_size: 14 }), [
      'tensor',
      'wte.weight',
      /must be \[14,12\]/,
    ]);
  });
  test('of another type', async () => {
    const values = model.tensors['ln_f.bias'].values.map(() => 1);
    await refused(withConfig(changed('ln_f.bias', { type: 'U8', values })), [
      'tensor',
      'ln_f.bias',
      /ln_f\.bias of model\.safetensors is U8; final_norm_bias can be F32, F16 or BF16/,
    ]);
  });
});

describe('shards', () => {
  const { files, index } = shards(model.tensors);
  const all = files.map(({ name, bytes: content }) => file(name, content));
  const config = file('config.json', JSON.stringify(model.config));
  const indexOf = (change) => {
    const json = JSON.parse(index.bytes);
    change(json.weight_map, json);
    return file(index.name, JSON.stringify(json));
  };
  test('one that is missing, or an index', async () => {
    await refused(
      [all[0], config, indexOf(() => {})],
      [
        'missing',
        files[1].name,
        /The model is in 2 files; these are missing: model-00002-of-00002\.safetensors/,
      ],
    );
    await refused(
      [...all, config],
      [
        'missing',
        'model.safetensors.index.json',
        /There are 2 files of weights .* and no model\.safetensors\.index\.json/,
      ],
    );
  });
  test('an index that says other than the files', async () => {
    /** With the file of a tensor changed in the index. */
    const saying = (value) => [...all, config, indexOf((map) => Object.assign(map, { 'wte.weight': value }))];
    const name = 'wte.weight';
    await refused(saying(files[1].name), ['missing', name, /"wte\.weight" is not in model-00002/]);
    await refused(saying(), ['surplus', name, /"wte\.weight" of model-00001.* is not in the index/]);
    await refused(saying('../x.safetensors'), ['header', name, /"wte\.weight" is in "\.\.\/x\.safetensors"/]);
    await refused(saying(5), ['header', name, /is in 5, which is no name/]);
    const none = indexOf((map, json) => Object.assign(json, { weight_map: null }));
    await refused([...all, config, none], ['header', 'weight_map', /The field weight_map/]);
    const twice = file(files[1].name, files[0].bytes);
    await refused(
      [all[0], twice, config, indexOf(() => {})],
      ['header', files[0].part[0], /is in model-00001-of-00002\.safetensors and in model-00002/],
    );
  });
});

describe('configurations', () => {
  const asked = async (name, change, field, sentence) => {
    const own = family(name);
    const { config } = own;
    change(config);
    await refused(withConfig(safetensors(own.tensors), config), ['config', field, sentence]);
  };
  const set = (name, field, value, sentence) =>
    asked(
      name,
      (config) => {
        config[field] = value;
      },
      field,
      sentence,
    );

  test('what is not known is refused by its name', async () => {
    await set(
      'gpt2',
      'activation_function',
      'swish',
      /^config\.json: activation_function \("swish"\) is not known here; gelu_new, .* are\.$/,
    );
    await set(
      'gpt2',
      'scale_attn_by_inverse_layer_idx',
      true,
      /scale_attn_by_inverse_layer_idx \(true\) is not known here; only false is/,
    );
    await set('gpt2', 'add_cross_attention', true, /add_cross_attention/);
    await set('gpt2', 'some_new_trick', 'on', /some_new_trick \("on"\) is a setting that is not known here/);
    await set('gpt2', 'quantization_config', { bits: 4 }, /quantization_config \(\{"bits":4\}\)/);
    await set(
      'gpt2',
      'model_type',
      'mamba',
      /model_type \("mamba"\) is not known here; gpt2, gpt_neo, gpt_neox, llama, qwen2 are/,
    );
    await set('gpt2', 'model_type', '__proto__', /model_type/);
    await set(
      'gptNeo',
      'attention_layers',
      ['global', 'local', 'sideways'],
      /attention_layers .* must name "global" or "local"/,
    );
    await set(
      'gptNeo',
      'attention_layers',
      ['local', 'local', 'global'],
      /attention_layers .* must make every second layer local/,
    );
    await set('gptNeox', 'rotary_pct', 0.3, /rotary_pct \(0\.3\) turns 1 of the 4 numbers/);
    await set('llama', 'hidden_act', 'gelu', /hidden_act \("gelu"\) is not known here; silu are/);
    await set('llama', 'pretraining_tp', 2, /pretraining_tp \(2\)/);
    await set('llama', 'num_key_value_heads', 2, /num_key_value_heads \(2\) does not divide the 3 heads/);
    await set('qwen2', 'layer_types', ['full_attention'], /layer_types/);
    await set('attentionOnly', 'shortformer_pos', true, /shortformer_pos \(true\)/);
    await set('attentionOnly', 'normalization', 'BN', /normalization \("BN"\) is not known here; LN, LNPre/);
    await set('attentionOnly', 'd_vocab_out', 5, /d_vocab_out \(5\)/);
  });

  test('ways to stretch rotary positions', async () => {
    const own = family('llama');
    const scaled = { ...own.config, rope_scaling: { rope_type: 'llama3', factor: 8 } };
    await refused(withConfig(safetensors(own.tensors), scaled), [
      'config',
      'rope_type',
      /^rope_scaling of config\.json: rope_type \("llama3"\) is not known here; only "default" is/,
    ]);
  });

  test('what cannot be', async () => {
    await set('gpt2', 'n_head', 5, /n_head \(5\) does not divide the model's width 12/);
    await set('gpt2', 'n_layer', 0, /n_layer \(0\) must be a whole number from 1 to 1024/);
    await set('gpt2', 'n_layer', 2 ** 53, /n_layer/);
    await set('gpt2', 'n_embd', -12, /n_embd \(-12\)/);
    await set('gpt2', 'n_embd', '12', /n_embd \("12"\)/);
    await set('gpt2', 'layer_norm_epsilon', 0, /layer_norm_epsilon \(0\) must be a number above 0/);
    await set('llama', 'tie_word_embeddings', 1, /tie_word_embeddings \(1\) must be true or false/);
    await asked(
      'llama',
      (config) => {
        delete config.hidden_size;
      },
      'hidden_size',
      /hidden_size \(not there\)/,
    );
    await refused(withConfig(bytes, '{"model_type": '), [
      'header',
      'config.json',
      /^config\.json is not JSON/,
    ]);
    await refused(withConfig(bytes, '7'), ['header', 'config.json', /^config\.json is 7 and not an object/]);
  });
});

describe('llama2.c', () => {
  const whole = llama2cModel().bytes;
  const patched = (index, value) => {
    const copy = Buffer.from(whole);
    copy.writeInt32LE(value, 4 * index);
    return [file('stories.bin', copy)];
  };
  test('damaged headers and ends', async () => {
    await refused(
      [file('stories.bin', whole.subarray(0, 20))],
      ['truncated', 'stories.bin', /ends within its header/],
    );
    await refused(
      [file('stories.bin', whole.subarray(0, whole.length - 4))],
      ['truncated', 'freq_cis_imag', /ends within the tensor freq_cis_imag/],
    );
    await refused(
      [file('stories.bin', Buffer.concat([whole, whole]))],
      ['header', 'stories.bin', /by its header \(dim 12, .*\) there are/],
    );
    await refused(patched(0, -12), ['not_a_model', 'dim', /its dim would be -12/]);
    await refused(patched(2, 2 ** 30), ['not_a_model', 'n_layers', /its n_layers would be 1073741824/]);
    await refused(patched(3, 5), ['header', 'n_heads', /n_heads 5/]);
    await refused(patched(4, 2), ['header', 'n_kv_heads', /n_kv_heads 2/]);
    await refused(patched(5, -13), ['truncated', 'wcls', /ends within the tensor wcls/]);
    await refused(patched(0, 0x616b3432), ['not_a_model', 'stories.bin', /later version of llama2\.c/]);
  });
});

describe('JSON of minGPT', () => {
  const tensor = { shape: [2], dtype: 'torch.float32', data: Buffer.alloc(8).toString('base64') };
  const json = (content) => [
    file('nano.json', typeof content === 'string' ? content : JSON.stringify(content)),
  ];
  const { config } = family('minGpt');
  test('damaged', async () => {
    await refused(json('<html>'), ['header', 'nano.json', /^nano\.json is not JSON/]);
    await refused(json({ a: tensor }), ['config', 'config', /The field config of nano\.json is nothing/]);
    await refused(json({ config, a: 5 }), ['header', 'a', /"a" of nano\.json is 5/]);
    await refused(json({ config, a: { ...tensor, dtype: 'torch.int8' } }), [
      'header',
      'a',
      /dtype "torch\.int8"/,
    ]);
    await refused(json({ config, a: { ...tensor, shape: [3] } }), [
      'header',
      'a',
      /has 8 bytes; \[3\] in torch\.float32 needs 12/,
    ]);
    await refused(json({ config, a: { ...tensor, shape: [-1] } }), ['header', 'a', /shape \[-1\]/]);
    await refused(json({ config, a: { ...tensor, data: '*' } }), ['header', 'a', /not base64/]);
    await refused(json({ config, a: tensor }), ['missing', 'wte.weight', /lacks the tensors/]);
  });
});
