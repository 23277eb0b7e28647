// The screen that WebKit's windows are on, which nobody sees: an X server, with a finger where it can be had.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isProgram, ownFolder, tie, within } from './process.mjs';
import { TouchScreen } from './webkit-finger.mjs';

const installed = fileURLToPath(new URL('../../../../.toolchain/xorg/usr/lib', import.meta.url));

/** In pixels, each way: large enough for every window. */
const side = 2560;

/**
 * { display, touch, lacks, stop() }: Xorg with a touch screen, or else Xvfb, which has none: then `lacks` says why.
 * `xvfb` is the path of that program.
 */
export async function startScreen(xvfb) {
  const program = join(installed, 'xorg/Xorg');
  if (!isProgram(program)) {
    const lacks = 'there is no X server with a touch screen here: wasm/toolchain/ensure engines fetches one.';
    return { ...(await startXvfb(xvfb)), lacks };
  }
  try {
    return await startXorg(program);
  } catch (error) {
    return { ...(await startXvfb(xvfb)), lacks: `the X server with a touch screen fails: ${error.message}` };
  }
}

function startXvfb(program) {
  return startServer(program, ['-screen', '0', `${side}x${side}x24`]);
}

/** An X server on a free display: { display, stop() }. `folder` is its own, and goes with it. */
async function startServer(program, args, { environment, folder } = {}) {
  const server = spawn(program, ['-displayfd', '3', '-nolisten', 'tcp', ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
    detached: true,
  });
  // What does not even start, or ends at once, is not waited for.
  const ended = new Promise((_, fail) => {
    server.once('error', fail);
    server.once('exit', (status) => fail(new Error(`${program} ended with ${status}.`)));
  });
  const stop = tie(server.pid, folder);
  const number = once(server.stdio[3], 'data').then(([data]) => String(data).trim());
  try {
    const display = `:${await within(60000, Promise.race([number, ended]), `${program} did not start`)}`;
    ended.catch(() => {});
    server.unref();
    server.stdio[3].unref();
    return { display, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startXorg(program) {
  const folder = await ownFolder();
  const path = (name) => join(folder, name);
  await writeFile(path('xorg.conf'), configuration(path('touch'), path('pointer'), path('keys')));
  const libraries = readdirSync(installed).filter((name) => name.endsWith('-linux-gnu'));
  const args = [
    // A seat that no console and no real screen belongs to.
    ...['-seat', 'seat-of-tests', '-config', path('xorg.conf'), '-logfile', path('log')],
    ...['-modulepath', join(installed, 'xorg/modules'), '-noreset', '-s', '0'],
  ];
  const environment = { LD_LIBRARY_PATH: libraries.map((name) => join(installed, name)).join(':') };
  const server = await startServer(program, args, { environment, folder });
  try {
    const touch = await within(60000, TouchScreen.open(path('touch')), 'its touch screen did not answer');
    const stop = () => {
      touch.close();
      return server.stop();
    };
    return { display: server.display, touch, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Xorg's configuration: one screen of no hardware, and devices that are moved through sockets. */
function configuration(touch, pointer, keys) {
  const section = (name, ...lines) => `Section "${name}"\n${lines.join('\n')}\nEndSection\n`;
  const device = (name, type, socket, ...options) =>
    section(
      'InputDevice',
      ...[`Identifier "${name}"`, 'Driver "inputtest"'],
      ...[`Option "DeviceType" "${type}"`, `Option "SocketPath" "${socket}"`, ...options],
    );
  const end = side + 40;
  // No more than 300 million pixels a second: the driver refuses a mode that is faster.
  const mode = `Modeline "square" 250 ${side} ${side + 10} ${side + 20} ${end} ${side} ${side + 10} ${side + 20} ${end}`;
  return [
    section('ServerFlags', 'Option "AutoAddDevices" "false"', 'Option "DontVTSwitch" "true"'),
    section('Device', 'Identifier "card"', 'Driver "dummy"', 'VideoRam 65536'),
    section('Monitor', 'Identifier "monitor"', 'HorizSync 5-1000', 'VertRefresh 5-200', mode),
    section(
      'Screen',
      ...['Identifier "screen"', 'Device "card"', 'Monitor "monitor"', 'DefaultDepth 24'],
      ...['SubSection "Display"', 'Depth 24', 'Modes "square"', `Virtual ${side} ${side}`, 'EndSubSection'],
    ),
    device('touch', 'Touch', touch, 'Option "TouchCount" "1"'),
    device('pointer', 'PointerAbsolute', pointer, 'Option "CorePointer"'),
    device('keys', 'Keyboard', keys, 'Option "CoreKeyboard"'),
    section(
      'ServerLayout',
      ...['Identifier "layout"', 'Screen "screen"', 'InputDevice "pointer"', 'InputDevice "keys"'],
      'InputDevice "touch" "SendCoreEvents"',
    ),
  ].join('');
}
