// What the registry knows of weaknesses in the packages that a lock file names.
//
//   node tests/audit/audit.mjs FOLDER...
//
// The last line is "N passed, M failed": a lock file without advisories has passed. One that the registry did not answer for has
// done neither, and a sentence says so.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What npm says of the lock file in a folder: its report, or what kept it from one. */
function ask(folder) {
  // Scripts switch it off for installations.
  const asked = ['audit', '--audit', '--json', '--package-lock-only'];
  return new Promise((done) =>
    execFile('npm', asked, { cwd: folder, timeout: 120_000, maxBuffer: 2 ** 26 }, (error, stdout) => {
      try {
        done(JSON.parse(stdout));
      } catch {
        done({
          message: error?.killed ? 'it did not answer within two minutes' : (error?.message ?? stdout),
        });
      }
    }),
  );
}

/** { advisories, silence } of npm's report: a sentence for each, or why the registry has said nothing. */
export function judge({ vulnerabilities, message, error }) {
  if (!vulnerabilities)
    return { advisories: [], silence: message ?? error?.summary ?? 'no reason was given' };
  const own = Object.values(vulnerabilities).flatMap(({ name, range, via }) =>
    // A text stands for another package's, which is there too.
    via
      .filter((advisory) => typeof advisory === 'object')
      .map(({ severity, title, url }) => `${name} ${range}, ${severity}: ${title} (${url})`),
  );
  return { advisories: own };
}

async function main(folders) {
  const count = { passed: 0, failed: 0 };
  for (const folder of folders) {
    const lock = `${folder}/package-lock.json`.replace(/^\.\//, '');
    const { advisories, silence } = judge(await ask(folder));
    if (silence) console.log(`Of ${lock} nothing is known: the registry cannot answer (${silence}).`);
    else if (advisories.length === 0) console.log(`ok: no advisory for ${lock}`);
    else console.log(`FAILED: ${lock}\n${advisories.map((line) => `  ${line}`).join('\n')}`);
    if (!silence) count[advisories.length > 0 ? 'failed' : 'passed'] += 1;
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
