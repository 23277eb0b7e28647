// Configurations as they are published beside well-known models (published.json): each is read, with nothing in it that is not known,
// and the model has as many parameters as it is said to have.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readers } from './readers.mjs';

const published = JSON.parse(readFileSync(new URL('published.json', import.meta.url), 'utf8'));

/** Of a configuration, the description and how many parameters it has. */
function read(config) {
  const { description } = readers.layoutOf(config, { tensors: new Map(), metadata: new Map() });
  let count = 0;
  for (const [name, { columns, depth }] of readers.parameterShapes(description))
    count += columns * depth * (readers.layerParameters.includes(name) ? description.n_layers : 1);
  return { ...description, count };
}

for (const [name, { config, description }] of Object.entries(published))
  test(name, () => {
    const found = read(config);
    assert.deepEqual(
      Object.fromEntries(Object.keys(description).map((field) => [field, found[field]])),
      description,
    );
  });
