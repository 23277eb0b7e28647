// A finger on the touch screen of Xorg's driver `inputtest`, which takes messages through a socket: a length, a kind, and what
// the kind has, as the machine writes its numbers (xf86-input-inputtest-protocol.h, which no package of Debian brings).
import { once } from 'node:events';
import { connect } from 'node:net';
import { within } from './process.mjs';

const kinds = { version: 0, sync: 1, touch: 6 };
const phases = { down: 18, move: 19, up: 20 };

/** An axis of the screen runs from 0 to this. */
const axis = 65535;

/** A touch with all axes that it may have, of which two are given. */
const touchBytes = 1056;

function message(kind, bytes) {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt32LE(bytes, 0);
  buffer.writeUInt32LE(kind, 4);
  return buffer;
}

export class TouchScreen {
  #socket;

  static async open(path) {
    const socket = connect(path);
    await once(socket, 'connect');
    const screen = new TouchScreen(socket);
    const version = message(kinds.version, 12);
    version.writeUInt16LE(1, 8);
    await screen.#ask(version);
    return screen;
  }

  constructor(socket) {
    this.#socket = socket;
    socket.unref();
  }

  /** At a place of the screen, as parts of its width and height. Resolves when the server has taken it. */
  down = (place) => this.#touch(phases.down, place);
  move = (place) => this.#touch(phases.move, place);
  up = (place) => this.#touch(phases.up, place);

  close() {
    this.#socket.destroy();
  }

  #touch(phase, [x, y]) {
    const touch = message(kinds.touch, touchBytes);
    touch.writeUInt32LE(1, 8);
    touch.writeUInt32LE(phase, 12);
    touch[20] = 0b11;
    touch.writeDoubleLE(x * axis, 32);
    touch.writeDoubleLE(y * axis, 40);
    this.#socket.write(touch);
    return this.#ask(message(kinds.sync, 8));
  }

  async #ask(question) {
    const answer = once(this.#socket, 'data');
    this.#socket.ref();
    this.#socket.write(question);
    await within(60000, answer, 'The touch screen did not answer');
    this.#socket.unref();
  }
}
