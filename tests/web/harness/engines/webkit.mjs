// WebKit, through selenium. What its driver lacks is made up for: a proxy sees the requests, a recorder in the page
// the errors, and settings of the whole browser stand for the emulation of colour scheme and motion.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Key, Origin } from 'selenium-webdriver';
import { callExpression, parseKey, patience, readJson, waitExpression, waitFailed } from './call.mjs';
import { dragFinger } from './finger.mjs';
import { cropPng } from './png.mjs';
import { takeComplaints, withRecorder } from './recorder.mjs';
import { findWebKit, startSession } from './webkit-browser.mjs';
import { startProxy } from './webkit-proxy.mjs';
import { startScreen } from './webkit-screen.mjs';

/** A toolbar takes less than this, in pixels; a window that is changing its size differs by more from what was asked of it. */
const largestToolbar = 120;

const keys = {
  Tab: Key.TAB,
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Backspace: Key.BACK_SPACE,
  Delete: Key.DELETE,
  Home: Key.HOME,
  End: Key.END,
  PageUp: Key.PAGE_UP,
  PageDown: Key.PAGE_DOWN,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  ArrowUp: Key.ARROW_UP,
  ArrowDown: Key.ARROW_DOWN,
  Shift: Key.SHIFT,
  Control: Key.CONTROL,
  Alt: Key.ALT,
  Meta: Key.META,
  Space: ' ',
};

function keyOf(name) {
  if (keys[name]) return keys[name];
  if ([...name].length !== 1)
    throw new Error(`'${name}' is not a key; there are ${Object.keys(keys).join(', ')}.`);
  return name;
}

class WebKitPage {
  #session;
  #driver;
  #touch;
  #complaints;
  #onClose;
  /** How far the wheel has been turned in all. */
  #turned = 0;

  constructor(session, touch, complaints, onClose) {
    this.#session = session;
    this.#driver = session.driver;
    this.#touch = touch;
    this.#complaints = complaints;
    this.#onClose = onClose;
  }

  async goto(url) {
    await this.#collect();
    await this.#driver.get(url.startsWith('file:') ? await this.#recordedCopy(url) : url);
  }

  /** The proxy does not see files: one is opened as a copy that differs by the recorder in its head. */
  async #recordedCopy(url) {
    const { hash } = new URL(url);
    const path = fileURLToPath(url);
    const copy = join(this.#session.folder, basename(path));
    await writeFile(copy, withRecorder(await readFile(path, 'utf8')));
    return `file://${copy}${hash}`;
  }

  async #run(expression) {
    return readJson(await this.#driver.executeScript(`return ${expression}`));
  }

  evaluate(fn, ...args) {
    return this.#run(callExpression(fn, args));
  }

  async waitFor(fn, ...args) {
    const value = await this.#run(waitExpression(fn, args, patience));
    if (value === undefined) throw waitFailed('webkit', fn, patience, await this.complaints());
    return value;
  }

  /**
   * What is asked for is the size of the content; the window has a toolbar too. A window that is not there yet forgets what
   * it was asked for, and the driver cannot tell: it is asked again. While a window changes its size, the inner and the
   * outer one may be read from before and after, and their difference is then no toolbar: only what was read twice running,
   * and is no larger than a toolbar may be, is believed, and the same must hold before the window counts as resized.
   */
  async resize(width, height) {
    let read = await this.#windowSize();
    for (let asked = 0; asked < 100; asked += 1) {
      const before = read;
      await new Promise((done) => setTimeout(done, 30));
      read = await this.#windowSize();
      const toolbar = [read.outer[0] - read.inner[0], read.outer[1] - read.inner[1]];
      const settled =
        String(before.inner) === String(read.inner) && String(before.outer) === String(read.outer);
      if (!settled || toolbar.some((pixels) => pixels < 0 || pixels > largestToolbar)) continue;
      if (read.inner[0] === width && read.inner[1] === height) return;
      await this.#driver
        .manage()
        .window()
        .setRect({ x: 0, y: 0, width: width + toolbar[0], height: height + toolbar[1] });
    }
    throw new Error(
      `webkit: asked for ${width} x ${height} pixels, got ${read.inner.join(' x ')} in a window of ${read.outer.join(' x ')}.`,
    );
  }

