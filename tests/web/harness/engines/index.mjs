// One interface over three browser engines, our own because no library drives all three as Debian has them: Playwright wants its own
// builds of Firefox and WebKit, which would have to be downloaded, puppeteer knows no WebKit, and selenium's driver for WebKitGTK
// tells neither errors nor requests. A page of any of them:
//
//   goto(url)                       resolves when the page has loaded
//   evaluate(fn, ...args)           calls fn in the page, waits for what it returns; JSON in and out
//   waitFor(fn, ...args)            the same again and again until it is truthy, for two minutes at most
//   resize(width, height)           the size of the content, in CSS pixels
//   press(key)                      Tab, Enter, ArrowRight, ' ', a; Shift+Tab
//   click(x, y)                     in the viewport
//   wheel(x, y, by)                 a turn of the wheel over a place of the viewport, downwards by so many pixels
//   drag(x, y, by)                  a finger put down at a place of the viewport, moved upwards by so many pixels, and lifted
//   screenshot(path, find?, ...args)  the viewport, or the element that find returns in the page, as PNG
//   complaints()                    resolves to errors, warnings on the console and requests to other origins so far
//   close()
//
// WebKitGTK's driver makes a mouse of a finger, and Xvfb has no touch screen: its windows are on Xorg's, where that can be had.
import { openChromium } from './chromium.mjs';
import { openFirefox } from './firefox.mjs';
import { openWebKit } from './webkit.mjs';

const openers = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };

export const engineNames = Object.keys(openers);

/**
 * Starts an engine: { name, newPage({ width, height, theme, motion }), close() }. `theme` is light or dark, `motion`
 * reduce or no-preference. `lacks` has a sentence for a method of a page that cannot be had on this machine, and is nothing
 * where all can. Fails with a sentence where the engine is not installed.
 */
export function openEngine(name) {
  const open = openers[name];
  if (!open) throw new Error(`There is no engine called '${name}'; there are ${engineNames.join(', ')}.`);
  return open();
}
