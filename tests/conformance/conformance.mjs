// Runs every ONNX backend node test under a folder through the wasm modules: conformance.mjs DIR
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { callOf } from './attention-node.mjs';
import { readModel, readTensor, typeName } from './onnx.mjs';
import { Operator } from './operator.mjs';

const tolerances = {
  float32: { absolute: 1e-5, relative: 1e-4 },
  float64: { absolute: 1e-5, relative: 1e-4 },
  float16: { absolute: 2e-3, relative: 2e-3 },
  bfloat16: { absolute: 1e-2, relative: 1e-2 },
};

const modulePath = (variant) =>
  fileURLToPath(new URL(`../../build/wasm/wasm/attention_${variant}.wasm`, import.meta.url));

/** Folders with a model, at any depth. */
function findCases(folder) {
  if (existsSync(join(folder, 'model.onnx'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
    .flatMap(findCases);
}

const isClose = (actual, expected, { absolute, relative: share }) =>
  Object.is(actual, expected) ||
  actual === expected ||
  Math.abs(actual - expected) <= absolute + share * Math.abs(expected);

function tolerance(expected, attributes) {
  const coarse = typeName(attributes.softmax_precision);
  return tolerances[['float16', 'bfloat16'].includes(coarse) ? coarse : expected.type] ?? tolerances.float32;
}

function difference(name, actual, expected, allowed) {
  if (actual.length !== expected.values.length) {
    return `${name} has ${actual.length} values, expected ${expected.values.length}`;
  }
  const worst = expected.values.findIndex((value, k) => !isClose(actual[k], value, allowed));
  if (worst === -1) return '';
  return `${name}[${worst}] is ${actual[worst]}, expected ${expected.values[worst]}`;
}

/** One set of data: `input_i.pb` and `output_i.pb` belong to the graph's inputs and outputs in order. */
function readData(folder, model) {
  const read = (kind, names) => names.map((name, k) => [name, readTensor(join(folder, `${kind}_${k}.pb`))]);
  const initial = model.initializers.map((tensor) => [tensor.name, tensor]);
  return new Map([...initial, ...read('input', model.graphInputs), ...read('output', model.graphOutputs)]);
}

/** What is wrong with the results of one path, or ''. */
function runPath(operator, path, call, attributes) {
  const wantsPresent = 'present_key' in call.expected || 'present_value' in call.expected;
  const keeps_stages = path === 'traced' || (wantsPresent && call.description.n_past === 0) ? 1 : 0;
  operator.layout({ ...call.description, keeps_stages });
  for (const [name, tensor] of Object.entries(call.inputs)) operator.view(name).set(tensor.values);
  operator.view('output').fill(NaN);
  operator.run(path);
  for (const [name, tensor] of Object.entries(call.expected)) {
    if (name === 'scores' && path === 'fused') continue;
    const actual = operator.view(name === 'scores' ? call.stage : name);
    const wrong = difference(name, actual, tensor, tolerance(tensor, attributes));
    if (wrong) return wrong;
  }
  return '';
}

function runCase(operator, path, folder) {
  try {
    const model = readModel(join(folder, 'model.onnx'));
    const sets = readdirSync(folder).filter((name) => name.startsWith('test_data_set_'));
    if (sets.length === 0) return 'there is no test_data_set_N';
    for (const set of sets) {
      const call = callOf(model, readData(join(folder, set), model));
      const wrong = runPath(operator, path, call, model.attributes);
      if (wrong) return `${set}: ${wrong}`;
    }
    return '';
  } catch (error) {
    return error.message;
  }
}

const folder = process.argv[2];
const cases = findCases(folder);
let passed = 0;
let failed = 0;
for (const variant of ['simd128', 'relaxed']) {
  for (const path of ['traced', 'fused']) {
    const operator = Operator.fromFile(modulePath(variant));
    for (const test of cases) {
      const wrong = runCase(operator, path, test);
      wrong ? failed++ : passed++;
      console.log(
        `${wrong ? 'FAILED' : 'ok'}: ${variant}, ${path}: ${relative(folder, test)}${wrong && `: ${wrong}`}`,
      );
    }
  }
}
console.log(`${cases.length} cases, two variants, two paths`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || cases.length === 0 ? 1 : 0;
