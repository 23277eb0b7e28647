// Checks the sources of the core and of wasm/ with clang-tidy: node tests/format/tidy.mjs. The sources of one folder are
// read as one file that includes them, because reading (and matching) Eigen, xsimd and the standard library takes nearly
// all of the time: 48 s of work instead of 131. What is found is the same: one mistake for each of 41 checks, planted in
// one of the model's files, gave the same 46 lines both ways.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

// Their local names are those of another file of the folder too, so they are read by themselves, as programs are.
const alone = [
  'core/src/operator/traced.cpp',
  'wasm/analysis_abi.cpp',
  'wasm/layer_abi.cpp',
  'wasm/transformer_abi.cpp',
];

const repo = resolve(import.meta.dirname, '../..');
const folder = `${repo}/build/tidy`;
const run = promisify(execFile);

/** The sources that a build compiles, with their flags; not what it has generated itself, nor precompiled headers. */
function entriesOf(build, extra) {
  const commands = JSON.parse(readFileSync(`${repo}/build/${build}/compile_commands.json`, 'utf8'));
  const ours = commands.filter(({ file }) => /^(core|wasm)\//.test(relative(repo, file)));
  return ours.map(({ directory, file, command }) => {
    const flags = command
      .replace(/ -Winvalid-pch| -include \S*cmake_pch\.hxx| -O\w\b/g, '')
      .replace(/ -o \S+ -c \S+$/, '');
    return { build, directory, file, flags, extra };
  });
}

/** Of each source, the headers of ours that it reads, as the build has recorded them. */
function headersOf(build) {
  const headers = new Map();
  let list = null;
  for (const line of execFileSync('ninja', ['-C', `build/${build}`, '-t', 'deps'], {
    cwd: repo,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }).split('\n')) {
    if (/^\S.*#deps/.test(line)) list = [];
    const name = /^ {4}(.*)/.exec(line)?.[1];
    if (!name?.startsWith(`${repo}/`)) continue;
    if (list.length === 0) headers.set(name, list);
    list.push(name);
  }
  return headers;
}

/** Sources of one folder and of the same flags. */
function groupsOf(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const apart =
      alone.includes(relative(repo, entry.file)) || /^int main\(/m.test(readFileSync(entry.file, 'utf8'));
    const key = `${apart ? entry.file : dirname(entry.file)} ${entry.flags}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

/** Writes the file that includes the sources of a group. */
function writeWhole(group) {
  const { build, file } = group[0];
  const place = relative(repo, group.length === 1 ? file : dirname(file)).replace(/\W/g, '-');
  const hash = createHash('sha256').update(group[0].flags).digest('hex').slice(0, 8);
  const whole = { ...group[0], file: `${folder}/${build}-${place}-${hash}.cpp` };
  writeFileSync(whole.file, group.map((each) => `#include "${each.file}"\n`).join(''));
  return whole;
}

/** Remembers that a group is clean until one of its files, of their headers, the rules or the flags changes. */
function stampOf(group, headers) {
  const files = group.flatMap(({ build, file }) => headers[build].get(file) ?? [file]);
  const hash = createHash('sha256').update(group[0].flags);
  for (const file of [`${repo}/.clang-tidy`, import.meta.filename, ...new Set(files)])
    hash.update(file).update(readFileSync(file));
  return `${folder}/${hash.digest('hex')}`;
}

/** What clang-tidy says of a file: nothing if it is clean. */
async function lint({ file, extra }) {
  try {
    await run('clang-tidy-19', ['--quiet', '-p', folder, ...extra, file], { cwd: repo, maxBuffer: 1 << 28 });
    return '';
  } catch (error) {
    return `${error.stdout}${error.stderr}`.replace(/^\d+ warnings.*\n/gm, '') || String(error);
  }
}

/** A group whose names collide in one file is read file by file, which takes longer and says which names they are. */
async function lintGroup({ group, whole, stamp }) {
  if (existsSync(stamp)) return '';
  let said = await lint(whole);
  if (said.includes('[clang-diagnostic-error]') && group.length > 1) {
    console.log(`${basename(whole.file)} is no program, so its files are read one by one:\n${said}`);
    said = '';
    for (const entry of group) said += await lint(entry);
  }
  if (said === '') writeFileSync(stamp, '');
  return said;
}

function jobs() {
  mkdirSync(folder, { recursive: true });
  const sysroot = `${execFileSync('em-config', ['CACHE'], { encoding: 'utf8' }).trim()}/sysroot`;
  const wasm = entriesOf('wasm', [
    '--extra-arg=--target=wasm32-unknown-emscripten',
    `--extra-arg=--sysroot=${sysroot}`,
  ]);
  const entries = new Map();
  for (const entry of [...entriesOf('native', []), ...wasm])
    if (!entries.has(entry.file)) entries.set(entry.file, entry);
  const headers = { native: headersOf('native'), wasm: headersOf('wasm') };
  const groups = groupsOf([...entries.values()]).sort((a, b) => b.length - a.length);
  const found = groups.map((group) => ({ group, whole: writeWhole(group), stamp: stampOf(group, headers) }));
  const database = [...entries.values(), ...found.map(({ whole }) => whole)];
  writeFileSync(
    `${folder}/compile_commands.json`,
    JSON.stringify(
      database.map(({ directory, file, flags }) => ({ directory, file, command: `${flags} -c ${file}` })),
    ),
  );
  return found;
}

const waiting = jobs();
let failed = false;
const worker = async () => {
  for (let job = waiting.shift(); job; job = waiting.shift()) {
    const said = await lintGroup(job);
    if (said !== '') console.log(said);
    failed ||= said !== '';
  }
};
await Promise.all([worker(), worker()]);
process.exitCode = failed ? 1 : 0;
