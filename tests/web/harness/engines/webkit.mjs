// WebKit, through selenium. What its driver lacks is made up for: a proxy sees the requests, a recorder in the page
// the errors, and settings of the whole browser stand for the emulation of colour scheme and motion.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Key, Origin } from 'selenium-webdriver';
import { callExpression, parseKey, readJson, waitExpression, waitFailed } from './call.mjs';
import { cropPng } from './png.mjs';
import { takeComplaints, withRecorder } from './recorder.mjs';
import { findWebKit, startSession, startXvfb } from './webkit-browser.mjs';
import { startProxy } from './webkit-proxy.mjs';

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
  #complaints;
  #onClose;
  /** How far the wheel has been turned in all. */
  #turned = 0;

  constructor(session, complaints, onClose) {
    this.#session = session;
    this.#driver = session.driver;
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
    const limit = 30000;
    const value = await this.#run(waitExpression(fn, args, limit));
    if (value === undefined) throw waitFailed('webkit', fn, limit, await this.complaints());
    return value;
  }

  /**
   * What is asked for is the size of the content; the window has a toolbar too. A window that is not there yet forgets what
   * it was asked for, and the driver cannot tell: it is asked again. While a window changes its size, the inner and the
   * outer one may be read from before and after: an outer one that is the smaller says nothing of the toolbar, and is read again.
   */
  async resize(width, height) {
    const size = () => this.evaluate(() => [innerWidth, innerHeight, outerWidth, outerHeight]);
    let [innerWidth, innerHeight, outerWidth, outerHeight] = await size();
    for (let asked = 0; innerWidth !== width || innerHeight !== height; asked += 1) {
      if (asked === 100)
        throw new Error(
          `webkit: asked for ${width} x ${height} pixels, got ${innerWidth} x ${innerHeight} in a window of ${outerWidth} x ${outerHeight}.`,
        );
      if (asked > 0) await new Promise((done) => setTimeout(done, 50));
      const chrome = [outerWidth - innerWidth, outerHeight - innerHeight];
      if (chrome.every((pixels) => pixels >= 0))
        await this.#driver
          .manage()
          .window()
          .setRect({ x: 0, y: 0, width: width + chrome[0], height: height + chrome[1] });
      [innerWidth, innerHeight, outerWidth, outerHeight] = await size();
    }
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
  const screen = await startXvfb(programs.xvfb);
  const closers = new Set();
  return {
    name: 'webkit',
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
      const page = new WebKitPage(session, complaints, close);
      await page.resize(width, height);
      return page;
    },
    async close() {
      await Promise.all([...closers].map((close) => close()));
      await screen.stop();
    },
  };
}
