// The pictures that readers take away, which every engine writes in its own way.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { call, openFiles } from '../delivery/files/open.mjs';

export function testPictures(at) {
  describe('pictures', () => {
    let page;
    before(async () => {
      page = await openFiles(at);
    });

    test('every figure saves as an SVG that needs nothing else', async () => {
      for (const id of await call(page, 'figureIds')) {
        const { name: file, wrong, lost, size } = await call(page, 'checkSvg', id);
        assert.deepEqual({ id, wrong, lost }, { id, wrong: [], lost: [] });
        assert.match(file, new RegExp(`^attention-${id}-\\w+\\.svg$`));
        assert.ok(size < 350_000, `${file} has ${size} characters`);
      }
    });

    test('and as a PNG that shows it', async () => {
      for (const id of ['weights', 'value']) {
        const { bytes, colours, fine } = await call(page, 'checkPng', id);
        assert.deepEqual(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        assert.ok(fine);
        assert.ok(colours > 20, `${id} has ${colours} colours`);
      }
    });
  });
}
