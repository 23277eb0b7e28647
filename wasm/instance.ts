// What the typed faces of the operator and of the layer share: an instance of the module and its refusals.
import { AttentionError } from './attention.js';

interface CommonExports {
  readonly memory: WebAssembly.Memory;
  attention_abi_version(): number;
  attention_message(): number;
}

const abiVersion = 1;

/** One instance of the explainer's module, of which `Exports` names the calls that are used. */
export class Instance<Exports> {
  private constructor(readonly exports: Exports & CommonExports) {}

  /** Rejects with what the browser says if it cannot compile or instantiate the module. */
  static async of<Exports>(bytes: Uint8Array<ArrayBuffer>): Promise<Instance<Exports>> {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    const exports = instance.exports as unknown as Exports & CommonExports;
    const version = exports.attention_abi_version();
    if (version !== abiVersion) {
      throw new AttentionError(
        0,
        `The wasm module speaks version ${version} of its interface, the page ${abiVersion}.`,
      );
    }
    return new Instance<Exports>(exports);
  }

  /** Bytes of memory that the instance holds now. It never gives any back. */
  get bytes(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** `size` floats at `address`, in the module's own memory. */
  floats(address: number, size: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.exports.memory.buffer as ArrayBuffer, address >>> 0, size >>> 0);
  }

  /** Throws an AttentionError with the core's sentence for every status but success. */
  check(status: number): void {
    if (status === 0) return;
    const bytes = new Uint8Array(this.exports.memory.buffer, this.exports.attention_message() >>> 0);
    throw new AttentionError(status, new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
  }
}
