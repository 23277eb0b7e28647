// Puts a fixture and what it asks for into build/frameworks/.
import { execFile } from 'node:child_process';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const build = new URL('../../build/', import.meta.url);
const installed = new URL('frameworks/', build);

/** Nothing is told to anybody. */
const quiet = { NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', CI: '1' };

/** Runs a command in a folder; gives what it has said. Fails with that. */
export async function run(folder, command, ...args) {
  const options = { cwd: fileURLToPath(folder), env: { ...process.env, ...quiet }, maxBuffer: 1 << 26 };
  try {
    const { stdout, stderr } = await execute(command, args, options);
    return stdout + stderr;
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? error.message}`.split('\n');
    // Some print the whole of a minified script.
    const short = said.map((line) => line.slice(0, 300)).filter((line) => line.trim() !== '');
    throw new Error(`${command} ${args.join(' ')} failed:\n${short.slice(-60).join('\n')}`);
  }
}

let packed;

/** The package as it would be published, under a name that fixtures know. */
async function pack() {
  await mkdir(installed, { recursive: true });
  const said = await run(
    new URL('npm/', build),
    'npm',
    'pack',
    '--json',
    '--pack-destination',
    fileURLToPath(installed),
  );
  const [{ filename }] = JSON.parse(said.slice(said.indexOf('[')));
  await rename(new URL(filename, installed), new URL('attention-explainer.tgz', installed));
}

/** Copies a fixture and installs it; its folder. Fails with a sentence where the registry does not give what it asks for. */
export async function install(name) {
  await (packed ??= pack());
  const folder = new URL(`${name}/`, installed);
  await cp(new URL(`${name}/`, import.meta.url), folder, { recursive: true });
  // The package is another one under the same version.
  for (const stale of ['attention-explainer', '.package-lock.json', '.vite', '.cache'])
    await rm(new URL(`node_modules/${stale}`, folder), { recursive: true, force: true });
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];
  await run(folder, 'npm', 'install', ...flags).catch(({ message }) => {
    throw new Error(`What ${name} asks for cannot be installed. ${message}`);
  });
  return folder;
}
