import { checkRange, type ByteSource, type ReadOptions } from './byte-source.js';

/** Bytes that are in memory already. What is read are views of them. */
export class BytesSource implements ByteSource {
  constructor(
    readonly name: string,
    private readonly bytes: Uint8Array<ArrayBuffer>,
  ) {}

  get size(): number {
    return this.bytes.byteLength;
  }

  async read(begin: number, end: number, { signal }: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    checkRange(this, begin, end);
    return this.bytes.subarray(begin, end);
  }
}
