// What the inspector says of how a number is made is true of the run that it is of: under every switch, with heads off.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

const asTrained = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };
const masks = ['causal', 'none', 'zero-after-softmax'];

let texts;
let cellText;
before(async () => {
  const read = async (language) => {
    const file = new URL(`../../../web/messages/${language}/extras.json`, import.meta.url);
    return JSON.parse(await readFile(file, 'utf8'));
  };
  texts = await Promise.all(['en', 'zh'].map(read));
  [{ cellText }] = await importTypeScript('web/src/figure-shell/inspect/cell-texts.ts');
});

/** In both languages. */
function said(kind, tensor, options, indices) {
  const key = cellText(kind, { options: { ...asTrained, ...options } }, { tensor, indices });
  return texts.map((catalogue) => {
    assert.ok(catalogue[key], key);
    return catalogue[key];
  });
}

test('a scaled score is divided by what it was divided by, and by nothing else', () => {
  for (const scale of [true, false]) {
    for (const temperature of [1, 3]) {
      for (const text of said('formula', 'scaled', { scale, temperature }, [0, 3, 1])) {
        assert.equal(text.includes('√dₖ'), scale, text);
        assert.equal(/÷ (temperature|温度)/.test(text), temperature !== 1, text);
      }
    }
  }
});

test('minus infinity and what is struck out are told only where the mask does that', () => {
  for (const mask of masks) {
    for (const text of said('formula', 'masked', { mask }, [0, 1, 3])) {
      assert.equal(text.includes('−∞'), mask === 'causal', `${mask}: ${text}`);
    }
    for (const [i, j] of [
      [1, 3],
      [3, 1],
    ]) {
      for (const text of said('formula', 'weight', { mask }, [0, i, j])) {
        const struck = mask === 'zero-after-softmax' && j > i;
        assert.equal(/struck out|划掉/.test(text), struck, `${mask} ${i} ${j}: ${text}`);
      }
    }
    for (const text of said('inspector', 'masked', { mask }, [0, 1, 3])) {
      assert.equal(/masked|加掩码/.test(text), mask !== 'none', `${mask}: ${text}`);
    }
  }
});

test('a head that is off is not told as one that adds', () => {
  for (const silentHeads of [[], [1]]) {
    for (const [kind, tensor] of [
      ['formula', 'delta'],
      ['inspector', 'delta'],
      ['vector', 'delta'],
      ['formula', 'word_delta'],
      ['inspector', 'word_delta'],
      ['vector', 'word_delta'],
    ]) {
      for (const text of said(kind, tensor, { silentHeads }, [0, 1])) {
        assert.equal(/are on\b|没有关掉/.test(text), silentHeads.length > 0, text);
      }
    }
    for (const h of [0, 1]) {
      for (const text of said('inspector', 'head_delta', { silentHeads }, [h, 0, 0])) {
        assert.equal(/would add|已关/.test(text), silentHeads.includes(h), text);
      }
    }
  }
});
