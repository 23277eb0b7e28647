// Chromium, through puppeteer over a pipe.
import puppeteer from 'puppeteer-core';
import { findProgram, ownFolder, tie } from './process.mjs';
import { PuppeteerPage } from './puppeteer-page.mjs';
import { slowDown } from '../slowness.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Puppeteer's own browser; closing it leaves nothing behind. */
export async function launchChromium() {
  const executablePath = findProgram(['chromium', 'chromium-browser', 'google-chrome'], 'CHROMIUM');
  const userDataDir = await ownFolder();
  const browser = await puppeteer.launch({
    executablePath,
    userDataDir,
    pipe: true,
    timeout: 120000,
    args: flags,
  });
  const release = tie(browser.process().pid, userDataDir);
  const close = browser.close.bind(browser);
  browser.close = async () => {
    await close();
    await release();
  };
  slowDown(browser);
  showAll(browser);
  return browser;
}

/** Every page is drawn as the one in front is: a tab behind another has no frames, and which one is in front is the browser's business. */
function showAll(browser) {
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async () => {
    const page = await newPage();
    const session = await page.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return page;
  };
}

export async function openChromium() {
  const browser = await launchChromium();
  return {
    name: 'chromium',
    async newPage({ width = 1440, height = 900, theme = 'light', motion = 'reduce' } = {}) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: theme },
        { name: 'prefers-reduced-motion', value: motion },
      ]);
      return new PuppeteerPage('chromium', page);
    },
    close: () => browser.close(),
  };
}
