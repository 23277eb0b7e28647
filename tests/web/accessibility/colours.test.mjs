// The palette as readers see it who lack one kind of cone: what has a meaning of its own is told apart, and marks and
// texts stand out from what they stand on, in both themes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { sources } from '../harness/sources.mjs';
import { ciede2000, contrast, lab, linear, seen, visions } from './colours/vision.mjs';

const [source, styles] = await Promise.all(
  [sources.theme, sources.figureStyles].map((file) => readFile(file, 'utf8')),
);

/** The colours of a theme by the names of their custom properties, without `--ax-`. */
function palette(theme) {
  const [, block] = new RegExp(`const ${theme} = \`([^\`]*)\``).exec(source);
  return Object.fromEntries(
    [...block.matchAll(/--ax-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

const meanings = ['query', 'key', 'value', 'output'];
const papers = ['paper', 'raised', 'chip', 'band'];

/** How far apart two colours look to somebody with a kind of vision. */
const apart = (one, other, vision) => ciede2000(...[one, other].map((hex) => lab(seen(linear(hex), vision))));

/** A colour at an opacity over another one. */
function over(hex, opacity, under) {
  const channel = (of, at) => Number.parseInt(of.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(mix(channel(under, at), channel(hex, at), opacity)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
const mix = (from, to, part) => from + (to - from) * part;

describe('the instruments', () => {
  // G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula" (2005), table 1: pairs 1, 7, 10, 17, 25, 33.
  for (const [one, other, difference] of [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, -0.001, 2.49], [50, 0.0009, -2.49], 4.8045],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377],
  ]) {
    test(`CIEDE2000 of ${one} and ${other}`, () => {
      assert.ok(Math.abs(ciede2000(one, other) - difference) < 1e-4, String(ciede2000(one, other)));
      assert.ok(Math.abs(ciede2000(other, one) - difference) < 1e-4);
    });
  }

  test('a simulated eye sees greys as they are, and does not tell apart what it cannot', () => {
    for (const vision of visions) {
      seen([0.4, 0.4, 0.4], vision).forEach((value) => assert.ok(Math.abs(value - 0.4) < 1e-3, vision));
    }
    // A red and a green that are one colour without long or medium cones.
    const reds = ['#b03a2e', '#6b6b00'];
    assert.ok(apart(...reds, 'trichromacy') > 2 * apart(...reds, 'deuteranopia'));
  });

  test('black on white has the contrast of 21', () => {
    assert.equal(Math.round(contrast('#000000', '#ffffff') * 100), 2100);
  });
});

for (const theme of ['light', 'dark']) {
  describe(theme, () => {
    const colours = palette(theme);

    for (const vision of visions) {
      test(`${vision}: query, key, value and output are told apart at a glance`, () => {
        const close = meanings.flatMap((one, index) =>
          meanings
            .slice(index + 1)
            .map((other) => [one, other, apart(colours[one], colours[other], vision)])
            .filter(([, , difference]) => difference < 13),
        );
        assert.deepEqual(close, []);
      });

      test(`${vision}: the two ends of the signed scale are far apart, pale ones too`, () => {
        for (const opacity of [1, 0.3]) {
          const [positive, negative] = ['positive', 'negative'].map((end) =>
            over(colours[end], opacity, colours.raised),
          );
          const difference = apart(positive, negative, vision);
          assert.ok(difference >= 45 * opacity ** 0.75, `${opacity}: ${difference}`);
        }
      });
    }

    const expectContrast = (names, grounds, least) => {
      const weak = names.flatMap((name) =>
        grounds
          .map((ground) => [name, ground, contrast(colours[name], colours[ground])])
          .filter(([, , found]) => found < least),
      );
      assert.deepEqual(weak, []);
    };

    test('texts: 4.5 to 1 on everything that they stand on', () => {
      expectContrast(['ink', 'quiet', ...meanings, 'focus'], papers, 4.5);
      expectContrast(['on-dot'], ['query', 'score'], 4.5);
      expectContrast(['paper'], ['ink'], 4.5);
    });

    test('marks: 3 to 1', () => {
      expectContrast(['positive', 'negative', 'score', 'focus'], papers, 3);
      expectContrast(['hatch', 'edge'], ['paper', 'raised'], 3);
    });

    test('dots of rows that are not followed are quiet, and still 3 to 1', () => {
      const [, opacity] = /\n {2}\.dot \{[^}]*opacity: ([\d.]+)/.exec(styles);
      for (const name of ['score', 'query']) {
        const found = contrast(over(colours[name], Number(opacity), colours.paper), colours.paper);
        assert.ok(found >= 3, `${name} at ${opacity}: ${found}`);
      }
    });
  });
}
