// Whose work is in what is built, and under which licences: asked of esbuild, which says what has come into a script, and of
// wasm/third-party.json, which says it of the modules. tests/web/delivery/notices.test.mjs holds that against what is linked.
import { readFile } from 'node:fs/promises';
import { workerInputs } from '../workers.mjs';

const repository = new URL('../../', import.meta.url);
const read = (path) => readFile(new URL(path, repository), 'utf8');
const readJson = async (path) => JSON.parse(await read(path));

/** Every file of which something has come into a build's scripts. */
function inputsOf({ outputs }) {
  const kept = Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0),
  );
  return kept.flatMap((path) => [path, ...workerInputs(path)]);
}

/** { packages, modules } of builds: names of packages of others, and `attention`, `trainer` and `transformer` for what of the core is in them. */
function namesOf(metafiles) {
  const inputs = metafiles.flatMap(inputsOf);
  const named = (pattern) => [...new Set(inputs.flatMap((path) => pattern.exec(path)?.[1] ?? []))].sort();
  return {
    packages: named(/.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//),
    modules: named(/\/(attention|trainer|transformer)(?:_\w+)?\.wasm$/),
  };
}

/** The conditions of a licence, without who grants it. */
const conditions = async (licence) => (await read(`wasm/licences/${licence}.txt`)).trim();

/** Texts that differ in line breaks, spaces and the marks of lists are the same. */
const plain = (text) =>
  text
    .replace(/^\s*([*-]|\d\.)\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

async function packageOf(name) {
  const folder = `node_modules/${name}`;
  const { version, license, repository: source } = await readJson(`${folder}/package.json`);
  const text = (await read(`${folder}/LICENSE`)).trim();
  const copyright = text.match(/^Copyright .*$/gm) ?? [];
  const known = await conditions(license).catch(() => '');
  // What says more, or something else, is given as it stands. The Apache licence has no line of whose it is.
  const isWhole = copyright.length > 0 || license === 'Apache-2.0';
  const own = plain(text).endsWith(plain(known)) && known && isWhole ? undefined : text;
  const address = (source?.url ?? source ?? '').replace(/^git\+|\.git$/g, '');
  return { name, version, licence: license, source: address, copyright, own };
}

/** Versions of what the modules are made of; see wasm/describe_toolchain.cpp. */
export async function moduleVersions() {
  try {
    return await readJson('build/wasm/generated/toolchain.json');
  } catch {
    throw new Error(
      'There is no build/wasm/generated/toolchain.json: run cmake --build --preset wasm first.',
    );
  }
}

async function nativeParts(modules) {
  const [parts, versions] = [await readJson('wasm/third-party.json'), await moduleVersions()];
  return parts
    .filter((part) => part.modules.some((name) => modules.includes(name)))
    .map(({ version, ...part }) => ({ ...part, version: versions[version] }))
    .filter(({ name, version }) => version !== undefined || name === 'musl');
}

/** What of others is in builds: [{ name, version, licence, source, copyright, own }]; `own` is a licence's text that is like no other's. */
export async function partsOf(...metafiles) {
  const { packages, modules } = namesOf(metafiles);
  return [...(await Promise.all(packages.map(packageOf))), ...(await nativeParts(modules))];
}

const titleOf = ({ name, version }) => [name, version].filter(Boolean).join(' ');

/** Those under the same licence of the same people, together. */
function grouped(parts) {
  const groups = Map.groupBy
    ? Map.groupBy(parts, keyOf)
    : parts.reduce((all, part) => all.set(keyOf(part), [...(all.get(keyOf(part)) ?? []), part]), new Map());
  return [...groups.values()];
}
const keyOf = ({ licence, copyright, own = '' }) => JSON.stringify([licence, copyright, own]);

const licencesOf = (parts) =>
  [...new Set(parts.filter(({ own }) => !own).map(({ licence }) => licence))].sort();

const rule = '='.repeat(80);

/** THIRD-PARTY-NOTICES.txt: everything, with the licences in full. */
export async function fullNotices(parts) {
  const entries = grouped(parts).map((group) =>
    [
      ...group.map((part) => `${titleOf(part)}  <${part.source}>`),
      `Licence: ${group[0].licence}`,
      ...group[0].copyright,
      ...(group[0].own ? ['', group[0].own] : []),
    ].join('\n'),
  );
  const texts = licencesOf(parts).map(
    async (licence) => `${rule}\n${licence}\n\n${await conditions(licence)}`,
  );
  return `What of others is in the attention explainer, which itself is under the MIT licence. Of each its source,
unchanged, is at the address beside it. The licences follow in full.

${entries.join('\n\n')}

${(await Promise.all(texts)).join('\n\n')}
`;
}

/**
 * What has to go with a script that is passed on alone. BSD and MIT ask for the names and their conditions; the MPL asks where the
 * source is; what LLVM's exception lets go without is named. Others are given as they stand.
 */
async function shortNotices(parts) {
  const asked = ['BSD-3-Clause', 'MIT'];
  const entries = grouped(parts).map((group) => {
    const [{ licence, copyright, own, source }] = group;
    const where = licence === 'MPL-2.0' ? [`Source: ${source}, https://mozilla.org/MPL/2.0/`] : [];
    return [`${group.map(titleOf).join(', ')}: ${own ?? licence}`, ...copyright, ...where].join('\n');
  });
  const texts = licencesOf(parts)
    .filter((licence) => asked.includes(licence))
    .map(async (licence) => `${licence}\n${await conditions(licence)}`);
  return [...entries, ...(await Promise.all(texts))].join('\n\n');
}

/** A script with the notices of what is in it before it, as minifiers and bundlers of others keep them. */
export async function withNotices(script, metafile) {
  const own = (await read('LICENSE')).match(/^Copyright .*$/m)[0];
  const notices = await shortNotices(await partsOf(metafile));
  // Pages of others are in any encoding.
  const ascii = notices
    .replaceAll('©', '(c)')
    .normalize('NFKD')
    .replace(/[^\x00-\x7f]|\*\//g, '');
  return `/*! attention-explainer: MIT\n${own}\n\nIn it are\n\n${ascii}\n*/\n${script}`;
}
