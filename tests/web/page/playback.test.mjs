// Playing a figure: to its end or to a step, in sight only, and with reduced motion in still frames.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { bundle } from '../harness/bundle.mjs';

const load = async (path, name) => new Function(await bundle(new URL(path, import.meta.url), name))();
let still = false;
let frame;
let now = 0;
let inSight;
globalThis.document = { addEventListener() {}, removeEventListener() {} };
globalThis.matchMedia = () => ({
  get matches() {
    return still;
  },
});
globalThis.requestAnimationFrame = (callback) => ((frame = callback), 1);
globalThis.cancelAnimationFrame = () => (frame = undefined);
Object.defineProperty(globalThis, 'performance', { value: { now: () => now } });
globalThis.IntersectionObserver = class {
  constructor(callback, options) {
    assert.equal(options.threshold, 0.3);
    inSight = (isIntersecting) => callback([{ isIntersecting }]);
  }
  observe() {}
  disconnect() {
    inSight = undefined;
  }
};
const { Playback } = await load('../../../web/src/figure-shell/playback.ts', 'playback');
const { sequence } = await load('../../../web/src/scene/timeline.ts', 'timeline');

const timeline = sequence([
  { id: 'one', duration: 100, wait: 100 },
  { id: 'two', duration: 100, wait: 100 },
]);

/** Lets time go by, in frames of 20 milliseconds. */
function pass(milliseconds) {
  for (let gone = 0; gone < milliseconds && frame; gone += 20) frame((now += 20));
}

let host;
let playback;
beforeEach(() => {
  still = false;
  frame = undefined;
  const controllers = [];
  host = {
    ...{ time: 0, playing: false, speed: 1, timeline, loops: false, playsBySight: false },
    requestUpdate: () => {},
    addController: (controller) => controllers.push(controller),
    each: (name) => controllers.forEach((controller) => controller[name]?.()),
  };
  playback = new Playback(host);
  host.each('hostConnected');
});

test('plays to the end and stops there; at the end it begins anew', () => {
  playback.play();
  pass(1000);
  assert.deepEqual([host.time, host.playing], [400, false]);
  playback.play();
  assert.deepEqual([host.time, host.playing], [0, true]);
});

test('a loop goes on at its end', () => {
  host.loops = true;
  playback.play();
  pass(400);
  assert.deepEqual([host.time, host.playing], [0, true]);
});

test('a step is played until it is held, also in a loop, at the speed that is asked for', () => {
  host.loops = true;
  playback.handle({ kind: 'speed', speed: 2 });
  playback.playTo(1);
  assert.equal(host.time, 200);
  pass(20);
  assert.equal(host.time, 240);
  pass(1000);
  assert.deepEqual([host.time, host.playing], [300, false]);
});

test('on ends the motion under way first, then plays the next step; back returns to what was held', () => {
  playback.seek(30);
  playback.handle({ kind: 'on' });
  pass(1000);
  assert.equal(host.time, 100);
  playback.handle({ kind: 'on' });
  assert.equal(host.time, 200);
  pass(1000);
  assert.equal(host.time, 300);
  playback.handle({ kind: 'on' });
  assert.deepEqual([host.time, host.playing], [300, false]);
  playback.seek(320);
  playback.handle({ kind: 'back' });
  assert.equal(host.time, 300);
  playback.handle({ kind: 'back' });
  assert.equal(host.time, 100);
});

test('with reduced motion each step is a still frame', () => {
  still = true;
  playback.playTo(1);
  assert.deepEqual([host.time, host.playing], [300, false]);
  playback.seek(0);
  assert.equal(playback.shownTime, 100);
  playback.handle({ kind: 'on' });
  assert.deepEqual([host.time, host.playing], [300, false]);
});

test('plays by itself in sight until it is taken in hand; out of sight it stops', () => {
  host.playsBySight = true;
  inSight(true);
  assert.deepEqual([host.playing, playback.silent], [true, true]);
  inSight(false);
  assert.equal(host.playing, false);
  inSight(true);
  playback.handle({ kind: 'toggle' });
  assert.deepEqual([host.playing, playback.silent], [false, false]);
  inSight(false);
  inSight(true);
  assert.equal(host.playing, false);
});

test('left on its way to a step it is there, which nobody has come to; what plays on stays where it is', () => {
  playback.playTo(1);
  pass(40);
  inSight(false);
  assert.deepEqual([host.time, host.playing, playback.left], [300, false, true]);
  playback.goTo(0);
  assert.deepEqual([host.time, playback.left], [100, false]);
  playback.leadTo(1, false);
  assert.deepEqual([host.time, playback.left], [300, true]);
  playback.leadTo(0, true);
  pass(20);
  playback.leave();
  assert.deepEqual([host.time, playback.left], [100, true]);
  playback.play();
  pass(60);
  const { time } = host;
  playback.leave();
  assert.deepEqual([host.time, host.playing], [time, false]);
});

test('another speed alone does not take it in hand', () => {
  playback.handle({ kind: 'speed', speed: 0.5 });
  assert.ok(playback.silent);
  playback.handle({ kind: 'seek', time: 1e9 });
  assert.deepEqual([host.time, playback.silent], [400, false]);
});

test('what is taken out of the page does not go on', () => {
  playback.play();
  host.each('hostDisconnected');
  assert.equal(frame, undefined);
  assert.equal(inSight, undefined);
});
