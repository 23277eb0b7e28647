// The static folder: modules that load what they need when they need it, every file but the pages named by its contents.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterPage } from './after-page.mjs';
import { fetchedAssets, hashedName } from './assets.mjs';
import { galleryFiles } from './gallery.mjs';
import { iconPng, iconSvg } from './icon.mjs';
import { commonPlugins } from './options.mjs';
import { escapeHtml, fillTemplate, lateNote, withoutScripts } from './page.mjs';
import { bundle } from './scripts.mjs';
import { stillFiles } from './still.mjs';
import { readTexts } from './texts.mjs';

const web = new URL('../', import.meta.url);
const entries = ['page', 'offline'];

/** What the pages of the folder may do. `wasm-unsafe-eval` lets WebAssembly be compiled and nothing else be evaluated. */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "manifest-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html attention-explainer',
].join('; ');

/** Modules as esbuild splits them: { files: name -> contents, metafile }. */
async function buildModules() {
  const { plugin, files } = fetchedAssets();
  const { scripts, metafile } = await bundle({
    entryPoints: entries.map((name) => fileURLToPath(new URL(`src/entries/${name}.ts`, web))),
    format: 'esm',
    splitting: true,
    outdir: fileURLToPath(new URL('../build/site/assets/', web)),
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    plugins: [afterPage('page'), ...commonPlugins(), plugin],
  });
  for (const { path, text } of scripts) files.set(basename(path), Buffer.from(text));
  return { files, outputs: outputsByName(metafile) };
}

/** name -> { entryPoint, imports: [{ name, dynamic }] } of every script. */
function outputsByName({ outputs }) {
  const named = Object.entries(outputs).map(([path, { entryPoint, imports }]) => [
    basename(path),
    {
      entryPoint,
      imports: imports.map(({ path, kind }) => ({
        name: basename(path),
        dynamic: kind === 'dynamic-import',
      })),
    },
  ]);
  return new Map(named);
}

/** A script with all that it imports before it runs. */
function closureOf(outputs, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { name: other, dynamic } of outputs.get(name)?.imports ?? [])
    if (!dynamic) closureOf(outputs, other, seen);
  return seen;
}

function find(outputs, suffix) {
  const found = [...outputs].find(([, { entryPoint }]) => entryPoint?.endsWith(suffix));
  if (!found) throw new Error(`The build has no script for ${suffix}.`);
  return found[0];
}

async function manifest(icons) {
  const { title, lead } = await readTexts('en');
  return JSON.stringify({
    name: title,
    short_name: 'Attention',
    description: lead,
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#fcfaf6',
    theme_color: '#fcfaf6',
    icons,
  });
}

/** The icons and what the manifest says of them, added to the files. */
function addIcons(files) {
  const add = (name, contents, about) => {
    const hashed = hashedName(name, contents);
    files.set(hashed, contents);
    return { src: `assets/${hashed}`, ...about };
  };
  return [
    add('icon.svg', Buffer.from(iconSvg()), { type: 'image/svg+xml', sizes: 'any' }),
    add('icon-192.png', iconPng(192), { type: 'image/png', sizes: '192x192' }),
    add('icon-512.png', iconPng(512), { type: 'image/png', sizes: '512x512', purpose: 'any maskable' }),
  ];
}

/** What begins embed.html, added to the files; its name. */
async function addFrameScript(files) {
  const { scripts } = await bundle({
    entryPoints: [fileURLToPath(new URL('src/entries/embed.ts', web))],
    format: 'iife',
  });
  const name = hashedName('embed.js', scripts[0].text);
  files.set(name, Buffer.from(scripts[0].text));
  return name;
}

/** The service worker's script for the files that it keeps. */
async function serviceWorker(files) {
  const hash = createHash('sha256');
  for (const [name, contents] of files) hash.update(name).update(contents);
  const version = hash.digest('hex').slice(0, 12);
  const kept = ['./', ...[...files.keys()].filter((name) => name !== 'index.html')];
  const text = await readFile(new URL('service-worker.js', import.meta.url), 'utf8');
  return `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(kept)};\n${text}`;
}

/**
 * `styles`: the page's own, and those of the first paint's shadow trees, which ask for them once more. Firefox and WebKit paint
 * a shadow tree without waiting for its style sheets; for those in the head every browser waits.
 */
