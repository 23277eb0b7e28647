import { checkLength, checkRange, unreadable, type ByteSource, type ReadOptions } from './byte-source.js';

/** A file that a reader has chosen or dropped: read from the disk part by part, and sent nowhere. */
export class BlobSource implements ByteSource {
  readonly name: string;
  readonly size: number;

  constructor(
    private readonly blob: Blob,
    name = 'name' in blob ? String(blob.name) : 'the file',
  ) {
    this.name = name;
    this.size = blob.size;
  }

  async read(begin: number, end: number, { signal }: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    checkRange(this, begin, end);
    const buffer = await this.#bytes(begin, end);
    signal?.throwIfAborted();
    checkLength(this.name, buffer.byteLength, end - begin);
    return new Uint8Array(buffer);
  }

  async #bytes(begin: number, end: number): Promise<ArrayBuffer> {
    try {
      return await this.blob.slice(begin, end).arrayBuffer();
    } catch {
      // Browsers give a dropped folder as a file, and refuse only when it is read.
      throw unreadable(
        this.name,
        'it is a folder, or it has been moved or changed since it was chosen. Choose the files in it.',
      );
    }
  }
}
