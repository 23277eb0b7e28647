// The tables that the build generates from the C++: every number that crosses the C interface, with its name.
import { existsSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

async function load(name) {
  const file = new URL(`../../build/wasm/generated/${name}.ts`, import.meta.url);
  if (!existsSync(file)) throw new Error(`${name}.ts has not been generated. Run tests/run wasm.`);
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

export const { abiVersions, StatusCode: statusCodes } = await load('abi');
export const { axes, masks, tensors } = await load('tensors');
export const { headOrders, maskTypes, operatorFields, operatorPaths, operatorTensors } =
  await load('operator');
export const { layerFields, layerMaps, layerTensors } = await load('layer');
export const { analysisOperations, analysisTensors } = await load('analysis');
export const {
  activations,
  blockStages,
  normKinds,
  parameterPartFields,
  parameters,
  positionKinds,
  sessionTensors,
  transformerFields,
  weightTypes,
} = await load('transformer');
