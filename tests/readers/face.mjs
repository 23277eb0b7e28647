// What the tests of attention-explainer/models share: the module from its sources, and models to open with it.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { importTypeScript } from '../web/harness/typescript.mjs';
import { isMissing } from './engine.mjs';
import { family } from './families/index.mjs';
import { skip as absent } from './trained.mjs';
import { safetensors } from './write.mjs';

export const skip = isMissing || absent;
export const [{ openModel, AttentionError, ModelFileError }] = isMissing
  ? [{}]
  : await importTypeScript('web/src/entries/models.ts');

/** A tensor as arrays of arrays. */
export function nested({ shape, values }, at = 0) {
  const [length, ...rest] = shape;
  if (rest.length === 0) return Array.from(values.subarray(at, at + length));
  const step = rest.reduce((size, one) => size * one, 1);
  return Array.from({ length }, (_, index) => nested({ shape: rest, values }, at + index * step));
}

/** Fails unless a promise rejects with an error of a kind, whose sentence is like this. */
export const refuses = (promise, Kind, sentence) =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof Kind, error.stack);
    assert.match(error.message, sentence);
    return true;
  });

export async function collect(iterator) {
  const all = [];
  for await (const one of iterator) all.push(one);
  return all;
}

/** A model with random weights in the files of a family, opened, and what the oracle wants of it. */
export async function openFamily(name) {
  const { config, tensors, description, parameters } = family(name);
  const model = await openModel([
    new File([safetensors(tensors)], 'model.safetensors'),
    new File([JSON.stringify(config)], 'config.json'),
  ]);
  return { model, description, parameter: (one, layer) => parameters.get(`${one}/${layer}`) };
}
