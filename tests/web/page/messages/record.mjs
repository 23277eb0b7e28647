// Runs in the page, bundled, as `messageRecorder`: which texts the chapters and figures ask for, in whatever a reader may
// choose, and whether all places in them are filled.

const explainer = () => document.querySelector('attention-explainer');
const all = (name) => [...explainer().shadowRoot.querySelectorAll(name)];

const asTrained = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };
const sentence = 'a fluffy blue creature roamed the verdant forest';

/** What texts may depend on. */
const choices = [
  ...[1, 2, 3, 4].flatMap((head) =>
    [1, 4, 8].map((token) => ({ sentence, head, token, options: asTrained })),
  ),
  { sentence: 'american shrew mole', head: null, token: 3, options: asTrained },
  { sentence: 'mole', head: 2, token: 1, options: asTrained },
  { sentence, head: 1, token: 4, options: asTrained, transposed: true },
  { sentence, head: 1, token: 4, options: asTrained, transposed: false, silent: [0] },
  { sentence, head: 1, token: 4, options: asTrained, silent: [1] },
  ...[
    { kind: 'head', index: 0 },
    { kind: 'word', index: 3 },
    { kind: 'word', index: 6 },
    { kind: 'word', index: 1 },
  ].map((removed) => ({ sentence, head: 1, token: 4, removed })),
  { sentence, head: 1, token: 4, options: { ...asTrained, temperature: 2 }, silent: [] },
  { sentence, head: 1, token: 4, options: { ...asTrained, scale: false } },
  { sentence, head: 1, token: 4, options: { ...asTrained, mask: 'none' } },
  { sentence, head: 1, token: 4, options: { ...asTrained, mask: 'zero-after-softmax' } },
];

const asked = new Set();
const missing = new Set();
const unfilled = new Set();

/** The page's own texts, with a record of what was asked for. */
function recording(say) {
  const apply = (_, __, [key, places]) => {
    asked.add(key);
    try {
      const text = say(key, places);
      // Without places an element puts something of its own where they are.
      const open = places !== undefined && /\{\w+\}/.test(text);
      if (open || /undefined|NaN/.test(text)) unfilled.add(`${key}: ${text}`);
      return text;
    } catch {
      missing.add(key);
      return key;
    }
  };
  // Language and glosses are those of the page.
  return new Proxy(say, { apply });
}

/** Which text is said in the place of one, by its chapter’s claims. */
function variantOf(claims = {}, key, context) {
  const variant = Object.entries(claims).find(
    ([name, claim]) => name.startsWith(`${key}.`) && claim(context),
  );
  return variant?.[0] ?? key;
}

async function recordProse(prose) {
  const { page } = prose;
  prose.page = { ...page, context: { ...page.context, say: recording(page.context.say) } };
  await prose.updateComplete;
  prose.page.context.say(`chapter.${prose.chapter.id}.title`);
  const { question } = prose.chapter;
  const count = question ? question.options(prose.page.context).length : 0;
  for (const answer of [...Array(count).keys(), undefined]) {
    prose.answer = answer;
    await prose.updateComplete;
  }
  prose.page = page;
}

function recordFigure(figure, drawn) {
  const { context } = figure;
  const recorded = { ...context, say: recording(context.say) };
  const { id, timeline, claims } = figure.figure;
  const facts = figure.figure.facts(recorded);
  recorded.say(`chapter.${id}.title`);
  for (const step of timeline.steps) {
    recorded.say(`step.${id}.${step.id}`, facts);
    recorded.say(variantOf(claims, `card.${id}.${step.id}`, recorded), facts);
    for (const time of drawn ? [step.start + step.duration / 2, step.start + step.duration] : []) {
      for (const room of [336, 720, 1100]) figure.figure.draw(recorded, time, room);
    }
  }
}

/** A number, and a whole vector, of every tensor: what the inspector and the table of numbers call them. */
async function recordTensors() {
  const { runs } = explainer();
  const [{ context }] = all('explainer-figure');
  const say = recording(context.say);
  const explained = runs.sentence.names.filter((tensor) => !/^(token|logits_\w+)$/.test(tensor));
  for (const name of ['cell-inspector', 'number-table'].filter((element) => customElements.get(element))) {
    const element = document.createElement(name);
    document.body.append(element);
    for (const tensor of explained) {
      const axes = runs.sentence.shape(tensor).length;
      for (const count of [axes, axes - 1]) {
        const cell = { run: 'sentence', tensor, indices: Array(count).fill(0) };
        Object.assign(element, { runs, say, cell });
        await element.updateComplete;
      }
    }
    element.remove();
  }
}

/** The menu of a figure, open, with all that it can hold, and with what became of a copy. */
async function recordTools() {
  const [{ context }] = all('explainer-figure');
  const tools = document.createElement('figure-tools');
  Object.assign(tools, { say: recording(context.say), linkOf: () => '#', embedOf: () => '<iframe>' });
  document.body.append(tools);
  await tools.updateComplete;
  tools.shadowRoot.querySelector('[aria-controls="menu"]').click();
  for (const what of ['link', 'embed']) {
    for (const taken of [true, false]) {
      tools.copied = { text: '#', what, taken };
      await tools.updateComplete;
    }
  }
  tools.remove();
}

/** Everything that is asked for: { asked, missing, unfilled }, as lists. */
export async function record() {
  for (const [index, choice] of choices.entries()) {
    Object.assign(explainer(), choice);
    await explainer().updateComplete;
    for (const figure of all('explainer-figure')) recordFigure(figure, index % 4 === 0);
    for (const prose of all('chapter-prose')) await recordProse(prose);
  }
  await recordTensors();
  await recordTools();
  return { asked: [...asked], missing: [...missing], unfilled: [...unfilled] };
}