function headOf({ styles, manifestName, icons, entry, closure, weights, others, classic, policies = '' }) {
  return [
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy + policies)}" />`,
    `<link rel="icon" href="${icons[0].src}" />`,
    `<link rel="apple-touch-icon" href="${icons[1].src}" />`,
    `<link rel="manifest" href="${manifestName}" />`,
    ...styles.map((name) => `<link rel="stylesheet" href="assets/${name}" />`),
    `<link rel="preload" as="fetch" crossorigin href="assets/${weights}" />`,
    ...closure
      .filter((name) => name !== entry)
      .map((name) => `<link rel="modulepreload" href="assets/${name}" />`),
    ...(classic ? [`<script src="assets/${classic}" defer></script>`] : []),
    `<script type="module" src="assets/${entry}"></script>`,
    ...others.map((name) => `<script type="module" src="assets/${name}"></script>`),
  ].join('\n    ');
}

/** The two pages of the folder, name -> contents. `content` is what index.html shows until its scripts are there. */
async function fillPages(heads, content, tags) {
  const [noscript, late] = [await withoutScripts(tags), await lateNote(tags)];
  // What is painted first is in English, too.
  const lateHere = await lateNote({ en: tags.en });
  const around = { embeds: ' embeds', content, script: '' };
  return new Map([
    [
      'index.html',
      Buffer.from(
        await fillTemplate('index.html', { head: heads.index, noscript, late: lateHere, ...around }),
      ),
    ],
    ['embed.html', Buffer.from(await fillTemplate('embed.html', { head: heads.embed, noscript, late }))],
  ]);
}

/**
 * All files of the folder, name -> contents, and the names of those that are asked for before the first figure is live.
 * `classic` is the page as one script, for pages of others; `still` what src/entries/prerender/ has rendered.
 */
export async function buildSite(classic, still) {
  const { files: assets, outputs } = await buildModules();
  const icons = addIcons(assets);
  const { root, sheets, unscripted } = await stillFiles(still);
  for (const [name, contents] of sheets) assets.set(name, contents);
  const style = await readFile(new URL('page.css', web));
  const styleName = hashedName('page.css', style);
  assets.set(styleName, style);
  const styles = [styleName, ...sheets.keys()];
  const weights = [...assets.keys()].find((name) => name.endsWith('.safetensors'));
  const head = (styles, others, { soon = [], ...more } = {}) => {
    const entry = find(outputs, 'src/entries/page.ts');
    const seen = closureOf(outputs, entry);
    for (const suffix of soon) closureOf(outputs, find(outputs, suffix), seen);
    const closure = [...seen];
    const names = others.map((name) => find(outputs, `src/entries/${name}.ts`));
    const manifestName = 'manifest.webmanifest';
    return headOf({ styles, manifestName, icons, entry, closure, weights, others: names, ...more });
  };
  // In a frame it asks for that before anything else.
  const framed = {
    soon: ['app/guest.ts'],
    classic: await addFrameScript(assets),
    policies: ' attention-explainer-frame',
  };
  const heads = { index: head(styles, ['offline']), embed: head([styleName], [], framed) };
  const pages = await fillPages(heads, root, still.tags);
  pages.set('manifest.webmanifest', Buffer.from(await manifest(icons)));
  const files = new Map([...pages, ...[...assets].map(([name, contents]) => [`assets/${name}`, contents])]);
  files.set('sw.js', Buffer.from(await serviceWorker(files)));
  // Not kept by the service worker: where there is one, there are scripts.
  for (const [name, contents] of unscripted) files.set(`assets/${name}`, contents);
  const gallery = await galleryFiles(still, { policy, icon: icons[0].src });
  for (const [name, contents] of gallery) files.set(name, contents);
  files.set('attention-explainer.js', Buffer.from(classic));
  files.set('embed-height.js', await readFile(new URL('embed-height.js', web)));
  return { files, first: firstOf(outputs, assets, icons[0].src, styles, weights) };
}

/** What an English reader's browser with relaxed SIMD asks for before the first figure is live. */
function firstOf(outputs, assets, icon, styles, weights) {
  const asked = ['src/entries/page.ts', 'chapters/overview/chapter.ts', 'en/common.json', 'en/overview.json'];
  const scripts = new Set();
  for (const suffix of asked) closureOf(outputs, find(outputs, suffix), scripts);
  const wasm = [...assets.keys()].find((name) => name.startsWith('attention_relaxed.'));
  const page = ['index.html', 'manifest.webmanifest', icon];
  return [...page, ...[...scripts, ...styles, wasm, weights].map((name) => `assets/${name}`)];
}
