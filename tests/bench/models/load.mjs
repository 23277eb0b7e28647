// Reads a model from files that a reader has chosen into the module, as wherever it is opened: header, pieces, packing.
import { BlobSource, openModel, parameterParts } from '/readers.mjs';
import { Engine } from './engine.mjs';

export async function load(variant, files, config) {
  const settings = new File([JSON.stringify(config)], 'config.json');
  const { plan } = await openModel([settings, ...files].map((file) => new BlobSource(file)));
  const engine = await Engine.of(variant);
  engine.layout(plan.description);
  for await (const { bytes, parts } of parameterParts(plan)) engine.pack(bytes, parts);
  return { engine, plan };
}
