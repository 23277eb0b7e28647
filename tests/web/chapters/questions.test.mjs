// Each chapter's question: one option is right, and it is the one that follows from the trace; choosing tells which, with
// numbers of the trace, and plays the figure to the step that shows it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  at,
  choose,
  inChapter,
  inPage,
  listChapters,
  load,
  openBrowser,
  openPage,
  readTrace,
  rowOf,
  serveBuild,
} from '../harness/browser.mjs';
import { expectedTensors, withoutWord } from '../harness/oracle.mjs';

let browser;
let server;
let page;
let asked;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
  // Chapters without a figure ask beside things of their own, which have tests of their own.
  asked = (await listChapters(page)).filter(({ question, steps }) => question && steps);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const states = [
  { sentence: 'a fluffy blue creature roamed the verdant forest', head: 1, token: 4 },
  { sentence: 'a fluffy blue creature roamed the verdant forest', head: 3, token: 8 },
  { sentence: 'take a biopsy of the mole', head: 2, token: 6 },
];

const most = (row) => row.indexOf(Math.max(...row));

/** The probabilities of the word after `token`, from the oracle. */
function nextWord(trace, token, vocabulary) {
  const { probability_after } = expectedTensors(trace);
  const row = probability_after.slice(token * vocabulary.length, (token + 1) * vocabulary.length);
  return { word: vocabulary[most(row)], probability: Math.max(...row) };
}

/**
 * The right option of each question (by its id), from the formulas and the trace alone, and a number that is said of it.
 * `head` and `token` from 0.
 */
const answers = {
  word: ({ runs }) => {
    const rows = [
      ['mole-animal', 2],
      ['mole-unit', 1],
      ['mole-skin', 5],
    ].map(([run, token]) => rowOf(runs[run], 'token_embedding', token));
    const same = rows.every((row) => row.every((x, c) => x === rows[0][c]));
    return { text: same ? 'Yes' : 'No', said: same ? 0 : undefined };
  },
  context: ({ runs, vocabulary }) => {
    const { word, probability } = nextWord(runs['mole-unit'], 1, vocabulary);
    return { text: word, said: probability };
  },
  query: ({ runs: { sentence } }) => {
    // A row of the matrix takes a multiplication for every component of the embedding.
    const [d_head, d_model] = [sentence.tensors.query.shape[2], sentence.tensors.embedding.shape[1]];
    return { text: `${d_head} × ${d_model} = ${d_head * d_model}`, said: d_head * d_model };
  },
  match: ({ runs: { sentence }, head, token }) => {
    // Softmax keeps the order: most weight is highest score, among the words that may be seen.
    const scores = rowOf(sentence, 'score', head, token).slice(0, token + 1);
    return { text: sentence.words[most(scores)], said: Math.max(...scores) };
  },
  weights: ({ runs: { sentence }, head }) => {
    // In a row in the middle: softmax over everything, then the later words struck out.
    const row = rowOf(sentence, 'scaled', head, 1).map(Math.exp);
    const sum = (entries) => entries.reduce((total, x) => total + x, 0);
    // What is struck out, not what is left: next to 1 a small part is lost in the rounding.
    const lost = sum(row.slice(2)) / sum(row);
    return { text: lost > 0 ? 'less than 1' : 'still 1' };
  },
  heads: ({ runs, lesson, vocabulary }) => {
    // Asked of a word for which two heads work: of the reader's sentence, or of a phrase.
    const { token } = lesson;
    const sentence = Object.values(runs).find(({ words }) => words.join(' ') === lesson.words);
    // Each head taken away in turn: without which does the probability of any next word change most?
    const rowWithout = (silentHeads) => {
      const options = { temperature: 1, scale: true, mask: 'causal', silentHeads };
      const { probability_after } = expectedTensors(sentence, options);
      return probability_after.slice(token * vocabulary.length, (token + 1) * vocabulary.length);
    };
    const whole = rowWithout([]);
    const losses = Array.from({ length: sentence.tensors.w_q.shape[0] }, (_, h) =>
      Math.max(...rowWithout([h]).map((p, id) => Math.abs(p - whole[id]))),
    );
    const best = most(losses);
    if (losses[best] < 5e-3) return { text: 'none of them' };
    // What differs by less than can be told on the screen is missed as much.
    const names = losses.map((_, h) => `head ${h + 1}`);
    return { text: names[best], ties: names.filter((_, h) => losses[best] - losses[h] < 5e-3) };
  },
  'your-turn': ({ runs: { sentence }, token, vocabulary }) => {
    // Each other word taken away in turn: without which does the probability of any next word change most?
    const rowOfToken = ({ probability_after }, i) =>
      probability_after.slice(i * vocabulary.length, (i + 1) * vocabulary.length);
    const whole = rowOfToken(expectedTensors(sentence), token);
    const losses = sentence.words.map((_, j) => {
      if (j === token) return 0;
      const shorter = rowOfToken(expectedTensors(withoutWord(sentence, j)), j < token ? token - 1 : token);
      return Math.max(...shorter.map((p, id) => Math.abs(p - whole[id])));
    });
    const best = most(losses);
    if (losses[best] < 1e-2) return { text: 'none of them' };
    const nameOf = (word, j) =>
      sentence.words.filter((other) => other === word).length > 1 ? `${word} (word ${j + 1})` : word;
    const names = sentence.words.map(nameOf);
    // What differs by less than can be told on the screen is missed as much.
    const ties = names.filter((_, j) => losses[best] - losses[j] < 1e-2);
    return { text: names[best], ties, said: Math.max(...whole) };
  },
  value: ({ runs: { sentence }, token, vocabulary }) => {
    const { word, probability } = nextWord(sentence, token, vocabulary);
    return { text: word, said: probability };
  },
};

