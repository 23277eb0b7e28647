// What every build of the page's script has in common.
import { readFile } from 'node:fs/promises';
import { formulaLoader } from '../formulas.mjs';
import { glossLoader } from '../glosses.mjs';
import { workerLoader } from '../workers.mjs';
import { litLoader } from './lit.mjs';
import { templateLoader } from './templates.mjs';
import { sentenceLoader, textLoader } from './texts.mjs';

/** What a page says of its tensors has texts of its own: the formulas in the generated table are for readers of the source. */
const tensorLoader = {
  name: 'tensors',
  setup(build) {
    build.onLoad({ filter: /\/generated\/tensors\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/, formula: '(?:[^'\\]|\\.)*'/g, ''),
      loader: 'ts',
    }));
  },
};

/** What the sources import besides modules, apart from binary files. */
export const sourceLoaders = [
  tensorLoader,
  formulaLoader,
  glossLoader,
  sentenceLoader,
  textLoader,
  workerLoader,
];

export const commonOptions = {
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  target: ['chrome111', 'firefox113', 'safari16.4'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

/** `styles` is filled with the page's style sheets. */
export const commonPlugins = (styles) => [...sourceLoaders, litLoader, templateLoader(styles)];
