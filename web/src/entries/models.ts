// The package's module for language models of the reader's own, without the page: for browsers and for node.
import loadRelaxed from '../../../build/wasm/wasm/transformer_relaxed.wasm';
import loadSimd128 from '../../../build/wasm/wasm/transformer_simd128.wasm';
import { AttentionError } from '../../../wasm/instance.js';
import { hasRelaxedSimd, runsHere } from '../compute/simd.js';
import { Model } from '../inference/model.js';
import { openModelFiles, type OpenModelOptions } from '../inference/open.js';
import type { GivenFiles } from '../inference/given-files.js';
import { ModelFileError } from '../models/model-file-error.js';

export { AttentionError, Model, ModelFileError };

/** The engine's bytes, of the faster variant that runs here. */
function wasmBytes(): Promise<Uint8Array<ArrayBuffer>> {
  if (!runsHere()) throw new Error('Models need WebAssembly with SIMD, which this place does not have.');
  return hasRelaxedSimd() ? loadRelaxed() : loadSimd128();
}

/**
 * Opens a model from files, paths (in node) or addresses, or from the folder that it is in. Rejects with a ModelFileError, or the
 * signal's reason.
 */
export async function openModel(given: GivenFiles, options: OpenModelOptions = {}): Promise<Model> {
  return new Model(await openModelFiles(given, options, wasmBytes));
}
