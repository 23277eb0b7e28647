// Pictures of every step of every figure of the built page, and a sheet of them all to leaf through.
//
//   node tests/web/screenshots/take.mjs [--engine chromium] [--only chapter] [--widths 360,768,1440] [--themes light,dark]
//                                  [--langs en]
//
// They go to build/screenshots/<width>-<theme>/<figure>-<NN>-<step>.png; the folder's name ends with the language where
// it is not English, and with the engine where it is not Chromium. The sheet is build/screenshots/index.html.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fileAddress } from '../harness/browser.mjs';
import { findFigure, goToStep, isDrawn, listFigures, setLanguage } from '../harness/engines/figures.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { openEngine } from '../harness/engines/index.mjs';
import { writeSheet } from './sheet.mjs';

const out = new URL('screenshots/', build);
/** As high as a screen of this width is; a figure that needs more gets more. */
const heights = { 360: 740, 768: 1024, 1440: 900 };

function readOptions() {
  const text = (value) => ({ type: 'string', default: value });
  const { values } = parseArgs({
    options: {
      engine: text('chromium'),
      only: { type: 'string' },
      widths: text('360,768,1440'),
      themes: text('light,dark'),
      langs: text('en'),
    },
  });
  const langs = values.langs.split(',');
  for (const lang of langs) {
    if (!existsSync(new URL(`../../../web/messages/${lang}/`, import.meta.url)))
      throw new Error(`There are no texts in '${lang}': the folder web/messages/${lang}/ is missing.`);
  }
  return { ...values, langs, widths: values.widths.split(',').map(Number), themes: values.themes.split(',') };
}

/** Figures by the order of the page: [{ index, name, steps }], all or the one that is wanted. */
async function wantedFigures(page, only) {
  const figures = (await page.evaluate(listFigures)).map((figure, index) => ({ ...figure, index }));
  const wanted = figures.filter(({ name }) => only === undefined || name === only);
  if (wanted.length > 0) return wanted;
  throw new Error(`There is no figure '${only}'; there are ${figures.map(({ name }) => name).join(', ')}.`);
}

/** Empties what an earlier run has left of the same pictures. */
async function emptyFolder(folder, only) {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (only === undefined || name.startsWith(`${only}-`)) await rm(new URL(name, folder));
  }
}

/** One figure at one width, step by step; returns how many pictures. */
async function shootFigure(page, { index, name, steps }, folder, width) {
  let height = heights[width] ?? 900;
  await page.resize(width, height);
  for (const [step, id] of steps.entries()) {
    let needed = await page.evaluate(goToStep, index, step);
    if (needed > height) {
      // What does not fit would be cut off by some engines, and covered by the bar that sticks to the window.
      height = needed;
      await page.resize(width, height);
      await page.evaluate(goToStep, index, step);
    }
    const file = new URL(`${name}-${String(step + 1).padStart(2, '0')}-${id}.png`, folder);
    await page.screenshot(fileURLToPath(file), findFigure, index);
  }
  return steps.length;
}

/** In the page: what sticks to the top of the window would cover the captions. */
function unstick() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.choices, .model { position: static !important; }');
  const { shadowRoot } = document.querySelector('attention-explainer');
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
}

async function shootTheme(engine, options, theme) {
  const page = await engine.newPage({ width: 1440, height: 900, theme, motion: 'reduce' });
  await page.goto(fileAddress);
  await page.evaluate(unstick);
  let count = 0;
  for (const lang of options.langs) {
    await page.evaluate(setLanguage, lang);
    await page.waitFor(isDrawn);
    const figures = await wantedFigures(page, options.only);
    for (const width of options.widths) {
      const marks = [width, theme, lang === 'en' ? '' : lang, engine.name === 'chromium' ? '' : engine.name];
      const folder = new URL(`${marks.filter(Boolean).join('-')}/`, out);
      await emptyFolder(folder, options.only);
      for (const figure of figures) count += await shootFigure(page, figure, folder, width);
    }
  }
  const complaints = await page.complaints();
  if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
  await page.close();
  return count;
}

async function main() {
  const options = readOptions();
  const start = Date.now();
  const engine = await openEngine(options.engine);
  try {
    let count = 0;
    for (const theme of options.themes) count += await shootTheme(engine, options, theme);
    const sheet = await writeSheet(out);
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${count} pictures in ${seconds} s; to leaf through: ${fileURLToPath(sheet)}`);
  } finally {
    await engine.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
