// Runs in the page: bundled, and put there as `frameWork`. What the frames of a figure cost when it is played through at 15 frames
// a second: between frames further apart more changes, not less.
const explainer = () => document.querySelector('attention-explainer');
const figureOf = (id) => explainer().shadowRoot.querySelector(`explainer-figure[chapter="${id}"]`);
const interval = 1000 / 15;

async function play(figure, each) {
  let frames = 0;
  for (let time = 0; time <= figure.timeline.length; time += interval, frames += 1) {
    figure.seek(time);
    await figure.updateComplete;
    each();
  }
  return frames;
}

/** Calls `note` with every picture that a figure draws, until the function that is returned is called. */
function watchDraw(definition, note) {
  const { draw } = definition;
  definition.draw = (...given) => {
    const picture = draw.apply(definition, given);
    note(picture);
    return picture;
  };
  return () => void (definition.draw = draw);
}

/** What a record of the page's changes stands for: an attribute or a text, or every element that came or went. */
const touched = ({ type, addedNodes, removedNodes }) =>
  type === 'childList' ? addedNodes.length + removedNodes.length : 1;

/** For one frame of a figure, in the mean: pictures drawn, nodes of them that were made anew, changes of the page. */
export async function count(id) {
  const figure = figureOf(id);
  const seen = new WeakSet();
  let [draws, nodes, changes] = [0, 0, 0];
  const look = (node) => {
    if (!node || seen.has(node)) return;
    seen.add(node);
    nodes += 1;
    node.children?.forEach(look);
  };
  // Told of some changes in between, and of the rest when they are taken.
  const note = (records) => records.forEach((record) => (changes += touched(record)));
  const observer = new MutationObserver(note);
  figure.seek(0);
  await figure.updateComplete;
  const unwatch = watchDraw(figure.figure, (picture) => {
    draws += 1;
    picture.nodes.forEach(look);
  });
  observer.observe(figure.shadowRoot, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  const frames = await play(figure, () => note(observer.takeRecords()));
  observer.disconnect();
  unwatch();
  return { draws: draws / frames, nodes: nodes / frames, changes: changes / frames };
}

/** A fixed piece of work of the kind that drawing is: objects, keys, numbers as text, comparing them with the last. */
function reference(last) {
  const made = new Map();
  for (let index = 0; index < 1500; index += 1) {
    const x = Math.sin(index).toFixed(2);
    made.set(`node-${index}`, { x, same: last.get(`node-${index}`)?.x === x });
  }
  return made;
}

/** Milliseconds of every frame of a figure played through once, and of the reference task that is done after each. */
async function timesOf(figure) {
  const times = { frames: [], references: [] };
  let last = new Map();
  let begin = performance.now();
  await play(figure, () => {
    const drawn = performance.now();
    last = reference(last);
    const end = performance.now();
    times.frames.push(drawn - begin);
    times.references.push(end - drawn);
    begin = performance.now();
  });
  return times;
}

/** Of some passes what each place took at least, added up: a machine with other things to do only adds to a time. */
function leastOf(passes) {
  return passes[0].reduce((sum, _, place) => sum + Math.min(...passes.map((pass) => pass[place])), 0);
}

/**
 * The script of all frames, as a multiple of the reference task, which is done once after each: both meet the same machine
 * under the same load. Styles, layout and paint are the browser's and not counted: no frame is ever let through to them here.
 */
export async function time(id, count) {
  const passes = [];
  while (passes.length < count) passes.push(await timesOf(figureOf(id)));
  return leastOf(passes.map(({ frames }) => frames)) / leastOf(passes.map(({ references }) => references));
}

/** Makes a figure draw each frame `times` times, which shows that the test can fail. */
export function repeatDrawing(id, times) {
  const figure = figureOf(id);
  const { render } = figure;
  figure.render = () => {
    for (let more = 1; more < times; more += 1) render.call(figure);
    return render.call(figure);
  };
}
