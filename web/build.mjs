// Builds the page: build/site/ (a static folder), build/attention-explainer.html (one file, opens by double-click) and
// build/npm/ (a package).
// Expects build/wasm from `cmake --build --preset wasm`. Fails where a part is over its budget.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { aboutBuild } from './bundle/about-build.mjs';
import { inAscii } from './bundle/byte-strings.mjs';
import { buildModels } from './bundle/models.mjs';
import { buildPackage } from './bundle/package.mjs';
import { metafiles } from './bundle/scripts.mjs';
import { buildBare, buildClassic, singleFile } from './bundle/single.mjs';
import { buildSite } from './bundle/site.mjs';
import { drawStill } from './bundle/still.mjs';
import { compressed, judge, measureParts } from './bundle/sizes.mjs';

const out = new URL('../build/', import.meta.url);

async function writeFolder(folder, files) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, contents] of files) {
    const file = new URL(name, folder);
    await mkdir(new URL('./', file), { recursive: true });
    await writeFile(file, contents);
  }
}

// What needs nothing of one another is built side by side: most of the time is in threads of the minifier.
const [script, still, bare] = await Promise.all([buildClassic(), drawStill('en'), buildBare()]);
const single = await singleFile(script, still);
await writeFile(new URL('attention-explainer.html', out), single);
const ascii = inAscii(script);
const [{ files, first }, packed] = await Promise.all([
  buildSite(ascii, still),
  buildPackage(ascii, still.catalog),
]);
const aboutPage = await aboutBuild(metafiles);
const models = await buildModels();
const aboutPackage = await aboutBuild(metafiles);
await writeFolder(new URL('site/', out), new Map([...files, ...aboutPage]));
await writeFolder(new URL('npm/', out), new Map([...packed, ...models, ...aboutPackage]));
await writeFile(new URL('metafiles.json', out), JSON.stringify(metafiles));

const firstScreen = first.reduce((sum, name) => sum + compressed(files.get(name)), 0);
const { table, problems } = judge(await measureParts({ ...bare, single, firstScreen, models }));
console.log(`build/site/, build/attention-explainer.html and build/npm/\n\n${table}`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
