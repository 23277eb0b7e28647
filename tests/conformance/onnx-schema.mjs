// Messages of ONNX as plain objects, by the schema in onnx.proto.
import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';

const schema = readFileSync(new URL('onnx.proto', import.meta.url), 'utf8');
const { root } = protobuf.parse(schema, { keepCase: true });

/** The message of that name in some bytes; repeated fields are there, others only where they stand in the bytes. */
export function decode(name, bytes) {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { longs: Number, arrays: true });
}

/** The bytes of a message; what is no such message is refused. */
export function encode(name, message) {
  const type = root.lookupType(name);
  const wrong = type.verify(message);
  if (wrong) throw new TypeError(`This is no ${name}: ${wrong}.`);
  return type.encode(type.create(message)).finish();
}
