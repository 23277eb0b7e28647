// What the suite needs of ONNX: a model of one node, and tensors.
import { readFileSync } from 'node:fs';
import { decode } from './onnx-schema.mjs';

const fp16 = (bits) => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
};

const floatBits = new DataView(new ArrayBuffer(4));
const bf16 = (bits) => {
  floatBits.setUint32(0, bits << 16);
  return floatBits.getFloat32(0);
};

// Element types by number: name, bytes of an element in raw_data, how it is read there, and the field that may hold
// the values instead (those of float16 and bfloat16 as their bits).
const elementTypes = {
  1: { name: 'float32', size: 4, read: (view, at) => view.getFloat32(at, true), field: 'float_data' },
  2: { name: 'uint8', size: 1, read: (view, at) => view.getUint8(at), field: 'int32_data' },
  3: { name: 'int8', size: 1, read: (view, at) => view.getInt8(at), field: 'int32_data' },
  6: { name: 'int32', size: 4, read: (view, at) => view.getInt32(at, true), field: 'int32_data' },
  7: { name: 'int64', size: 8, read: (view, at) => Number(view.getBigInt64(at, true)), field: 'int64_data' },
  9: { name: 'bool', size: 1, read: (view, at) => view.getUint8(at), field: 'int32_data' },
  10: {
    name: 'float16',
    size: 2,
    read: (view, at) => fp16(view.getUint16(at, true)),
    field: 'int32_data',
    bits: fp16,
  },
  11: { name: 'float64', size: 8, read: (view, at) => view.getFloat64(at, true), field: 'double_data' },
  16: {
    name: 'bfloat16',
    size: 2,
    read: (view, at) => bf16(view.getUint16(at, true)),
    field: 'int32_data',
    bits: bf16,
  },
};

export const typeName = (number) => elementTypes[number]?.name ?? `type ${number}`;

function fromBytes(bytes, type) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / type.size }, (_, k) => type.read(view, k * type.size));
}

function valuesOf(tensor, type) {
  if (tensor.raw_data !== undefined) return fromBytes(tensor.raw_data, type);
  const values = tensor[type.field];
  return type.bits ? values.map(type.bits) : values;
}

function tensorFrom(tensor) {
  const { data_type: number, dims: shape, name = '' } = tensor;
  const type = elementTypes[number];
  if (type === undefined) throw new Error(`the element type ${number} is not read`);
  const values = valuesOf(tensor, type);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (values.length !== size) throw new Error(`a tensor of shape [${shape}] has ${values.length} values`);
  return { name, type: type.name, shape, values };
}

/** `{name, type, shape, values}` of a file with one TensorProto. */
export const readTensor = (path) => tensorFrom(decode('TensorProto', readFileSync(path)));

/** The one node of a model: `{opType, inputs, outputs, attributes, opset, graphInputs, graphOutputs, initializers}`. */
export function readModel(path) {
  const { graph, opset_import: opsets } = decode('ModelProto', readFileSync(path));
  const nodes = graph?.node ?? [];
  if (nodes.length !== 1) throw new Error(`the model has ${nodes.length} nodes; only a single one is run`);
  const [node] = nodes;
  return {
    opType: node.op_type,
    opset: opsets.find(({ domain = '' }) => ['', 'ai.onnx'].includes(domain))?.version,
    inputs: node.input,
    outputs: node.output,
    attributes: Object.fromEntries(node.attribute.map(({ name, f, i }) => [name, f ?? i])),
    graphInputs: graph.input.map(({ name }) => name),
    graphOutputs: graph.output.map(({ name }) => name),
    initializers: graph.initializer.map(tensorFrom),
  };
}
