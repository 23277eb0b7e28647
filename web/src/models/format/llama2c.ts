import { ModelFileError } from '../model-file-error.js';
import type { ByteSource, ReadOptions } from '../source/byte-source.js';
import { refuseOtherFiles } from './recognise.js';
import { sizeOf, type StoredTensor, type TensorFile } from './stored-tensor.js';

/** The seven int32 at the head of a file of llama2.c, version 0. */
const fields = ['dim', 'hidden_dim', 'n_layers', 'n_heads', 'n_kv_heads', 'vocab_size', 'seq_len'] as const;
export type Llama2cHeader = Readonly<Record<(typeof fields)[number], number>> & {
  /** A vocabulary of negative size stands for an unembedding of its own. */
  readonly tied: boolean;
};

export interface Llama2cFile extends TensorFile {
  readonly header: Llama2cHeader;
}

const headerBytes = 4 * fields.length;
/** Above all that anybody has written in this format. */
const most = 2 ** 24;
const mostCount = 1024;

/**
 * Reads a .bin of llama2.c, version 0: seven int32, then float32 tensors in a fixed order, each for all layers at once, with
 * the names that its run.c gives them. Matrices are (out, in).
 */
export async function readLlama2c(source: ByteSource, options: ReadOptions = {}): Promise<Llama2cFile> {
  await refuseOtherFiles(source, options);
  const header = await readHeader(source, options);
  const tensors = new Map<string, StoredTensor>();
  let at = headerBytes;
  for (const [name, shape] of tensorsOf(header)) {
    const end = at + 4 * sizeOf(shape);
    if (!(end <= source.size))
      throw new ModelFileError(
        'truncated',
        name,
        `${source.name} ends within the tensor ${name}: by its header it has more than its ${source.size} bytes.`,
      );
    tensors.set(name, { name, type: 'F32', shape, source, begin: at, end });
    at = end;
  }
  if (at !== source.size)
    throw new ModelFileError(
      'header',
      source.name,
      `${source.name} has ${source.size} bytes; by its header (${headerText(header)}) there are ${at}.`,
    );
  return { header, tensors, metadata: new Map() };
}

async function readHeader(source: ByteSource, options: ReadOptions): Promise<Llama2cHeader> {
  const { name, size } = source;
  if (size < headerBytes)
    throw new ModelFileError('truncated', name, `${name} ends within its header: it has ${size} bytes.`);
  const bytes = await source.read(0, headerBytes, options);
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const values = fields.map((_, index) => view.getInt32(4 * index, true));
  if (values[0] === 0x616b3432)
    throw new ModelFileError(
      'not_a_model',
      name,
      `${name} is a later version of llama2.c's format; write version 0.`,
    );
  const read = Object.fromEntries(fields.map((field, index) => [field, values[index]!])) as Record<
    (typeof fields)[number],
    number
  >;
  const header: Llama2cHeader = { ...read, vocab_size: Math.abs(read.vocab_size), tied: read.vocab_size > 0 };
  for (const field of fields)
    if (header[field] < 1 || header[field] > (/^n_/.test(field) ? mostCount : most))
      throw new ModelFileError(
        'not_a_model',
        field,
        `${name} is no file of llama2.c, or is damaged: its ${field} would be ${header[field]}.`,
      );
  checkHeads(name, header);
  return header;
}

function checkHeads(name: string, { dim, n_heads, n_kv_heads }: Llama2cHeader): void {
  if (dim % (2 * n_heads) !== 0)
    throw new ModelFileError(
      'header',
      'n_heads',
      `${name} has n_heads ${n_heads}, which do not share its dim ${dim} in pairs of numbers.`,
    );
  if (n_heads % n_kv_heads !== 0)
    throw new ModelFileError(
      'header',
      'n_kv_heads',
      `${name} has n_kv_heads ${n_kv_heads}, of which its ${n_heads} heads are no multiple.`,
    );
}

function tensorsOf(header: Llama2cHeader): (readonly [name: string, shape: readonly number[]])[] {
  const { dim, hidden_dim, n_layers, n_heads, n_kv_heads, vocab_size, seq_len, tied } = header;
  const kv_dim = (dim / n_heads) * n_kv_heads;
  // Tables of cosines and sines that programs of today compute by themselves.
  const table = [seq_len, dim / n_heads / 2];
  return [
    ['token_embedding_table', [vocab_size, dim]],
    ['rms_att_weight', [n_layers, dim]],
    ['wq', [n_layers, dim, dim]],
    ['wk', [n_layers, kv_dim, dim]],
    ['wv', [n_layers, kv_dim, dim]],
    ['wo', [n_layers, dim, dim]],
    ['rms_ffn_weight', [n_layers, dim]],
    ['w1', [n_layers, hidden_dim, dim]],
    ['w2', [n_layers, dim, hidden_dim]],
    ['w3', [n_layers, hidden_dim, dim]],
    ['rms_final_weight', [dim]],
    ['freq_cis_real', table],
    ['freq_cis_imag', table],
    ...(tied ? [] : ([['wcls', [vocab_size, dim]]] as const)),
  ];
}

const headerText = (header: Llama2cHeader) => fields.map((field) => `${field} ${header[field]}`).join(', ');
