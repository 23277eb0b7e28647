import { checkLength, checkRange, unreadable, type ByteSource, type ReadOptions } from './byte-source.js';
import { fileSystem, type FileHandle } from './node-file-system.js';

/** A file by its path, in node. It stays open until `close`. */
export class NodeFileSource implements ByteSource {
  private constructor(
    readonly name: string,
    readonly size: number,
    private readonly handle: FileHandle,
  ) {}

  static async open(path: string): Promise<NodeFileSource> {
    const name = path.split(/[\\/]/).at(-1) || path;
    const handle = await fileSystem()
      .open(path, 'r')
      .catch((error: Error) => {
        throw unreadable(name, error.message);
      });
    const { size, isFile, isDirectory } = await describe(handle);
    if (isFile) return new NodeFileSource(name, size, handle);
    await handle.close();
    throw unreadable(name, isDirectory ? 'it is a folder. Name the files in it.' : 'it is no file.');
  }

  async read(begin: number, end: number, { signal }: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    checkRange(this, begin, end);
    const bytes = new Uint8Array(end - begin);
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await this.handle.read(bytes, done, bytes.length - done, begin + done);
      signal?.throwIfAborted();
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    checkLength(this.name, done, bytes.length);
    return bytes;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

async function describe(handle: FileHandle) {
  const stat = await handle.stat();
  return { size: stat.size, isFile: stat.isFile(), isDirectory: stat.isDirectory() };
}
