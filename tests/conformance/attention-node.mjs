// One node of the ONNX operator Attention as a call of ours: https://onnx.ai/onnx/operators/onnx__Attention.html
import { headOrders, maskTypes } from '../wasm/generated.mjs';

const inputNames = ['query', 'key', 'value', 'mask', 'past_key', 'past_value', 'valid_length'];
const outputNames = ['output', 'present_key', 'present_value', 'scores'];
// qk_matmul_output_mode 0 to 3.
const scoreStages = ['scaled', 'capped', 'biased', 'weight'];

const knownAttributes = [
  'is_causal',
  'kv_num_heads',
  'left_window_size',
  'q_num_heads',
  'qk_matmul_output_mode',
  'right_window_size',
  'scale',
  'softcap',
  'softmax_precision',
];

/** A case that we cannot run, with the reason. */
export class Unsupported extends Error {}

function shapes({ query, key, value, past_key }, attributes) {
  const rank = query.shape.length;
  const n_past = past_key?.shape[2] ?? 0;
  if (rank === 4) {
    const [n_batch, n_heads, n_queries, d_head] = query.shape;
    const [, n_kv_heads, n_keys] = key.shape;
    return {
      order: headOrders.indexOf('heads_first'),
      n_batch,
      n_heads,
      n_kv_heads,
      n_queries,
      n_keys,
      n_past,
      d_head,
      d_value: value.shape[3],
    };
  }
  if (rank !== 3) throw new Unsupported(`the query has rank ${rank}`);
  const { q_num_heads: n_heads, kv_num_heads: n_kv_heads } = attributes;
  if (!n_heads || !n_kv_heads) throw new Unsupported('inputs of rank 3 need q_num_heads and kv_num_heads');
  const [n_batch, n_queries, width] = query.shape;
  return {
    order: headOrders.indexOf('tokens_first'),
    n_batch,
    n_heads,
    n_kv_heads,
    n_queries,
    n_keys: key.shape[1],
    n_past,
    d_head: width / n_heads,
    d_value: value.shape[2] / n_kv_heads,
  };
}

// Missing leading axes are 1, as numpy broadcasts.
function maskFields(mask) {
  if (mask === undefined) return {};
  if (mask.shape.length < 1 || mask.shape.length > 4)
    throw new Unsupported(`the mask has rank ${mask.shape.length}`);
  const [mask_batch, mask_heads, mask_queries, mask_keys] = [1, 1, 1, 1, ...mask.shape].slice(-4);
  return {
    mask_type: maskTypes.indexOf(mask.type === 'bool' ? 'boolean' : 'additive'),
    mask_batch,
    mask_heads,
    mask_queries,
    mask_keys,
  };
}

/** Tensors by our names: `names` are the node's, in order, with '' for one that is left out. */
function byOurNames(names, ours, tensors) {
  const entries = names
    .map((name, k) => [ours[k], tensors.get(name)])
    .filter(([, tensor]) => tensor !== undefined);
  return Object.fromEntries(entries);
}

/** `{description, inputs, expected, stage}`; `tensors` holds the graph's inputs and outputs by name. */
export function callOf(model, tensors) {
  if (model.opType !== 'Attention') throw new Unsupported(`the node is ${model.opType}, not Attention`);
  const unknown = Object.keys(model.attributes).filter((name) => !knownAttributes.includes(name));
  if (unknown.length > 0) throw new Unsupported(`the attribute ${unknown[0]} is not part of opsets 23 to 25`);
  const inputs = byOurNames(model.inputs, inputNames, tensors);
  const expected = byOurNames(model.outputs, outputNames, tensors);
  const { attributes } = model;
  const shape = shapes(inputs, attributes);
  const description = {
    ...shape,
    ...maskFields(inputs.mask),
    causal: attributes.is_causal ?? 0,
    left_window_size: attributes.left_window_size ?? -1,
    right_window_size: attributes.right_window_size ?? -1,
    has_valid_lengths: inputs.valid_length ? 1 : 0,
    scale: attributes.scale ?? 1 / Math.sqrt(shape.d_head),
    softcap: attributes.softcap ?? 0,
  };
  return { description, inputs, expected, stage: scoreStages[attributes.qk_matmul_output_mode ?? 0] };
}
