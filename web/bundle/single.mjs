// The single file: everything inside one classic script, as modules do not load from file://.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inlineAssets } from './assets.mjs';
import { escapeMarkup } from './byte-strings.mjs';
import { iconSvg } from './icon.mjs';
import { withNotices } from './notices.mjs';
import { commonPlugins } from './options.mjs';
import { fillTemplate, withoutScripts } from './page.mjs';
import { bundle } from './scripts.mjs';
import { sharedKeysLoader } from './texts.mjs';

const source = (name) => fileURLToPath(new URL(`../src/entries/${name}`, import.meta.url));

/** The page as one classic script, with more plugins; `fill` puts the binary files in. */
async function buildWhole(...plugins) {
  const styles = [];
  const { plugin, fill } = inlineAssets();
  const { scripts, metafile } = await bundle({
    entryPoints: [source('standalone.ts')],
    format: 'iife',
    plugins: [...plugins, sharedKeysLoader, ...commonPlugins(styles), plugin],
  });
  return { text: scripts[0].text, styles, fill, metafile };
}

/** The page as one classic script, with the notices of what of others is in it. */
export async function buildClassic() {
  const { text, fill, metafile } = await buildWhole();
  return withNotices(fill(text), metafile);
}

const withoutTexts = {
  name: 'without texts',
  setup(build) {
    build.onLoad({ filter: /\/messages\/.*\.json$/ }, () => ({ contents: '' }));
    build.onLoad({ filter: /(sentences|glosses\.\w+)\.txt$/ }, () => ({ contents: '', loader: 'text' }));
  },
};

/** What of the classic script is code, and its style sheets: { code, styles }. */
export async function buildBare() {
  const { text, styles } = await buildWhole(withoutTexts);
  return { code: styles.reduce((code, sheet) => code.replace(sheet, ''), text), styles };
}

/**
 * The page with everything in it. Its scripts are there as soon as it is, so what `still` has rendered comes without
 * pictures: titles and prose, for readers without scripts.
 */
export async function singleFile(script, still) {
  const style = (await readFile(new URL('../page.css', import.meta.url), 'utf8')).replace(/\s+/g, ' ');
  const icon = `data:image/svg+xml,${encodeURIComponent(iconSvg({ onPaper: false }))}`;
  const head = [`<link rel="icon" href="${icon}" />`, `<style>${style}</style>`].join('\n    ');
  const content = `<noscript>${still.texts}</noscript>`;
  const inline = `<script>${escapeMarkup(script)}</script>`;
  const noscript = await withoutScripts(still.tags);
  return fillTemplate('index.html', { head, noscript, late: '', embeds: '', content, script: inline });
}
