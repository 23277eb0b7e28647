import { relaxedSimd, simd } from 'wasm-feature-detect';
import relaxedBytes from '../../build/wasm/wasm/attention_relaxed.wasm';
import simd128Bytes from '../../build/wasm/wasm/attention_simd128.wasm';
import weights from '../../core/model/attention.safetensors';
import { AttentionModule } from '../../wasm/attention.js';
import type { MessageKey } from './messages.js';
import { TinyModel } from './model/tiny-model.js';
import { Trace } from './trace.js';

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
  ) {}

  /** Starts the faster variant that this browser can run. Rejects with an EngineError. */
  static async start(): Promise<Engine> {
    if (typeof WebAssembly !== 'object' || !(await simd())) throw new EngineError('state.error.simd', '');
    try {
      const variant: Variant = (await relaxedSimd()) ? 'relaxed-simd' : 'simd128';
      const module = await AttentionModule.instantiate(variant === 'simd128' ? simd128Bytes : relaxedBytes);
      const model = new TinyModel(weights);
      module.layout({ ...model.dimensions, n_tokens: 1 });
      model.load(module);
      return new Engine(module, model, variant);
    } catch (error) {
      throw new EngineError('state.error.start', reasonOf(error));
    }
  }

  get parameters(): number {
    const { n_vocabulary, n_positions, d_model, n_heads, d_head, d_value } = this.model.dimensions;
    return d_model * (2 * n_vocabulary + n_positions + n_heads * 2 * (d_head + d_value));
  }

  /** Runs the model on a sentence. The trace before this one is dead from here on. Throws an EngineError. */
  run(words: readonly string[]): { trace: Trace; milliseconds: number } {
    try {
      const tokens = this.model.encode(words);
      const begin = performance.now();
      this.module.layout({ ...this.model.dimensions, n_tokens: tokens.length });
      this.module.run(tokens);
      const milliseconds = performance.now() - begin;
      return { trace: new Trace(this.module, this.model, words), milliseconds };
    } catch (error) {
      throw new EngineError('state.error.run', reasonOf(error));
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
