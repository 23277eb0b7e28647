// What every build of the page's script has in common.
import { formulaLoader } from '../formulas.mjs';
import { glossLoader } from '../glosses.mjs';
import { workerLoader } from '../workers.mjs';
import { templateLoader } from './templates.mjs';
import { sentenceLoader, textLoader } from './texts.mjs';

/** What the sources import besides modules, apart from binary files. */
export const sourceLoaders = [formulaLoader, glossLoader, sentenceLoader, textLoader, workerLoader];

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
export const commonPlugins = (styles) => [...sourceLoaders, templateLoader(styles)];