  #windowSize() {
    return this.evaluate(() => ({ inner: [innerWidth, innerHeight], outer: [outerWidth, outerHeight] }));
  }

  async press(name) {
    const { modifiers, key } = parseKey(name);
    const actions = this.#driver.actions();
    for (const modifier of modifiers) actions.keyDown(keyOf(modifier));
    actions.keyDown(keyOf(key)).keyUp(keyOf(key));
    for (const modifier of modifiers.reverse()) actions.keyUp(keyOf(modifier));
    await actions.perform();
  }

  async click(x, y) {
    await this.#driver.actions().move({ x, y, origin: Origin.VIEWPORT, duration: 0 }).click().perform();
  }

  /** This driver turns the wheel by what differs from what it was last told. */
  async wheel(x, y, by) {
    this.#turned += by;
    await this.#driver.actions().scroll(x, y, 0, this.#turned, Origin.VIEWPORT, 0).perform();
  }

  /** On the screen, so that the page must be the last that was opened: windows lie on one another. */
  async drag(x, y, by) {
    const { left, top, width, height } = await this.evaluate(() => ({
      left: screenX + outerWidth - innerWidth,
      top: screenY + outerHeight - innerHeight,
      width: screen.width,
      height: screen.height,
    }));
    const at = (phase) => (pageX, pageY) =>
      phase([(left + pageX + 0.5) / width, (top + pageY + 0.5) / height]);
    const { down, move, up } = this.#touch;
    await dragFinger(this, { down: at(down), move: at(move), up: at(up) }, x, y, by);
  }

  async screenshot(path, find, ...args) {
    const box = find && (await this.#boxInWindow(find, args));
    const picture = Buffer.from(await this.#driver.takeScreenshot(), 'base64');
    await writeFile(path, box ? cropPng(picture, box) : picture);
  }

  /** Where an element is, once as much of it as can be is in the window; in whole pixels, as it is drawn. */
  #boxInWindow(find, args) {
    return this.evaluate(
      `(...args) => {
        const element = (${find})(...args);
        const fits = (box) => box.top >= 0 && box.bottom <= innerHeight;
        if (!fits(element.getBoundingClientRect())) element.scrollIntoView({ block: 'start', behavior: 'instant' });
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
        return { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y };
      }`,
      ...args,
    );
  }

  async #collect() {
    this.#complaints.push(...((await this.#run(callExpression(takeComplaints, []))) ?? []));
  }

  async complaints() {
    await this.evaluate(() => new Promise((done) => setTimeout(done)));
    await this.#collect();
    return [...this.#complaints];
  }

  async close() {
    await this.#driver.quit();
    await this.#onClose();
  }
}

export async function openWebKit() {
  const programs = findWebKit();
  const screen = await startScreen(programs.xvfb);
  const closers = new Set();
  return {
    name: 'webkit',
    lacks: { drag: screen.lacks },
    async newPage({ width = 1440, height = 900, theme = 'light', motion = 'reduce' } = {}) {
      const complaints = [];
      const proxy = await startProxy((address) => complaints.push(`request: ${address}`));
      let session;
      const close = async () => {
        closers.delete(close);
        await Promise.all([session?.stop(), proxy.close()]);
      };
      closers.add(close);
      session = await startSession(programs, {
        display: screen.display,
        theme,
        motion,
        proxyPort: proxy.port,
      });
      const page = new WebKitPage(session, screen.touch, complaints, close);
      await page.resize(width, height);
      return page;
    },
    async close() {
      await Promise.all([...closers].map((close) => close()));
      await screen.stop();
    },
  };
}
