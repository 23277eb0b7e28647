// Who imports whom among the sources of the page.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { filesUnder, syntaxTree, walk } from './sources.mjs';

/** Folders of web/src from top to bottom, and the wasm folder of the repository below them all. */
export const floors = [
  'entries',
  'app',
  'chapters',
  'figure-shell',
  'figure',
  'ui',
  'inference',
  'compute',
  'text',
  'scene',
  'models',
  'wasm',
];
/** [chapter, chapter]: the first may import from the folder of the second. */
export const siblings = [];

/** What a source imports, re-exports or names in a type, statically or not. */
export function importsOf(source, path) {
  const found = [];
  walk(syntaxTree(source, path), (node) => {
    const { type, source: from, argument, arguments: given, callee } = node;
    const literal = from ?? (type === 'TSImportType' ? (argument?.literal ?? argument) : undefined);
    const called = callee?.type === 'Import' ? given[0] : undefined;
    const { value } = literal ?? called ?? {};
    if (typeof value === 'string' && value.startsWith('.')) found.push(value.replace(/\?.*$/, ''));
    return true;
  });
  return found;
}

/** { file: [files that it imports] } of TypeScript, by paths from `root`; `folders` are those that are looked through. */
export function importGraph(root, folders) {
  const files = folders.flatMap((folder) => filesUnder(root, folder)).filter((path) => /\.ts$/.test(path));
  const targetsOf = (path) =>
    importsOf(readFileSync(join(root, path), 'utf8'), path).map((name) => {
      const target = relative(root, join(root, dirname(path), name));
      const source = target.replace(/\.js$/, '.ts');
      return existsSync(join(root, source)) ? source : target;
    });
  return Object.fromEntries(files.map((path) => [path, targetsOf(path)]));
}

/** The folder that a file of web/src or wasm is on, or nothing. */
function floorOf(path) {
  const [first, second, ...rest] = path.split('/');
  if (first === 'wasm') return 'wasm';
  return `${first}/${second}` === 'web/src' && rest.length > 1 ? rest[0] : undefined;
}

const chapterOf = (path) => /^web\/src\/chapters\/([^/]+)\/./.exec(path)?.[1];

/** What is wrong with an import: a sentence, or nothing. */
function wrongImport(from, to, allowed) {
  const [above, below] = [from, to].map(floorOf);
  if (!floors.includes(above) || !floors.includes(below)) return undefined;
  if (floors.indexOf(below) < floors.indexOf(above)) return `${from} imports ${to}, which is above it`;
  const [own, other] = [from, to].map(chapterOf);
  if (!own || !other || own === other || allowed.some((pair) => String(pair) === String([own, other])))
    return undefined;
  return `${from} imports ${to}, which is of another chapter`;
}

/** Files that import one another in a circle: one line a circle. */
export function circlesIn(graph) {
  const [done, found] = [new Set(), []];
  const visit = (path, above) => {
    if (above.includes(path))
      return void found.push([...above.slice(above.indexOf(path)), path].join(' -> '));
    if (done.has(path)) return;
    for (const target of graph[path] ?? []) visit(target, [...above, path]);
    done.add(path);
  };
  for (const path of Object.keys(graph)) visit(path, []);
  return found;
}

/** All that is wrong with a graph of imports, by sentences. */
export function wrongIn(graph, allowed = siblings) {
  const loose = Object.keys(graph).filter(
    (path) => path.startsWith('web/src/') && !floors.includes(floorOf(path)),
  );
  return [
    ...loose.map((path) => `${path} is in none of the folders ${floors.slice(0, -1).join(', ')}`),
    ...Object.entries(graph).flatMap(([from, targets]) =>
      targets.map((to) => wrongImport(from, to, allowed)),
    ),
    ...circlesIn(graph).map((circle) => `a circle: ${circle}`),
  ].filter(Boolean);
}
