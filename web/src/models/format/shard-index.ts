import { fewOf, ModelFileError, quoted } from '../model-file-error.js';
import { readText, type ByteSource, type ReadOptions } from '../source/byte-source.js';
import { isObject, parseObject } from './json.js';
import { readSafetensors } from './safetensors.js';
import { mergeTensors, type TensorFile } from './stored-tensor.js';

const mostIndexBytes = 64 * 1024 * 1024;

/** Which file each tensor of a sharded model is in: `weight_map` of its model.safetensors.index.json. */
export async function readShardIndex(
  source: ByteSource,
  options: ReadOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const index = parseObject(await readText(source, mostIndexBytes, options), source.name);
  const map = index['weight_map'];
  if (!isObject(map))
    throw new ModelFileError(
      'header',
      'weight_map',
      `The field weight_map of ${source.name} must name a file for each tensor, not be ${quoted(map)}.`,
    );
  for (const [tensor, file] of Object.entries(map))
    // A name and no path: shards lie beside their index, and nowhere else is looked.
    if (typeof file !== 'string' || !/^[^/\\]+\.safetensors$/.test(file))
      throw new ModelFileError(
        'header',
        tensor,
        `${source.name} says that ${quoted(tensor)} is in ${quoted(file)}, which is no name of a safetensors file.`,
      );
  return new Map(Object.entries(map) as [string, string][]);
}

/** Reads the headers of all shards that an index names; `shards` are those that are there. */
export async function readShards(
  index: ReadonlyMap<string, string>,
  shards: readonly ByteSource[],
  options: ReadOptions = {},
): Promise<TensorFile> {
  const named = [...new Set(index.values())];
  const absent = named.filter((name) => !shards.some((shard) => shard.name === name));
  if (absent.length > 0)
    throw new ModelFileError(
      'missing',
      absent[0]!,
      `The model is in ${named.length} files; these are missing: ${fewOf(absent)}.`,
    );
  const read: TensorFile[] = [];
  for (const name of named)
    read.push(
      await readSafetensors(
        shards.find((shard) => shard.name === name)!,
        options,
      ),
    );
  const file = mergeTensors(read);
  checkIndex(index, file);
  return file;
}

/** Throws unless every tensor is in the file that the index says, and no other is there. */
function checkIndex(index: ReadonlyMap<string, string>, { tensors }: TensorFile): void {
  for (const [name, file] of index)
    if (tensors.get(name)?.source.name !== file)
      throw new ModelFileError(
        'missing',
        name,
        `The tensor ${quoted(name)} is not in ${file}, as the index says.`,
      );
  for (const [name, { source }] of tensors)
    if (!index.has(name))
      throw new ModelFileError(
        'surplus',
        name,
        `The tensor ${quoted(name)} of ${source.name} is not in the index.`,
      );
}
