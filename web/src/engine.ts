import { relaxedSimd, simd } from 'wasm-feature-detect';
import relaxedBytes from '../../build/wasm/wasm/attention_relaxed.wasm';
import simd128Bytes from '../../build/wasm/wasm/attention_simd128.wasm';
import weights from '../../core/model/attention.safetensors';
import { asTrained, AttentionModule, type RunOptions, type TensorName } from '../../wasm/attention.js';
import { Lens } from '../../wasm/lens.js';
import type { MessageKey } from './messages.js';
import { TinyModel } from './model/tiny-model.js';
import { type TakenTensor, takeTensors, Trace } from './trace.js';

export type Variant = 'simd128' | 'relaxed-simd';

/** A failure that the reader is told of: which sentence, and the reason that the browser or the core gave. */
export class EngineError extends Error {
  constructor(
    readonly key: Extract<MessageKey, `state.error.${string}`>,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** The core with the trained model in it: sentences in, traces out. */
export class Engine {
  private constructor(
    private readonly module: AttentionModule,
    readonly model: TinyModel,
    readonly variant: Variant,
    readonly lens: Lens,
    /** The core's module as it was started from: threads start one of their own from it. */
    readonly wasm: Uint8Array<ArrayBuffer>,
    private readonly parameterTensors: ReadonlyMap<TensorName, TakenTensor>,
  ) {}

  /** Starts the faster variant that this browser can run. Rejects with an EngineError. */
  static async start(): Promise<Engine> {
    if (typeof WebAssembly !== 'object' || !(await simd())) throw new EngineError('state.error.simd', '');
    try {
      const variant: Variant = (await relaxedSimd()) ? 'relaxed-simd' : 'simd128';
      const bytes = variant === 'simd128' ? simd128Bytes : relaxedBytes;
      const [module, lens] = await Promise.all([AttentionModule.instantiate(bytes), Lens.instantiate(bytes)]);
      const model = new TinyModel(weights);
      module.layout({ ...model.dimensions, n_tokens: 1 });
      model.load(module);
      return new Engine(module, model, variant, lens, bytes, takeTensors(module, 'parameter'));
    } catch (error) {
      throw new EngineError('state.error.start', reasonOf(error));
    }
  }

  get parameters(): number {
    const { n_vocabulary, n_positions, d_model, n_heads, d_head, d_value } = this.model.dimensions;
    return d_model * (2 * n_vocabulary + n_positions + n_heads * 2 * (d_head + d_value));
  }

  /** Runs the model on a sentence; `options` departs from it on purpose. Throws an EngineError. */
  run(words: readonly string[], options: RunOptions = asTrained): { trace: Trace; milliseconds: number } {
    try {
      const tokens = this.model.encode(words);
      const begin = performance.now();
      this.module.layout({ ...this.model.dimensions, n_tokens: tokens.length });
      this.module.run(tokens, options);
      const milliseconds = performance.now() - begin;
      const taken = [...this.parameterTensors, ...takeTensors(this.module, 'trace')];
      return { trace: new Trace(taken, words, this.model.vocabulary, options), milliseconds };
    } catch (error) {
      throw new EngineError('state.error.run', reasonOf(error));
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
