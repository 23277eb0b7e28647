// Models of llama2.c: a Llama whose tensors each hold all layers, and whose heads are turned in pairs of neighbours.
import { plainTransformer, type TransformerDescription } from '../description.js';
import type { Llama2cHeader } from '../format/llama2c.js';
import type { ParameterName } from '../parameters.js';
import { linear, perLayer, rectangle, vector, type Layout, type Placement } from './placement.js';

/** All that a file of llama2.c does not say is the same for every one. */
export function llama2c(header: Llama2cHeader): Layout {
  const { dim: d_model, n_heads, n_layers, n_kv_heads } = header;
  const d_head = d_model / n_heads;
  const description: TransformerDescription = {
    ...plainTransformer,
    ...{ n_vocabulary: header.vocab_size, n_positions: header.seq_len, n_layers, d_model },
    ...{ n_heads, n_kv_heads, d_head, d_mlp: header.hidden_dim, norm: 'rms' },
    ...{ positions: 'rotary_pairs', d_rotary: d_head, score_scale: 1 / Math.sqrt(d_head) },
    ...{ has_qkv_bias: false, has_output_bias: false, has_mlp_bias: false },
    ...{ activation: 'silu', is_gated: true, is_tied: header.tied },
  };
  const parameters = parametersOf(description);
  return { description, parameters, prefixes: [''], skipped: /^freq_cis_(?:real|imag)$/, isUnpadded: true };
}

function parametersOf(description: TransformerDescription): Placement[] {
  const { n_vocabulary, n_layers, d_model, n_kv_heads, d_head, d_mlp, is_tied } = description;
  const keys = n_kv_heads * d_head;
  return [
    linear('token_embedding', 0, 'token_embedding_table', n_vocabulary, d_model),
    ...perLayer(n_layers, (layer) => {
      const matrix = (parameter: ParameterName, from: string, columns: number, components: number) => ({
        ...{ parameter, layer, from, fileShape: [n_layers, columns, components] },
        rectangles: [rectangle(columns, components, { offset: layer * columns * components })],
      });
      const norm = (parameter: ParameterName, from: string) => ({
        ...{ parameter, layer, from, fileShape: [n_layers, d_model] },
        rectangles: [rectangle(1, d_model, { offset: layer * d_model })],
      });
      return [
        norm('attention_norm_weight', 'rms_att_weight'),
        matrix('w_q', 'wq', d_model, d_model),
        matrix('w_k', 'wk', keys, d_model),
        matrix('w_v', 'wv', keys, d_model),
        matrix('w_o', 'wo', d_model, d_model),
        norm('mlp_norm_weight', 'rms_ffn_weight'),
        matrix('w_gate', 'w1', d_mlp, d_model),
        matrix('w_up', 'w3', d_mlp, d_model),
        matrix('w_down', 'w2', d_model, d_mlp),
      ];
    }),
    vector('final_norm_weight', 0, 'rms_final_weight', d_model),
    ...(is_tied ? [] : [linear('w_unembedding', 0, 'wcls', n_vocabulary, d_model)]),
  ];
}
