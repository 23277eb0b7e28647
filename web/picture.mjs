// Takes the README's picture of the built page: node web/picture.mjs (needs Chromium; CHROMIUM names another one).
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const pageFile = fileURLToPath(new URL('../build/attention-explainer.html', import.meta.url));
const picture = fileURLToPath(new URL('picture.png', import.meta.url));

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage();
await page.setViewport({ width: 1440, height: 900 });
await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
await page.goto(pathToFileURL(pageFile).href);
await page.waitForFunction(() => document.querySelector('attention-explainer')?.trace);
await page.screenshot({ path: picture });
await browser.close();
console.log(picture);