const optionsOf = (id) =>
  inChapter(page, id, ({ prose }) =>
    [...prose.shadowRoot.querySelectorAll('.options button')].map((button) => ({
      text: button.textContent.trim(),
      pressed: button.ariaPressed === 'true',
      right: button.classList.contains('right'),
    })),
  );
const saidOf = (id) =>
  inChapter(page, id, ({ prose }) => {
    const status = prose.shadowRoot.querySelector('.question [role=status]');
    return status.hidden ? '' : status.textContent.replace(/\s+/g, ' ').trim();
  });
const press = (id, index) =>
  inChapter(
    page,
    id,
    ({ prose }, at) => prose.shadowRoot.querySelectorAll('.options button')[at].click(),
    index,
  );
const stepOf = (id) => inChapter(page, id, ({ figure }) => figure && figure.timeline.steps[figure.step].id);

async function readState({ sentence, head, token }) {
  await choose(page, { sentence, head, token });
  const names = await inPage(page, ({ explainer }) => Object.keys(explainer.runs));
  const runs = {};
  for (const name of names) runs[name] = await readTrace(page, name);
  const vocabulary = await inPage(page, ({ explainer }) => explainer.state.engine.model.vocabulary);
  const lesson = await inChapter(page, 'heads', ({ figure: { context } }) => ({
    words: context.runs.sentence.words.join(' '),
    token: context.selection.token,
  }));
  return { runs, vocabulary, lesson, head: head - 1, token: token - 1 };
}

/** The text names the number, rounded as it is written. */
function says(text, value) {
  return [...text.matchAll(/[\u2212]?\d+(?:\.\d+)?/g)].some(([written]) => {
    const decimals = /\.(\d+)/.exec(written)?.[1].length ?? 0;
    return Math.abs(Number(written.replace('\u2212', '-')) - value) <= 0.5 * 10 ** -decimals + 1e-9;
  });
}

test('every question has an answer that this test derives', () => {
  assert.ok(asked.length >= 6);
  for (const { question } of asked)
    assert.ok(answers[question.id], `no derivation of the answer to “${question.id}”`);
});

/** Chooses each option in turn: what is right is marked once something was chosen, and only that. Returns the replies. */
async function tryOptions({ id, question }, options, { ties, said }) {
  const replies = { right: new Set(), wrong: new Set() };
  for (const [place, option] of options.entries()) {
    await press(id, place);
    const now = await optionsOf(id);
    assert.deepEqual(
      now.map(({ pressed }) => pressed),
      options.map((_, k) => k === place),
      id,
    );
    assert.deepEqual(
      now.filter(({ right }) => right).map((marked) => marked.text),
      ties,
      `${id}, ${option.text}`,
    );
    const reply = await saidOf(id);
    assert.doesNotMatch(reply, /[{}]|NaN|undefined/);
    replies[ties.includes(option.text) ? 'right' : 'wrong'].add(reply);
    if (said !== undefined) assert.ok(says(reply, said), `${id}: ${said}, in “${reply}”`);
    assert.equal(await stepOf(id), question.reveal, id);
  }
  return replies;
}

