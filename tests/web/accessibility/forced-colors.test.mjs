// Where the system has colours of its own (the high contrast of Windows) figures keep what they mean: marks and texts in
// the system's colours, signs as filled and ring dots, cells with an outline around the colour that is their number.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  inChapter,
  inPage,
  listChapters,
  load,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** `own`: the theme that the reader has chosen on the page, which the system's colours overrule. */
async function open(scheme, own) {
  const page = await openPage(browser);
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'forced-colors', value: 'active' },
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
  await load(page, `${server.site}#theme=${own}`);
  await page.evaluate(install);
  return page;
}

/** In the page: what the tests look colours up with, on the global object. */
function install() {
  const system = (name) => {
    const probe = document.createElement('i');
    probe.style.color = name;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  /** Whether a text of the paper's colour stands on something in that of texts. */
  const isOnInk = (written, ink) => {
    const { left, right, top, bottom } = written.getBoundingClientRect();
    return [...written.closest('.scene').querySelectorAll('rect, path, circle')].some((mark) => {
      const box = mark.getBoundingClientRect();
      const holds = box.left <= left && box.right >= right && box.top <= top && box.bottom >= bottom;
      const isUnder = mark.compareDocumentPosition(written) & Node.DOCUMENT_POSITION_FOLLOWING;
      return holds && isUnder && getComputedStyle(mark).fill === ink;
    });
  };
  globalThis.forced = { system, isOnInk };
}

/** In the page: what of a figure at a step is not drawn in the colours of the system. */
async function strangers({ figure }, step) {
  figure.goTo(step);
  await figure.updateComplete;
  const { system, isOnInk } = globalThis.forced;
  const [text, paper, gray, focus] = ['CanvasText', 'Canvas', 'GrayText', 'Highlight'].map(system);
  const scene = figure.shadowRoot.querySelector('.scene');
  const wrong = [];
  let cells = 0;
  let dots = 0;
  let bars = 0;
  for (const mark of scene.querySelectorAll('text, path, line, circle, rect')) {
    // A drawing is left as it is, as photographs are: the blue of the creature is a number.
    if (mark.closest('[style^="--coat"]')) continue;
    const { fill, stroke } = getComputedStyle(mark);
    const colours = mark.localName === 'text' ? [fill] : [fill, stroke];
    const name = `${mark.localName}.${mark.getAttribute('class')}`;
    if (mark.matches('.cell')) {
      cells += 1;
      if (stroke !== text) wrong.push(`${name}: no outline, ${stroke}`);
    } else if (!mark.matches('.positive, .negative')) {
      const strange = colours.filter(
        (colour) => /^rgb\(/.test(colour) && ![text, paper, gray, focus].includes(colour),
      );
      if (strange.length > 0) wrong.push(`${name}: ${strange}`);
    }
    if (mark.matches('.dot')) {
      dots += 1;
      const [drawn, none] = mark.matches('.ring') ? [stroke, fill] : [fill, stroke];
      // What is mixed of the same colour is written in another space.
      if (none !== 'none' || drawn === 'none' || drawn === paper) wrong.push(`${name}: ${fill}, ${stroke}`);
    }
    if (mark.matches('.bar-length, .score-bar, .power-bar, .weight-bar, .share-part')) {
      bars += 1;
      if (colours.every((colour) => colour === 'none' || colour === paper)) wrong.push(`${name}: unseen`);
    }
    if (mark.localName === 'text' && fill === paper && !mark.matches('.on-dot') && !isOnInk(mark, text))
      wrong.push(`${name}: unseen`);
  }
  const hatch = figure.shadowRoot.querySelector('#hatch line');
  if (getComputedStyle(hatch).stroke !== gray) wrong.push('hatch');
  return { wrong: [...new Set(wrong)], cells, dots, bars };
}

for (const [scheme, own] of [
  ['dark', 'light'],
  ['light', 'auto'],
]) {
  describe(`${scheme}, the page’s own theme ${own}`, () => {
    let page;
    before(async () => {
      page = await open(scheme, own);
    });
    after(() => page.close());

    test('every step of every figure is drawn in the colours of the system', async () => {
      const seen = { cells: 0, dots: 0, bars: 0 };
      for (const { id, steps = [] } of await listChapters(page)) {
        for (const index of steps.keys()) {
          const { wrong, cells, dots, bars } = await inChapter(page, id, strangers, index);
          assert.deepEqual(wrong, [], `${id}, ${steps[index]}`);
          seen.cells += cells;
          seen.dots += dots;
          seen.bars += bars;
        }
      }
      assert.ok(seen.cells > 5000 && seen.dots > 60 && seen.bars > 80, JSON.stringify(seen));
    });

    test('the ends of the signed scale keep their colours, seen on the paper of the system', async () => {
      const [paper, ...ends] = await inPage(page, ({ explainer }) => {
        const { backgroundColor } = getComputedStyle(explainer);
        const probe = document.createElement('i');
        explainer.shadowRoot.append(probe);
        const colours = ['positive', 'negative'].map((name) => {
          probe.style.color = `var(--ax-${name})`;
          probe.style.forcedColorAdjust = 'none';
          return getComputedStyle(probe).color;
        });
        probe.remove();
        return [backgroundColor, ...colours];
      });
      assert.notEqual(ends[0], ends[1]);
      for (const end of ends) assert.ok(contrast(end, paper) >= 3, `${end} on ${paper}`);
    });

    test('what is chosen and what has the focus is seen', async () => {
      const found = await inPage(page, ({ explainer, figure }) => {
        const { shadowRoot } = explainer;
        const checked = getComputedStyle(shadowRoot.querySelector('.option:has(:checked)'));
        const open = getComputedStyle(shadowRoot.querySelector('.option:not(:has(:checked))'));
        const play = getComputedStyle(
          figure.shadowRoot.querySelector('transport-bar').shadowRoot.querySelector('.play'),
        );
        figure.shadowRoot.querySelector('figure').focus({ focusVisible: true });
        const focused = getComputedStyle(figure.shadowRoot.querySelector('figure'));
        return {
          checked: [checked.backgroundColor, checked.color],
          open: open.backgroundColor,
          play: [play.backgroundColor, play.color],
          outline: [focused.outlineStyle, focused.outlineColor],
          paper: getComputedStyle(explainer).backgroundColor,
        };
      });
      assert.notEqual(found.checked[0], found.open);
      for (const [background, colour] of [found.checked, found.play]) {
        assert.ok(contrast(background, colour) >= 4.5, `${colour} on ${background}`);
      }
      assert.equal(found.outline[0], 'solid');
      assert.ok(contrast(found.outline[1], found.paper) >= 3, found.outline[1]);
    });

    test('what can be pressed in a picture is seen to have the focus', async () => {
      const found = await inChapter(page, 'heads', async ({ figure }) => {
        figure.goTo(0);
        await figure.updateComplete;
        const handle = figure.shadowRoot.querySelector('.handle');
        const without = getComputedStyle(handle).stroke;
        handle.focus({ focusVisible: true });
        const { stroke } = getComputedStyle(handle);
        return { without, stroke, paper: globalThis.forced.system('Canvas') };
      });
      assert.equal(found.without, 'none');
      assert.ok(contrast(found.stroke, found.paper) >= 3, found.stroke);
    });
  });
}

/** The contrast of WCAG 2 between two colours written as rgb(). */
function contrast(one, other) {
  const luminance = (colour) => {
    const [r, g, b] = colour
      .match(/[\d.]+/g)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

for (const scheme of ['light', 'dark'])
  test(`who asks for more contrast has no quiet letters and no pale lines: ${scheme}`, async () => {
    const page = await openPage(browser);
    const devtools = await page.createCDPSession();
    const colours = async (contrast) => {
      const features = [
        ['prefers-contrast', contrast],
        ['prefers-color-scheme', scheme === 'light' ? 'dark' : 'light'],
        ['prefers-reduced-motion', 'reduce'],
      ].map(([name, value]) => ({ name, value }));
      await devtools.send('Emulation.setEmulatedMedia', { features });
      return page.evaluate(() => {
        const style = getComputedStyle(document.querySelector('attention-explainer'));
        return ['ink', 'quiet', 'score', 'edge', 'line', 'hatch'].map((name) => {
          const probe = document.createElement('i');
          probe.style.color = style.getPropertyValue(`--ax-${name}`);
          document.body.append(probe);
          const { color } = getComputedStyle(probe);
          probe.remove();
          return color;
        });
      });
    };
    // A theme of the reader's own is kept.
    await load(page, `${server.site}#theme=${scheme}`);
    const [ink, ...usual] = await colours('no-preference');
    assert.ok(usual.every((colour) => colour !== ink));
    assert.deepEqual(await colours('more'), [ink, ...usual.map(() => ink)]);
    await page.close();
  });
