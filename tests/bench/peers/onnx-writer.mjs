// Writes the ONNX models that onnxruntime-web is measured with, in the page that measures and as plain modules: there is no
// bundler between, so no library either. Field numbers: tests/conformance/onnx.proto.
const varint = (value) => {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
};
const number = (field, value) => [...varint(field * 8), ...varint(value)];
const bytes = (field, content) => [...varint(field * 8 + 2), ...varint(content.length), ...content];
const text = (field, value) => bytes(field, new TextEncoder().encode(value));
const float = (field, value) => [
  ...varint(field * 8 + 5),
  ...new Uint8Array(new Float32Array([value]).buffer),
];

function attribute(name, value) {
  if (Array.isArray(value))
    return [...text(1, name), ...value.flatMap((item) => number(8, item)), ...number(20, 7)];
  if (Number.isInteger(value)) return [...text(1, name), ...number(3, value), ...number(20, 2)];
  return [...text(1, name), ...float(2, value), ...number(20, 1)];
}

function node({ op, inputs, outputs, attributes = {}, domain = '' }) {
  return [
    ...inputs.flatMap((name) => text(1, name)),
    ...outputs.flatMap((name) => text(2, name)),
    ...text(4, op),
    ...Object.entries(attributes).flatMap(([name, value]) => bytes(5, attribute(name, value))),
    ...text(7, domain),
  ];
}

function value(name, shape) {
  const dimensions = shape.flatMap((extent) => bytes(1, number(1, extent)));
  const tensor = [...number(1, 1), ...bytes(2, dimensions)];
  return [...text(1, name), ...bytes(2, bytes(1, tensor))];
}

/** A constant of the graph: float32, its bytes as they are. Returns its beginning and the bytes that follow it. */
function weight(name, { shape, values }) {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const head = [
    ...shape.flatMap((extent) => number(1, extent)),
    ...number(2, 1),
    ...text(8, name),
    ...varint(9 * 8 + 2),
    ...varint(raw.length),
  ];
  return [[...varint(5 * 8 + 2), ...varint(head.length + raw.length), ...head], raw];
}

const lengthOf = (pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0);

/**
 * The bytes of a model with float32 inputs and outputs: `{nodes, inputs: {name: shape}, outputs: {name: shape}}`, and constants
 * `weights: {name: {shape, values}}`.
 */
export function model({ nodes, inputs, outputs, weights = {} }) {
  const graph = [
    [...nodes.flatMap((item) => bytes(1, node(item))), ...text(2, 'attention')],
    ...Object.entries(weights).flatMap(([name, tensor]) => weight(name, tensor)),
    Object.entries(inputs).flatMap(([name, shape]) => bytes(11, value(name, shape))),
    Object.entries(outputs).flatMap(([name, shape]) => bytes(12, value(name, shape))),
  ];
  const opset = (domain, version) => bytes(8, [...text(1, domain), ...number(2, version)]);
  const whole = [
    [...number(1, 8), ...varint(7 * 8 + 2), ...varint(lengthOf(graph))],
    ...graph,
    [...opset('', 17), ...opset('com.microsoft', 1)],
  ];
  const result = new Uint8Array(lengthOf(whole));
  let at = 0;
  for (const piece of whole) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}