async function assertAnswers({ id, question }, read) {
  const { text, ties = [text], said } = answers[question.id](read);
  const options = await optionsOf(id);
  const texts = options.map((option) => option.text);
  assert.equal(new Set(texts).size, texts.length, `${id}: the options differ`);
  assert.ok(texts.includes(text), `${id}: “${text}” is offered, among ${texts.join(', ')}`);
  assert.ok(texts.length >= 2, id);
  assert.deepEqual(
    options.filter(({ pressed, right }) => pressed || right),
    [],
    `${id}: nothing is given away`,
  );
  const { right, wrong } = await tryOptions({ id, question }, options, { ties, said });
  assert.deepEqual([right.size, wrong.size], [1, 1], id);
  assert.notDeepEqual(right, wrong, id);
}

for (const [index, state] of states.entries()) {
  test(`${state.sentence}, head ${state.head}, word ${state.token}: what is right is what follows from the trace`, async () => {
    const read = await readState(state);
    for (const chapter of asked) await assertAnswers(chapter, read);
    if (index > 0) return;
    const chosen = async () => {
      const all = [];
      for (const { id } of asked) all.push(...(await optionsOf(id)).filter(({ pressed }) => pressed));
      return all.length;
    };
    assert.equal(await chosen(), asked.length);
    await choose(page, { token: 3 });
    const same = await lessons();
    assert.equal(await chosen(), same.length, 'another word makes every question of it a new one');
    for (const { id } of asked) if (!same.includes(id)) assert.equal(await saidOf(id), '', id);
  });
}

/** The chapters that show a lesson of their own, whatever the reader's sentence is. */
async function lessons() {
  const own = await Promise.all(
    asked.map(({ id }) =>
      inChapter(
        page,
        id,
        ({ figure, explainer }) => figure.context.runs.sentence !== explainer.runs.sentence,
      ),
    ),
  );
  return asked.map(({ id }) => id).filter((_, index) => own[index]);
}

test('another head, another sentence: questions are asked anew', async () => {
  for (const change of [{ head: 4 }, { sentence: 'one mole of carbon dioxide' }]) {
    for (const { id } of asked) await press(id, 0);
    await choose(page, change);
    // Another head is another head in a lesson too.
    const same = change.head ? [] : await lessons();
    for (const { id } of asked.filter((one) => !same.includes(one.id))) {
      assert.deepEqual(
        (await optionsOf(id)).filter(({ pressed }) => pressed),
        [],
        id,
      );
    }
  }
});

/** As a reader comes to a question: the card that it stands under is read, and has led the figure to its step. */
async function readQuestion(on, id) {
  const step = await inChapter(on, id, ({ prose }) => {
    const card = prose.shadowRoot.querySelector('.question').closest('.card');
    scrollBy({ top: card.getBoundingClientRect().bottom - 0.55 * innerHeight - 20, behavior: 'instant' });
    return card.dataset.step;
  });
  await on.waitForFunction(
    (chapter, wanted) => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const figure = shadowRoot.querySelector(`explainer-figure[chapter="${chapter}"]`);
      return figure.stepId === wanted && !figure.playing;
    },
    {},
    id,
    step,
  );
}

test('in motion the figure plays to the step and holds there', async () => {
  const moving = await openPage(browser, { motion: 'no-preference' });
  await load(moving, server.site);
  const { id, question } = asked.find((chapter) => chapter.steps);
  await readQuestion(moving, id);
  const start = await inChapter(
    moving,
    id,
    ({ figure, prose }, reveal) => {
      figure.speed = 2;
      prose.shadowRoot.querySelector('.options button').click();
      const step = figure.timeline.steps.find((candidate) => candidate.id === reveal);
      return {
        playing: figure.playing,
        time: figure.time,
        from: step.start,
        until: step.start + step.duration,
      };
    },
    question.reveal,
  );
  assert.equal(start.playing, true);
  assert.ok(start.time >= start.from && start.time < start.until);
  await moving.waitForFunction(
    (chapter) =>
      !document
        .querySelector('attention-explainer')
        .shadowRoot.querySelector(`explainer-figure[chapter="${chapter}"]`).playing,
    {},
    id,
  );
  assert.equal(await inChapter(moving, id, ({ figure }) => figure.time), start.until);
  assert.deepEqual(moving.complaints, []);
  await moving.close();
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
