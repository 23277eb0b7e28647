// Programs that end with the test that started them, however that ends.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The path of the first of `names` on PATH, or of the program that the environment variable names. */
export function findProgram(names, variable) {
  const chosen = process.env[variable];
  if (chosen && !isProgram(chosen)) throw new Error(`${variable} names ${chosen}, which is not a program.`);
  if (chosen) return chosen;
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (isProgram(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error(
    `${names[0]} is not installed: wasm/toolchain/ensure engines installs it (or ${variable} names the program).`,
  );
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function ownFolder() {
  return mkdtemp(join(tmpdir(), 'attention-explainer-'));
}

/**
 * Ties a process group, and a folder that only it uses, to this process. A shell in a session of its own reads from a
 * pipe; the pipe ends when this process does, even when it is killed, and then the group is killed and the folder
 * removed. Returns a function that does so now and resolves once it is done.
 */
export function tie(group, folder) {
  const script = 'cat >/dev/null; kill -s KILL -- "-$1"; if [ -n "$2" ]; then rm -rf "$2"; fi';
  const guard = spawn('sh', ['-c', script, 'guard', String(group), folder ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = new Promise((done) => guard.once('exit', done));
  guard.unref();
  guard.stdin.unref();
  return () => {
    guard.ref();
    guard.stdin.end();
    return ended;
  };
}

/** Resolves as `promise` does, or fails with a sentence after `limit` milliseconds. */
export function within(limit, promise, sentence) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${sentence} within ${limit / 1000} s.`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
