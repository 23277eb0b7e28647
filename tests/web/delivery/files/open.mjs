// A page with the checks of what readers take away in it.
import { bundleForPage } from '../../harness/bundle.mjs';
import { isDrawn } from '../../harness/engines/figures.mjs';

export async function openFiles({ engine, server }) {
  const page = await engine.newPage({ width: 1440, height: 900, theme: 'light', motion: 'reduce' });
  await page.goto(server.site);
  await page.waitFor(isDrawn);
  await bundleForPage(page, new URL('checks.mjs', import.meta.url), 'figureFiles');
  return page;
}

export const call = (page, name, ...values) =>
  page.evaluate((method, parameters) => window.figureFiles[method](...parameters), name, values);
