// What the suite needs of ONNX: a model of one node, and tensors. Field numbers: onnx/onnx.proto.
import { readFileSync } from 'node:fs';

import { Message } from './protobuf.mjs';

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
// the values instead, as whole numbers (float16 and bfloat16: their bits).
const elementTypes = {
  1: { name: 'float32', size: 4, read: (view, at) => view.getFloat32(at, true), fixed: 4 },
  2: { name: 'uint8', size: 1, read: (view, at) => view.getUint8(at), whole: 5 },
  3: { name: 'int8', size: 1, read: (view, at) => view.getInt8(at), whole: 5 },
  6: { name: 'int32', size: 4, read: (view, at) => view.getInt32(at, true), whole: 5 },
  7: { name: 'int64', size: 8, read: (view, at) => Number(view.getBigInt64(at, true)), whole: 7 },
  9: { name: 'bool', size: 1, read: (view, at) => view.getUint8(at), whole: 5 },
  10: { name: 'float16', size: 2, read: (view, at) => fp16(view.getUint16(at, true)), whole: 5, bits: fp16 },
  11: { name: 'float64', size: 8, read: (view, at) => view.getFloat64(at, true), fixed: 10 },
  16: { name: 'bfloat16', size: 2, read: (view, at) => bf16(view.getUint16(at, true)), whole: 5, bits: bf16 },
};

export const typeName = (number) => elementTypes[number]?.name ?? `type ${number}`;

function fromBytes(bytes, type) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / type.size }, (_, k) => type.read(view, k * type.size));
}

function valuesOf(message, type) {
  const raw = message.bytes(9);
  if (raw !== undefined) return fromBytes(raw, type);
  if (type.fixed) return fromBytes(message.packed(type.fixed), type);
  return message.integers(type.whole).map((value) => (type.bits ? type.bits(Number(value)) : Number(value)));
}

function tensorFrom(message) {
  const number = message.integer(2);
  const type = elementTypes[number];
  if (type === undefined) throw new Error(`the element type ${number} is not read`);
  const shape = message.integers(1).map(Number);
  const values = valuesOf(message, type);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (values.length !== size) throw new Error(`a tensor of shape [${shape}] has ${values.length} values`);
  return { name: message.text(8), type: type.name, shape, values };
}

/** `{name, type, shape, values}` of a file with one TensorProto. */
export const readTensor = (path) => tensorFrom(new Message(readFileSync(path)));

// AttributeProto: name 1, then by its type (20) f 2 or i 3.
function attributeFrom(message) {
  const type = message.integer(20);
  if (type === 1) return [message.text(1), message.float(2)];
  if (type === 2) return [message.text(1), message.integer(3)];
  return [message.text(1), undefined];
}

/** The one node of a model: `{opType, inputs, outputs, attributes, opset, graphInputs, graphOutputs, initializers}`. */
export function readModel(path) {
  const model = new Message(readFileSync(path));
  const [graph] = model.messages(7);
  const nodes = graph?.messages(1) ?? [];
  if (nodes.length !== 1) throw new Error(`the model has ${nodes.length} nodes; only a single one is run`);
  const [node] = nodes;
  const opsets = model.messages(8).filter((entry) => ['', 'ai.onnx'].includes(entry.text(1)));
  return {
    opType: node.text(4),
    opset: opsets[0]?.integer(2),
    inputs: node.texts(1),
    outputs: node.texts(2),
    attributes: Object.fromEntries(node.messages(5).map(attributeFrom)),
    graphInputs: graph.messages(11).map((value) => value.text(1)),
    graphOutputs: graph.messages(12).map((value) => value.text(1)),
    initializers: graph.messages(5).map(tensorFrom),
  };
}
