// A finger on Firefox's window. What WebDriver tells a page of fingers are events and nothing else: the page is not scrolled by
// them. The touch screen of a headless window is, where the browser's own side is told to touch it, as its own tests do it.

/** nsIDOMWindowUtils.TOUCH_CONTACT and TOUCH_REMOVE. */
const states = { contact: 2, remove: 4 };

/** In the browser's window: touches it at a place of the tab that is shown, in CSS pixels. */
function touch(state, x, y) {
  const { left, top } = gBrowser.selectedBrowser.getBoundingClientRect();
  const device = (pixels) => Math.round(pixels * devicePixelRatio);
  windowUtils.sendNativeTouchPoint(
    0,
    state,
    device(mozInnerScreenX + left + x),
    device(mozInnerScreenY + top + y),
    1,
    0,
    null,
  );
}

export class FirefoxFinger {
  #browser;
  #page;
  #window;

  /** Puppeteer's browser, started with `--remote-allow-system-access`, and a page of it. */
  constructor(browser, page) {
    this.#browser = browser;
    this.#page = page;
  }

  down = async (x, y) => {
    await this.#page.bringToFront();
    this.#window ??= await this.#findWindow();
    await this.#touch(states.contact, x, y);
  };
  move = (x, y) => this.#touch(states.contact, x, y);
  up = (x, y) => this.#touch(states.remove, x, y);

  async #touch(state, x, y) {
    const { type, exceptionDetails } = await this.#send('script.evaluate', {
      expression: `(${touch})(${[state, x, y]})`,
      target: { context: this.#window },
      awaitPromise: false,
    });
    if (type !== 'success') throw new Error(`firefox: no finger: ${exceptionDetails?.text}`);
  }

  async #findWindow() {
    const { contexts } = await this.#send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    return contexts.find(({ url }) => url.endsWith('/browser.xhtml')).context;
  }

  async #send(method, parameters) {
    const { result } = await this.#browser.connection.send(method, parameters);
    return result;
  }
}
