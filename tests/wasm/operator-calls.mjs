// Calls of the operator drawn at random.
import { defaults } from '../conformance/operator.mjs';

/** A window without a limit on that side. */
const unlimited = 0xffffffff;

function oneOf(random, ...choices) {
  return choices[random.between(0, choices.length - 1)];
}

/** A description of a call drawn at random, so that every field is met at its edges. */
export function randomDescription(random) {
  const d = { ...defaults };
  d.n_batch = random.between(1, 2);
  d.n_kv_heads = random.between(1, 2);
  d.n_heads = d.n_kv_heads * random.between(1, 3);
  d.n_queries = oneOf(random, 1, 2, 3, 5, 7, 8, 9, 13, 17);
  d.n_keys = oneOf(random, 0, 1, 2, 3, 5, 8, 11, 17, 31, 193);
  d.n_past = oneOf(random, 0, 0, 1, 3, 8);
  d.d_head = oneOf(random, 1, 2, 3, 4, 5, 7, 8, 13, 16);
  d.d_value = oneOf(random, 1, 2, 3, 5, 6, 8, 11, 16, 17);
  d.order = random.between(0, 2);
  d.mask_type = random.between(0, 2);
  const n_total = d.n_past + d.n_keys;
  d.mask_batch = oneOf(random, 1, d.n_batch);
  d.mask_heads = oneOf(random, 1, d.n_heads);
  d.mask_queries = oneOf(random, 1, d.n_queries);
  d.mask_keys = n_total === 0 ? 0 : random.between(Math.ceil(n_total / 2), n_total);
  d.causal = random.between(0, 1);
  d.left_window_size = oneOf(random, unlimited, unlimited, 0, 1, 2, 9, 150);
  d.right_window_size = oneOf(random, unlimited, unlimited, 0, 1, 3, 70);
  d.has_valid_lengths = random.between(0, 1);
  d.keeps_stages = 1;
  d.scale = Math.fround(1 / Math.sqrt(d.d_head));
  d.softcap = oneOf(random, 0, 0, 1.5);
  return d;
}

/** Draws every input where it belongs; returns copies by name. */
export function fill(instance, d, random) {
  const draw = {
    mask: () => (d.mask_type === 1 ? random.between(0, 1) : oneOf(random, -Infinity, random.symmetric(2))),
    valid_length: () => random.between(0, d.n_past + d.n_keys),
  };
  const names = ['query', 'key', 'value', 'past_key', 'past_value', 'mask', 'valid_length'];
  return Object.fromEntries(
    names.map((name) => {
      const view = instance.view(name);
      const next = draw[name] ?? (() => random.symmetric(1));
      for (let k = 0; k < view.length; k++) view[k] = next();
      return [name, view.slice()];
    }),
  );
}
