// Firefox, through puppeteer over WebDriver BiDi.
import puppeteer from 'puppeteer-core';
import { findProgram, ownFolder, tie } from './process.mjs';
import { FirefoxFinger } from './firefox-finger.mjs';
import { PuppeteerPage } from './puppeteer-page.mjs';
import { hold } from '../slowness.mjs';

/** Colour scheme and reduced motion are settings of a whole Firefox. */
async function launchFirefox(theme, motion) {
  const executablePath = findProgram(['firefox-esr', 'firefox'], 'FIREFOX');
  const userDataDir = await ownFolder();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    userDataDir,
    // Ten seconds on a slow machine that is alone, half a minute on one that is shared.
    timeout: 120000,
    // The window's own touch screen is reached from the browser's side.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      // As on a phone and in the other engines: over the page, which is as wide as the window.
      'ui.useOverlayScrollbars': 1,
      'ui.systemUsesDarkTheme': theme === 'dark' ? 1 : 0,
      'layout.css.prefers-color-scheme.content-override': theme === 'dark' ? 0 : 1,
      'ui.prefersReducedMotion': motion === 'reduce' ? 1 : 0,
    },
  });
  hold(browser.process().pid);
  return { browser, release: tie(browser.process().pid, userDataDir) };
}

export async function openFirefox() {
  const launched = new Map();
  const launch = (theme, motion) => {
    const key = `${theme} ${motion}`;
    if (!launched.has(key)) launched.set(key, launchFirefox(theme, motion));
    return launched.get(key);
  };
  // A Firefox that is not there must be said here, as for the other engines, and not at the first page.
  await launch('light', 'reduce');
  return {
    name: 'firefox',
    async newPage({ width = 1440, height = 900, theme = 'light', motion = 'reduce' } = {}) {
      const { browser } = await launch(theme, motion);
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      return new PuppeteerPage('firefox', page, new FirefoxFinger(browser, page));
    },
    async close() {
      for (const { browser, release } of await Promise.all(launched.values())) {
        await browser.close();
        await release();
      }
    },
  };
}
