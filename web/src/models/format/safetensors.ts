import { ModelFileError, quoted } from '../model-file-error.js';
import type { ByteSource, ReadOptions } from '../source/byte-source.js';
import { duplicateName, isObject, parseObject } from './json.js';
import { refuseOtherFiles } from './recognise.js';
import { sizeOf, typeBytes, type StoredTensor, type TensorFile } from './stored-tensor.js';

/** What the format itself allows for a header. */
const mostHeaderBytes = 100_000_000;
const lengthBytes = 8;

/**
 * Reads the header of a safetensors file: 8 bytes with its length (little-endian), JSON, then the data, which is left where it
 * is. Every field is checked, and that the tensors fill the data without gaps or overlaps.
 */
export async function readSafetensors(source: ByteSource, options: ReadOptions = {}): Promise<TensorFile> {
  await refuseOtherFiles(source, options);
  const { text, dataBegin } = await readHeader(source, options);
  const { name } = source;
  const header = parseObject(text, `The header of ${name}`);
  const twice = duplicateName(text);
  if (twice !== undefined)
    throw new ModelFileError('header', twice, `${name} names ${quoted(twice)} twice in its header.`);
  const entries = Object.entries(header).filter(([key]) => key !== '__metadata__');
  const tensors = entries.map(([key, entry]) => storedTensor(source, dataBegin, key, entry));
  checkFilled(source, dataBegin, tensors);
  return {
    tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    metadata: readMetadata(name, header),
  };
}

async function readHeader(source: ByteSource, options: ReadOptions) {
  const { name, size } = source;
  if (size < lengthBytes + 2)
    throw new ModelFileError('truncated', name, `${name} ends within its own header: it has ${size} bytes.`);
  const start = await source.read(0, lengthBytes, options);
  // Exact up to 2^53, and far beyond the file above it.
  const length = Number(new DataView(start.buffer, start.byteOffset, lengthBytes).getBigUint64(0, true));
  if (length > mostHeaderBytes)
    throw new ModelFileError(
      'not_a_model',
      name,
      `${name} is no safetensors file: its header would have ${length} bytes.`,
    );
  if (length > size - lengthBytes)
    throw new ModelFileError(
      'truncated',
      name,
      `${name} ends within its header, which has ${length} bytes; was it downloaded whole?`,
    );
  const bytes = await source.read(lengthBytes, lengthBytes + length, options);
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      dataBegin: lengthBytes + length,
    };
  } catch {
    throw new ModelFileError('header', name, `The header of ${name} is not text in UTF-8.`);
  }
}

/** One entry of the header, checked by itself and against the end of the file. */
function storedTensor(source: ByteSource, dataBegin: number, name: string, entry: unknown): StoredTensor {
  const wrong = (what: string) =>
    new ModelFileError('header', name, `The tensor ${quoted(name)} of ${source.name} ${what}`);
  if (!isObject(entry)) throw wrong(`is described by ${quoted(entry)}, not by an object.`);
  const { dtype: type, shape, data_offsets: offsets } = entry;
  const bytes = typeof type === 'string' ? typeBytes.get(type) : undefined;
  if (bytes === undefined) throw wrong(`has the dtype ${quoted(type)}, which is none of safetensors.`);
  const size = Array.isArray(shape) ? sizeOf(shape as unknown[]) : NaN;
  if (!Number.isSafeInteger(size * bytes)) throw wrong(`has the shape ${quoted(shape)}, which is none.`);
  const [begin, end] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : [];
  if (!isOffset(begin) || !isOffset(end) || begin > end)
    throw wrong(`has the data_offsets ${quoted(offsets)}, which are none.`);
  if (end - begin !== size * bytes)
    throw wrong(`has ${end - begin} bytes; ${quoted(shape)} in ${String(type)} needs ${size * bytes}.`);
  if (dataBegin + end > source.size)
    throw new ModelFileError(
      'truncated',
      name,
      `${source.name} ends within the tensor ${quoted(name)}; was it downloaded whole?`,
    );
  return {
    ...{ name, source, type: type as string, shape: shape as number[] },
    ...{ begin: dataBegin + begin, end: dataBegin + end },
  };
}

const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Throws unless the tensors lie one after the other from the first byte of the data to the last of the file. */
function checkFilled(source: ByteSource, dataBegin: number, tensors: readonly StoredTensor[]): void {
  let at = dataBegin;
  let before = 'its header';
  for (const { name, begin, end } of [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at)
      throw new ModelFileError(
        'header',
        name,
        begin < at
          ? `The tensors ${before} and ${quoted(name)} of ${source.name} overlap.`
          : `${source.name} has ${begin - at} bytes of no tensor between ${before} and ${quoted(name)}.`,
      );
    at = end;
    before = quoted(name);
  }
  if (at !== source.size)
    throw new ModelFileError(
      'header',
      source.name,
      `${source.name} has ${source.size - at} bytes of no tensor behind ${before}.`,
    );
}

function readMetadata(name: string, header: Readonly<Record<string, unknown>>): Map<string, string> {
  if (!Object.hasOwn(header, '__metadata__')) return new Map();
  const metadata = header['__metadata__'];
  const entries = isObject(metadata) ? Object.entries(metadata) : [];
  if (!isObject(metadata) || entries.some(([, value]) => typeof value !== 'string'))
    throw new ModelFileError(
      'header',
      '__metadata__',
      `The field __metadata__ of ${name} must hold texts by name, not ${quoted(metadata)}.`,
    );
  return new Map(entries as [string, string][]);
}
