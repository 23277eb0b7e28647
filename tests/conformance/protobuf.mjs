// Reads protocol buffers without a schema: a message becomes its fields, each a list of what stood there.
// Wire format: https://protobuf.dev/programming-guides/encoding/

/** A damaged file: says where. */
export class ProtobufError extends Error {
  name = 'ProtobufError';
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 0;
  }

  get isAtEnd() {
    return this.position >= this.bytes.length;
  }

  varint() {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.take(1)[0];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new ProtobufError(`A number at byte ${this.position} does not end.`);
  }

  take(count) {
    const end = this.position + count;
    if (end > this.bytes.length) throw new ProtobufError(`The message ends inside a field, at byte ${end}.`);
    const taken = this.bytes.subarray(this.position, end);
    this.position = end;
    return taken;
  }
}

function readValue(reader, wireType) {
  switch (wireType) {
    case 0:
      return reader.varint();
    case 1:
      return reader.take(8);
    case 2:
      return reader.take(Number(reader.varint()));
    case 5:
      return reader.take(4);
    default:
      throw new ProtobufError(`Wire type ${wireType} at byte ${reader.position} is not known.`);
  }
}

/** Fields by number: `[values]`, numbers as BigInt, everything else as bytes. */
export class Message {
  #fields = new Map();

  constructor(bytes) {
    const reader = new Reader(bytes);
    while (!reader.isAtEnd) {
      const key = Number(reader.varint());
      const values = this.#fields.get(key >> 3) ?? [];
      values.push(readValue(reader, key & 7));
      this.#fields.set(key >> 3, values);
    }
  }

  /** What stood last in a field counts, if anything did. */
  #last(field) {
    return this.#fields.get(field)?.at(-1);
  }

  bytes(field) {
    return this.#last(field);
  }

  text(field) {
    return new TextDecoder().decode(this.#last(field) ?? new Uint8Array());
  }

  texts(field) {
    return (this.#fields.get(field) ?? []).map((bytes) => new TextDecoder().decode(bytes));
  }

  /** A signed whole number; `otherwise` where the field is not there. */
  integer(field, otherwise = 0) {
    const value = this.#last(field);
    return value === undefined ? otherwise : Number(BigInt.asIntN(64, value));
  }

  /** Whole numbers, packed or not. */
  integers(field) {
    return (this.#fields.get(field) ?? []).flatMap((value) => {
      if (typeof value === 'bigint') return [BigInt.asIntN(64, value)];
      const reader = new Reader(value);
      const numbers = [];
      while (!reader.isAtEnd) numbers.push(BigInt.asIntN(64, reader.varint()));
      return numbers;
    });
  }

  /** The bytes of a packed field of fixed-size numbers, or of one that is not packed. */
  packed(field) {
    return Buffer.concat(this.#fields.get(field) ?? []);
  }

  float(field) {
    return Buffer.from(this.#last(field)).readFloatLE();
  }

  messages(field) {
    return (this.#fields.get(field) ?? []).map((bytes) => new Message(bytes));
  }
}
