import { ModelFileError } from '../model-file-error.js';
import { BytesSource } from './bytes-source.js';
import { checkLength, checkRange, unreadable, type ByteSource, type ReadOptions } from './byte-source.js';

/** What is asked for first: mostly the whole header of a model, and the whole of what is small. */
const firstBytes = 65_536;
/** A server that only sends whole files may send what is as small as this. */
const mostWithoutRanges = 32 * 1024 * 1024;

/** `fetch`, or what stands in for it. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** A file on a server, of which parts are asked for (HTTP range requests). */
export class AddressSource implements ByteSource {
  private constructor(
    readonly name: string,
    readonly size: number,
    private readonly address: string,
    private readonly first: Uint8Array<ArrayBuffer>,
    private readonly request: Fetch,
  ) {}

  /** Asks for the beginning of a file, and so for its size. Rejects when the server cannot send a large file in parts. */
  static async open(
    address: string | URL,
    { signal, request = fetch }: ReadOptions & { readonly request?: Fetch } = {},
  ): Promise<ByteSource> {
    const href = String(address);
    const name = nameOf(href);
    const response = await ask(request, href, name, 0, firstBytes, signal);
    if (response.status === 416) return new BytesSource(name, new Uint8Array(0));
    if (response.status === 200) return wholeFile(response, name, signal);
    const bytes = await bodyOf(response, name, signal);
    const size = totalOf(response) ?? (await askForSize(request, href, name, signal));
    checkLength(name, bytes.length, Math.min(size, firstBytes));
    return new AddressSource(name, size, href, bytes, request);
  }

  async read(begin: number, end: number, { signal }: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    checkRange(this, begin, end);
    if (end <= this.first.length) return this.first.slice(begin, end);
    if (begin === end) return new Uint8Array(0);
    const response = await ask(this.request, this.address, this.name, begin, end, signal);
    if (response.status !== 206) {
      await response.body?.cancel();
      throw unreadable(this.name, 'the server sent the whole file where a part was asked for.');
    }
    const total = totalOf(response);
    if (total !== undefined) checkLength(this.name, total, this.size);
    const bytes = await bodyOf(response, this.name, signal);
    checkLength(this.name, bytes.length, end - begin);
    return bytes;
  }
}

function nameOf(address: string): string {
  const path = address.replace(/[?#].*$/s, '');
  const last = path.split('/').at(-1) || path;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function ask(
  request: Fetch,
  address: string,
  name: string,
  begin: number,
  end: number,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const headers = { Range: `bytes=${begin}-${end - 1}` };
  const response = await answer(request(address, { headers, ...(signal && { signal }) }), name, signal);
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410)
    throw new ModelFileError(
      'missing',
      name,
      `${name} is not there: the server answered ${response.status}.`,
    );
  throw unreadable(name, `the server answered ${response.status} ${response.statusText}`.trim() + '.');
}

/** What a request or its body comes to; that nothing came is a sentence, that it was aborted stays what it is. */
async function answer<T>(promise: Promise<T>, name: string, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await promise;
  } catch {
    signal?.throwIfAborted();
    throw unreadable(name, 'the server did not answer, or does not let this page read it.');
  }
}

async function bodyOf(response: Response, name: string, signal: AbortSignal | undefined) {
  return new Uint8Array(await answer(response.arrayBuffer(), name, signal));
}

/** The size of the whole file, where a server says it, and where a page may see that it does. */
function totalOf(response: Response): number | undefined {
  const total = /\/(\d+)\s*$/.exec(response.headers.get('content-range') ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}

/** Content-Range is hidden from pages of other origins unless the server exposes it; Content-Length is not. */
async function askForSize(request: Fetch, address: string, name: string, signal: AbortSignal | undefined) {
  const init: RequestInit = { method: 'HEAD', ...(signal && { signal }) };
  const response = await answer(request(address, init), name, signal);
  const length = response.headers.get('content-length');
  if (response.ok && length !== null && /^\d+$/.test(length)) return Number(length);
  throw unreadable(name, 'the server does not say how long it is.');
}

/** The file of a server that does not know of parts, if it is a small one. */
async function wholeFile(
  response: Response,
  name: string,
  signal: AbortSignal | undefined,
): Promise<ByteSource> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = Number(response.headers.get('content-length') ?? 0) > mostWithoutRanges ? Infinity : 0;
  const reader = response.body?.getReader();
  while (reader && size <= mostWithoutRanges) {
    const { value } = await answer(reader.read(), name, signal);
    if (!value) return new BytesSource(name, joined(parts, size));
    parts.push(value as Uint8Array<ArrayBuffer>);
    size += value.length;
  }
  await reader?.cancel();
  if (!reader) return new BytesSource(name, new Uint8Array(0));
  throw unreadable(name, 'its server does not send parts of a file (range requests). Open it from a disk.');
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
