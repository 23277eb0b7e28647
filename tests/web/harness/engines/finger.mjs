// A drag of a finger over a page, the same for every engine.

/** In the page. */
async function waitFrames(count) {
  for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
}

/** `touch`: { down, move, up } at a place of the viewport of `page`. A finger put down, moved upwards by so many pixels, and lifted. */
export async function dragFinger(page, { down, move, up }, x, y, by) {
  const frames = (count) => page.evaluate(waitFrames, count);
  await down(x, y);
  for (let part = 1; part <= 10; part += 1) {
    await move(x, y - (by * part) / 10);
    await frames(1);
  }
  // A finger that rests before it is lifted does not fling the page.
  for (let rest = 0; rest < 4; rest += 1) {
    await frames(4);
    await move(x, y - by);
  }
  await up(x, y - by);
}
