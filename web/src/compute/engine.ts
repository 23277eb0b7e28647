import loadWeights from '../../../core/model/attention.safetensors';
import { asTrained, AttentionModule, type RunOptions, type TensorName } from '../../../wasm/attention.js';
import { Analysis } from '../../../wasm/analysis.js';
import type { MessageKey } from '../text/messages.js';
import type { Model } from './model/model.js';
import { TinyModel } from './model/tiny-model.js';
import { type TakenTensor, takeTensors, Trace } from './trace.js';
import { fastestVariant, runsHere, type VariantName } from './variants.js';

/** A failure that the reader is told of: which sentence, and what the browser or the core threw. */
export class EngineError extends Error {
  constructor(
    readonly key: Extract<MessageKey, `state.error.${string}`>,
    override readonly cause: Error,
  ) {
    super(cause.message);
  }
}

/** What all engines of a page share: one module and the model whose parameters are in it, and the analysis. */
interface Core {
  readonly module: AttentionModule;
  loaded: Model | undefined;
  readonly analysis: Analysis;
  readonly variant: VariantName;
  /** What the module was started from. */
  readonly wasm: Uint8Array<ArrayBuffer>;
}

/** The core with a model in it: sentences in, traces out. Engines of other models share its module. */
export class Engine {
  #parameterTensors: ReadonlyMap<TensorName, TakenTensor> | undefined;
  readonly #trained: Engine | undefined;

  private constructor(
    private readonly core: Core,
    readonly model: Model,
    trained?: Engine,
  ) {
    this.#trained = trained;
  }

  /** Starts the faster variant that this browser can run. Rejects with an EngineError. */
  static async start(): Promise<Engine> {
    if (!runsHere()) throw new EngineError('state.error.simd', new Error());
    try {
      const { name: variant, load } = fastestVariant();
      const [bytes, weights] = await Promise.all([load(), loadWeights()]);
      const instances = [AttentionModule.instantiate(bytes), Analysis.instantiate(bytes)] as const;
      const [module, analysis] = await Promise.all(instances);
      const engine = new Engine(
        { module, loaded: undefined, analysis, variant, wasm: bytes },
        new TinyModel(weights),
      );
      engine.#load();
      return engine;
    } catch (error) {
      throw new EngineError('state.error.start', asError(error));
    }
  }

  /** The engine of the model that came with the page. */
  get trained(): Engine {
    return this.#trained ?? this;
  }

  /** An engine of a model with the same words and other parameters. */
  withModel(model: Model): Engine {
    return new Engine(this.core, model, this.trained);
  }

  get variant(): VariantName {
    return this.core.variant;
  }

  /** The core's module as it was started from: threads start one of their own from it. */
  get wasm(): Uint8Array<ArrayBuffer> {
    return this.core.wasm;
  }

  /** Computes for figures what is no stage of a run. */
  get analysis(): Analysis {
    return this.core.analysis;
  }

  /** What can be read from the module while this model's parameters are in it; copies. */
  read<T>(take: (module: AttentionModule) => T): T {
    this.#load();
    return take(this.core.module);
  }

  /** Runs the model on a sentence; `options` departs from it on purpose. Throws an EngineError. */
  run(words: readonly string[], options: RunOptions = asTrained): { trace: Trace; milliseconds: number } {
    try {
      const { core, model } = this;
      const { module } = core;
      const tokens = model.encode(words);
      const parameters = this.#load();
      const begin = performance.now();
      const own = model.run?.(module, options);
      if (own) return { trace: own, milliseconds: performance.now() - begin };
      module.layout({ ...model.dimensions, n_tokens: tokens.length });
      module.run(tokens, options);
      const milliseconds = performance.now() - begin;
      const taken = [...parameters, ...takeTensors(module, 'trace')];
      return { trace: new Trace(taken, words, model.vocabulary, options), milliseconds };
    } catch (error) {
      throw new EngineError('state.error.run', asError(error));
    }
  }

  /** Sees to it that this model's parameters are in the module. */
  #load(): ReadonlyMap<TensorName, TakenTensor> {
    const { core, model } = this;
    if (core.loaded !== model) {
      core.loaded = undefined;
      model.load(core.module);
      core.loaded = model;
    }
    return (this.#parameterTensors ??= takeTensors(core.module, 'parameter'));
  }
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
