// A figure saved as SVG is for other programs: two independent renderers draw what the browser draws.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Resvg } from '@resvg/resvg-js';
import { PNG } from 'pngjs';
import { choose, inChapter, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';
import { sources } from '../harness/sources.mjs';

const chapters = 'overview word context query key match weights value two-steps heads your-turn'.split(' ');
const themes = ['light', 'dark'];

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

function hasRsvg() {
  try {
    execFileSync('rsvg-convert', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

// The fonts that the browser takes where none of those that are named is there.
const sans = 'DejaVu Sans';

const renderers = {
  resvg: (svg) =>
    new Resvg(svg, {
      font: {
        loadSystemFonts: true,
        sansSerifFamily: sans,
        serifFamily: 'DejaVu Serif',
        defaultFontFamily: sans,
      },
    })
      .render()
      .asPng(),
  ...(hasRsvg() && { librsvg: (svg) => execFileSync('rsvg-convert', [], { input: svg, stdio: 'pipe' }) }),
};

/** The files of a figure in the state in which it rests, by themes. */
async function filesOf(chapter) {
  const page = await openPage(browser, { width: 1440 });
  await load(page, server.chapter(chapter, { lang: 'en' }));
  await bundleForPage(page, sources.svgExport, 'svgExport');
  const files = {};
  for (const theme of themes) {
    await choose(page, { theme });
    files[theme] = await inChapter(page, chapter, ({ figure }) => {
      const picture = figure.shadowRoot.querySelector('svg.picture');
      return window.svgExport.svgFile(picture, { caption: 'What is seen.', source: 'From where.' }).text;
    });
  }
  await page.close();
  return files;
}

/** As the browser draws it. */
async function drawn(page, svg) {
  const [, width, height] = /^<svg[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  await page.setViewport({ width: Math.ceil(width), height: Math.ceil(height) });
  const source = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await page.setContent(`<style>body { margin: 0 } img { display: block }</style><img src="${source}">`);
  await page.waitForFunction(() => document.querySelector('img').complete);
  return page.screenshot();
}

/** The mean colours of a picture's squares of `side` pixels, row after row: [red, green, blue] each. */
function squares(png, side) {
  const { data, width, height } = PNG.sync.read(Buffer.from(png));
  const [across, down] = [Math.floor(width / side), Math.floor(height / side)];
  return Array.from({ length: across * down }, (_, index) => {
    const [left, top] = [(index % across) * side, Math.floor(index / across) * side];
    const mean = [0, 0, 0];
    for (let y = top; y < top + side; y += 1)
      for (let x = left; x < left + side; x += 1)
        mean.forEach((_, channel) => (mean[channel] += data[4 * (y * width + x) + channel] / side ** 2));
    return mean;
  });
}

/** The share of squares in which two pictures differ as no rounding of edges or of letters does. */
function differing(one, other) {
  const [a, b] = [squares(one, 16), squares(other, 16)];
  assert.equal(a.length, b.length);
  const isOther = (_, index) => Math.max(...a[index].map((mean, c) => Math.abs(mean - b[index][c]))) > 28;
  return a.filter(isOther).length / a.length;
}

/** That no other program draws a file otherwise than the browser does. */
function assertAlike(svg, browsers, name) {
  // What they do not read, or not all of them.
  assert.doesNotMatch(
    svg.replace(/font-family="[^"]*"/g, ''),
    /oklab|oklch|rgba|color\(|color-mix|var\(|url\((&quot;|")|dominant-baseline|NaN/,
    name,
  );
  for (const [renderer, render] of Object.entries(renderers)) {
    const share = differing(browsers, render(svg));
    assert.ok(share < 0.006, `${name}: ${renderer} differs in ${(100 * share).toFixed(1)} % of it`);
  }
}

test('other programs draw what the browser draws, light and dark', async () => {
  const canvas = await browser.newPage();
  for (const chapter of chapters) {
    const files = await filesOf(chapter);
    assert.notEqual(files.light, files.dark, chapter);
    for (const theme of themes)
      assertAlike(files[theme], await drawn(canvas, files[theme]), `${chapter}, ${theme}`);
  }
  await canvas.close();
});
