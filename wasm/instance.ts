// The bottom of all typed faces: an instance of a module, its version, its memory, and its refusals.
import { abiVersions, StatusCode } from '../build/wasm/generated/abi.js';

export { StatusCode };

/** A refusal by the core: `message` is its sentence, `code` a StatusCode. */
export class AttentionError extends Error {
  override readonly name = 'AttentionError';
  constructor(
    readonly code: number,
    sentence: string,
  ) {
    super(sentence);
  }
}

type Module = keyof typeof abiVersions;

interface CommonExports {
  readonly memory: WebAssembly.Memory;
  /** Sets up the allocator of a module that has one, as WASI's reactors do: before any other call. */
  _initialize?(): void;
}

type CommonCalls = Readonly<Record<`${Module}_${'abi_version' | 'message'}`, () => number>>;

/** One instance of a module, of which `Exports` names the calls that are used. */
export class Instance<Exports> {
  private constructor(
    readonly exports: Exports & CommonExports & CommonCalls,
    private readonly module: Module,
  ) {}

  /** Rejects with what the browser says if it cannot compile or instantiate the module. */
  static async of<Exports>(
    bytes: Uint8Array<ArrayBuffer>,
    module: Module = 'attention',
  ): Promise<Instance<Exports>> {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    const exports = instance.exports as unknown as Instance<Exports>['exports'];
    exports._initialize?.();
    const version = exports[`${module}_abi_version`]();
    const spoken = abiVersions[module];
    if (version !== spoken) {
      const sentence = `The wasm module speaks version ${version} of its interface, the page ${spoken}.`;
      throw new AttentionError(StatusCode.ok, sentence);
    }
    return new Instance<Exports>(exports, module);
  }

  get buffer(): ArrayBuffer {
    return this.exports.memory.buffer as ArrayBuffer;
  }

  /** Bytes of memory that the instance holds now. It never gives any back. */
  get bytes(): number {
    return this.buffer.byteLength;
  }

  /** `size` floats at `address`, in the module's own memory. */
  floats(address: number, size: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.buffer, address >>> 0, size >>> 0);
  }

  /** The text at `address`, which ends with a NUL. */
  text(address: number): string {
    const bytes = new Uint8Array(this.buffer, address >>> 0);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  /** Throws an AttentionError with the core's sentence for every status but success. */
  check(status: number): void {
    if (status !== StatusCode.ok)
      throw new AttentionError(status, this.text(this.exports[`${this.module}_message`]()));
  }
}
