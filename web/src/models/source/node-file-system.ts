import { ModelFileError } from '../model-file-error.js';

export interface FileStatus {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export interface FileHandle {
  stat(): Promise<FileStatus>;
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}

/** As much of node's file system as is used here. */
export interface FileSystem {
  open(path: string, flags: string): Promise<FileHandle>;
  readdir(path: string): Promise<string[]>;
  readFile(file: URL): Promise<Uint8Array>;
  stat(path: string): Promise<FileStatus>;
}

interface Host {
  readonly process?: { getBuiltinModule?(name: string): FileSystem | undefined };
}

/**
 * Node's file system. It is asked for and not imported: a bundler that finds its name in an import looks for it among a page's
 * files, however it is written, and webpack and esbuild then make nothing of the page.
 */
export function fileSystem(): FileSystem {
  const found = (globalThis as Host).process?.getBuiltinModule?.('node:fs/promises');
  if (found) return found;
  throw new ModelFileError(
    'unreadable',
    'node:fs/promises',
    'Files are read by their paths from node 20.16 on, and from 22.3 on. Take a newer one, or give their bytes.',
  );
}
