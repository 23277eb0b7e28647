// Sources of the page import downwards only (floors in imports.mjs, from top to bottom), no chapter from another one, and no
// file in a circle. Types and dynamic imports count, and there is no exception.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { importGraph, importsOf, wrongIn } from './imports.mjs';
import { repo } from './sources.mjs';

test('imports of the page go down', () => {
  const graph = importGraph(repo, ['web/src', 'wasm']);
  assert.ok(Object.keys(graph).length > 100);
  assert.deepEqual(wrongIn(graph), []);
});

test('every kind of import is seen', () => {
  const source = [
    "import a from './a.js'; import type { B } from './b.js'; export * from './c.js'; export type { D } from './d.js';",
    "const e = () => import('./e.js'); type F = typeof import('./f.js'); import './g.js?worker'; import 'lit';",
    "import { type H } from './h.js'; export const i: import('./i.js').I = 1;",
  ].join('\n');
  const names = importsOf(source, 'x.ts').map((name) => name[2]);
  assert.equal(names.sort().join(''), 'abcdefghi');
});

/** What is wrong with a tree of sources: { path: what it imports }. */
function wrongInTree(tree, allowed) {
  const root = mkdtempSync(join(tmpdir(), 'attention-explainer-imports-'));
  try {
    for (const [path, imports] of Object.entries(tree)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), imports.map((name) => `export type * from '${name}';\n`).join(''));
    }
    return wrongIn(importGraph(root, ['web/src', 'wasm']), allowed);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const sound = {
  'web/src/entries/page.ts': ['../app/explainer.js'],
  'web/src/app/explainer.ts': ['../chapters/index.js', '../ui/theme.js'],
  'web/src/chapters/index.ts': ['./word/chapter.js'],
  'web/src/chapters/word/chapter.ts': ['../../scene/node.js'],
  'web/src/chapters/value/chapter.ts': [],
  'web/src/ui/theme.ts': ['../compute/trace.js'],
  'web/src/compute/trace.ts': ['../../../wasm/instance.js'],
  'web/src/scene/node.ts': [],
  'wasm/instance.ts': [],
};

test('a sound tree is sound, and each mistake is found', () => {
  const wrong = (more, allowed) => wrongInTree({ ...sound, ...more }, allowed);
  assert.deepEqual(wrong({}), []);
  const only = (found, sentence) => {
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], sentence);
  };
  only(wrong({ 'web/src/scene/node.ts': ['../text/format.js'], 'web/src/text/format.ts': [] }), /above/);
  only(wrong({ 'wasm/instance.ts': ['../web/src/scene/node.js'] }), /above/);
  only(wrong({ 'web/src/link.ts': [] }), /link\.ts is in none/);
  only(wrong({ 'web/src/elements/box.ts': [] }), /box\.ts is in none/);
  const other = { 'web/src/chapters/value/chapter.ts': ['../word/chapter.js'] };
  only(wrong(other), /another chapter/);
  assert.deepEqual(wrong(other, [['value', 'word']]), []);
  only(wrong({ 'web/src/scene/node.ts': ['./a.js'], 'web/src/scene/a.ts': ['./node.js'] }), /a circle/);
});
