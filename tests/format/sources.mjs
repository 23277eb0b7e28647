// What the checks of form read: the repository's own source files, and TypeScript and JavaScript as syntax trees.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';

export const repo = fileURLToPath(new URL('../..', import.meta.url));

/** Files of a folder and of those in it, as paths from `root`. */
export function filesUnder(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(root, path);
    return [path];
  });
}

/** The files of some folders of the repository that git knows or would know; without git, those that are there. */
export function sourceFiles(...folders) {
  try {
    const listed = execFileSync(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders],
      {
        cwd: repo,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    return listed.split('\n').filter((path) => path && existsSync(join(repo, path)));
  } catch {
    return folders.flatMap((folder) => filesUnder(repo, folder));
  }
}

export const read = (path) => readFileSync(join(repo, path), 'utf8');

/** The syntax tree of a source in TypeScript or JavaScript. */
export function syntaxTree(source, path) {
  const plugins = extname(path) === '.ts' ? ['typescript', 'decorators-legacy'] : [];
  return parse(source, { sourceType: 'module', plugins }).program;
}

/** Calls `visit(node, parent)` for a node, and for what it holds where that has returned true. */
export function walk(node, visit, parent = undefined) {
  if (!visit(node, parent)) return;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child?.type === 'string' && child.loc) walk(child, visit, node);
}
