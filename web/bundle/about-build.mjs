// What stands beside every product: whose work is in it, and what it was built with.
import { readFile } from 'node:fs/promises';
import { fullNotices, moduleVersions, partsOf } from './notices.mjs';

const repository = new URL('../../', import.meta.url);
const readJson = async (path) => JSON.parse(await readFile(new URL(path, repository), 'utf8'));

/** What writes into scripts and pages when they are built. */
const tools = ['esbuild', 'terser', 'temml', '@lit-labs/ssr', '@babel/parser', 'parse5'];

/** The files, name -> contents, for what builds of scripts say of themselves. */
export async function aboutBuild(metafiles) {
  const parts = await partsOf(...metafiles);
  const { name, version, license } = await readJson('package.json');
  const toolVersions = tools.map(async (tool) => [
    tool,
    (await readJson(`node_modules/${tool}/package.json`)).version,
  ]);
  const built = {
    ...{ name, version, license },
    contains: parts.map(({ name, version, licence }) => ({ name, version, licence })),
    scripts: { node: process.versions.node, ...Object.fromEntries(await Promise.all(toolVersions)) },
    modules: await moduleVersions(),
  };
  return new Map([
    ['THIRD-PARTY-NOTICES.txt', await fullNotices(parts)],
    ['build.json', `${JSON.stringify(built, undefined, 2)}\n`],
  ]);
}
