// WebKitGTK's small browser under its WebDriver, on an X server without a screen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Builder, Capabilities } from 'selenium-webdriver';
import { findProgram, isProgram, ownFolder, tie, within } from './process.mjs';
import { hold } from '../slowness.mjs';

/** Everything that must be installed, or a sentence that says what is not. */
export function findWebKit() {
  return {
    driver: findProgram(['WebKitWebDriver'], 'WEBKIT_DRIVER'),
    xvfb: findProgram(['Xvfb'], 'XVFB'),
    browser: findMiniBrowser(),
  };
}

/** It is in no folder of PATH: the packages put it beside the library, in /usr/lib/<machine>/webkit2gtk-4.1/ or so. */
function findMiniBrowser() {
  if (process.env.WEBKIT_MINIBROWSER) return findProgram(['MiniBrowser'], 'WEBKIT_MINIBROWSER');
  for (const machine of readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'))) {
    const folder = join('/usr/lib', machine);
    const candidates = readdirSync(folder).filter((name) => /^webkit(2gtk-4|gtk-6)\./.test(name));
    for (const name of candidates.sort()) {
      if (isProgram(join(folder, name, 'MiniBrowser'))) return join(folder, name, 'MiniBrowser');
    }
  }
  throw new Error(
    "WebKit's MiniBrowser is not installed: wasm/toolchain/ensure engines installs it (or WEBKIT_MINIBROWSER names it).",
  );
}

/**
 * Starts a driver and a browser of its own in a private folder of settings: { driver, folder, stop() }, with selenium's
 * driver. The driver allows one session, and the settings hold for a whole browser.
 *
 * The driver takes no port 0, and a port that was free may be somebody else's a moment later: then another is tried.
 */
export async function startSession(programs, options, tries = 4) {
  try {
    return await startOnce(programs, options);
  } catch (error) {
    if (tries === 1) throw error;
    return startSession(programs, options, tries - 1);
  }
}

async function startOnce(programs, { display, theme, motion, proxyPort }) {
  const folder = await ownFolder();
  await writeSettings(folder, motion);
  const port = await freePort();
  const service = spawn(programs.driver, [`--port=${port}`], {
    stdio: 'ignore',
    detached: true,
    env: {
      ...process.env,
      DISPLAY: display,
      XDG_CONFIG_HOME: folder,
      GTK_THEME: theme === 'dark' ? 'Adwaita:dark' : 'Adwaita',
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      // As root the sandbox does not start.
      ...(process.getuid() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
    },
  });
  const release = tie(service.pid, folder);
  service.unref();
  try {
    await within(60000, answers(port, service), 'WebKitWebDriver did not start');
    const driver = await within(
      60000,
      openSession(port, programs.browser, proxyPort),
      'WebKit did not start',
    );
    hold(service.pid);
    return { driver, folder, stop: release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A toolbar that is wider than a phone would make the window so; a negative margin lets it be cut off. */
async function writeSettings(folder, motion) {
  const settings = `[Settings]\ngtk-enable-animations=${motion === 'reduce' ? 0 : 1}\n`;
  for (const name of ['gtk-3.0', 'gtk-4.0']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'settings.ini'), settings);
    await writeFile(join(folder, name, 'gtk.css'), 'entry { margin-right: -200px; }\n');
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when the service answers; fails when it has ended, as it does when somebody else took its port. */
async function answers(port, service) {
  for (;;) {
    if (service.exitCode !== null) throw new Error('WebKitWebDriver ended at once.');
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

function openSession(port, binary, proxyPort) {
  // As an argument and not as a capability, by which https would ask the proxy itself to speak TLS.
  const proxy = `--proxy=http://127.0.0.1:${proxyPort}`;
  // A page from a file is otherwise told of its errors that there was one, and nothing more. What it may read by this
  // is nothing: it is opened from a folder that holds no other.
  const args = ['--automation', proxy, '--allow-file-access-from-file-urls=TRUE'];
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary, args },
    timeouts: { script: 180000, pageLoad: 120000 },
  });
  return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
}
