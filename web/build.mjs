// Builds the page: build/site/ (a static folder) and build/attention-explainer.html (one file, opens by double-click).
// Expects build/wasm from `cmake --build --preset wasm`. Fails where a part is over its budget.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { buildBare, buildClassic, singleFile } from './bundle/single.mjs';
import { buildSite } from './bundle/site.mjs';
import { drawStill } from './bundle/still.mjs';
import { compressed, judge, measureParts } from './bundle/sizes.mjs';

const out = new URL('../build/', import.meta.url);
const site = new URL('site/', out);

async function writeSite(files) {
  await rm(site, { recursive: true, force: true });
  await mkdir(new URL('assets/', site), { recursive: true });
  for (const [name, contents] of files) await writeFile(new URL(name, site), contents);
}

const script = await buildClassic();
const still = await drawStill('en');
const single = await singleFile(script, still);
await writeFile(new URL('attention-explainer.html', out), single);
const { files, first } = await buildSite(script, still);
await writeSite(files);

const firstFigure = first.reduce((sum, name) => sum + compressed(files.get(name)), 0);
const { table, problems } = judge(await measureParts({ ...(await buildBare()), single, firstFigure }));
console.log(`build/site/ and build/attention-explainer.html\n\n${table}`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
