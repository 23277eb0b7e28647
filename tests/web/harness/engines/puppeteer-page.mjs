// A page of an engine that puppeteer drives.
import { callExpression, parseKey, patience, readJson, waitExpression, waitFailed } from './call.mjs';
import { dragFinger } from './finger.mjs';
import { isForeign } from './foreign.mjs';

export class PuppeteerPage {
  #engine;
  #page;
  #touch;
  #complaints = [];

  /**
   * `page` is puppeteer's own; it is watched from now on. `touch`: { down, move, up } of a finger at a place of the viewport,
   * puppeteer's own where nothing is given.
   */
  constructor(engine, page, touch) {
    this.#engine = engine;
    this.#page = page;
    this.#touch = touch ?? {
      down: (x, y) => page.touchscreen.touchStart(x, y),
      move: (x, y) => page.touchscreen.touchMove(x, y),
      up: () => page.touchscreen.touchEnd(),
    };
    const complain = (text) => this.#complaints.push(text);
    page.on('pageerror', (error) => complain(`error: ${error?.message ?? error}`));
    page.on('console', (message) => {
      if (['error', 'warn', 'assert'].includes(message.type())) complain(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (isForeign(request.url(), page.url())) complain(`request: ${request.url()}`);
    });
  }

  async goto(url) {
    await this.#page.goto(url, { timeout: patience });
  }

  async evaluate(fn, ...args) {
    return readJson(await this.#page.evaluate(callExpression(fn, args)));
  }

  async waitFor(fn, ...args) {
    const value = readJson(await this.#page.evaluate(waitExpression(fn, args, patience)));
    if (value === undefined) throw waitFailed(this.#engine, fn, patience, this.#complaints);
    return value;
  }

  resize(width, height) {
    return this.#page.setViewport({ width, height });
  }

  async press(name) {
    const { keyboard } = this.#page;
    const { modifiers, key } = parseKey(name);
    for (const modifier of modifiers) await keyboard.down(modifier);
    await keyboard.press(key);
    for (const modifier of modifiers.reverse()) await keyboard.up(modifier);
  }

  click(x, y) {
    return this.#page.mouse.click(x, y);
  }

  async wheel(x, y, by) {
    await this.#page.mouse.move(x, y);
    await this.#page.mouse.wheel({ deltaY: by });
  }

  drag(x, y, by) {
    return dragFinger(this, this.#touch, x, y, by);
  }

  async screenshot(path, find, ...args) {
    if (!find) return void (await this.#page.screenshot({ path, captureBeyondViewport: false }));
    const clip = await this.evaluate(
      `(...args) => {
        const { left, top, width, height } = (${find})(...args).getBoundingClientRect();
        return { x: left + scrollX, y: top + scrollY, width, height };
      }`,
      ...args,
    );
    await this.#page.screenshot({ path, clip, captureBeyondViewport: true });
  }

  async complaints() {
    // A way there and back: what the page has done before has been reported by then.
    await this.#page.evaluate('new Promise((done) => setTimeout(done))');
    return [...this.#complaints];
  }

  close() {
    return this.#page.close();
  }
}
