// How long files and functions are: a screen shows a function, a head holds a file.
import { extname } from 'node:path';
import { syntaxTree, walk } from './sources.mjs';

export const most = { file: 400, function: 45 };

const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);
/** What a test file hands its functions to. Each is one of its own, and no line of the list that it stands in. */
const runners = new Set(['describe', 'test', 'before', 'after', 'beforeEach', 'afterEach']);

const linesOf = ({ loc }) => loc.end.line - loc.start.line + 1;
const isListed = (node) =>
  node.type === 'ExpressionStatement' &&
  node.expression.type === 'CallExpression' &&
  runners.has(node.expression.callee.name);

/** Lines of a function without those of the tests that it lists. */
function ownLines(node) {
  let listed = 0;
  walk(node.body, (inner) => {
    if (!isListed(inner)) return true;
    listed += linesOf(inner);
    return false;
  });
  return linesOf(node) - listed;
}

/** A list of tests and of what they share, which are functions themselves. */
const isList = (parent) => parent?.type === 'CallExpression' && parent.callee.name === 'describe';

/** What a reader calls the function: its own name, or that of what it is given to. */
function nameOf(node, parent) {
  const named = node.id ?? node.key ?? parent?.id ?? parent?.key ?? parent?.left;
  if (named?.type === 'PrivateName') return `#${named.id.name}`;
  if (named?.name) return named.name;
  const called = parent?.type === 'CallExpression' && (parent.callee.name ?? parent.callee.property?.name);
  return called ? `what ${called}() is given` : 'a function without a name';
}

/** The functions of a source that are longer than `limit` lines: [{ name, line, lines }]. */
export function longFunctions(source, path, limit = most.function) {
  const found = [];
  walk(syntaxTree(source, path), (node, parent) => {
    const lines = functions.has(node.type) && !isList(parent) ? ownLines(node) : 0;
    if (lines > limit) found.push({ name: nameOf(node, parent), line: node.loc.start.line, lines });
    return true;
  });
  return found;
}

/** Lines of a source, as editors count them. */
export const lineCount = (source) => source.replace(/\n$/, '').split('\n').length;

export const isScript = (path) => ['.ts', '.mjs', '.js'].includes(extname(path));
