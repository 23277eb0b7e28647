// Every member that the README names.
import { AttentionExplainer, type ErrorDetail, type ExplainerAttributes } from 'attention-explainer';
import { attend, AttentionError, wasmBytes } from 'attention-explainer/core';
import { ModelFileError, openModel, type Stages } from 'attention-explainer/models';
import catalog from 'attention-explainer/catalog.json';

const one: AttentionExplainer = document.createElement('attention-explainer');
const attributes: ExplainerAttributes = { chapter: 'weights', head: 2, token: undefined, lang: 'zh' };
Object.assign(one, attributes);
one.chapter = catalog.chapters[0]?.id;
one.step = 'exp';
one.sentence = catalog.sentences[0]?.sentence ?? '';
one.head = catalog.heads;
one.token = 1;
one.transposed = true;
one.theme = 'dark';
one.controls = 'cards transport';
one.autoplay = true;
one.addEventListener('step', ({ detail }) => `${detail.chapter} ${detail.step}`.trim());
one.addEventListener('selection', ({ detail }) => detail.sentence.length + detail.head + detail.token);
one.addEventListener('error', ({ detail }) => detail.closest?.join());
one.addEventListener('ready', () => one.play());
one.addEventListener('click', ({ clientX }) => clientX);
await one.ready;
one.pause();
one.goTo('exp');
await one.showAll();
await one.updateComplete;
const weight: number | undefined = one.trace?.at('weight', 0, 1, 1);
const words: number | undefined = one.runs?.['sentence']?.words.length;
const stages = await attend({ query: [1], key: [1], value: [1], n_queries: 1, d_head: 1 });
const bytes: BufferSource = await wasmBytes();
export const all = [weight, words, stages.weight[0], bytes, AttentionError, AttentionExplainer];
export const told = ({ kind, message }: ErrorDetail): string => `${kind}: ${message}`;

// @ts-expect-error: a head has a number.
one.head = 'two';
// @ts-expect-error: sizes are missing.
attend({ query: [1] }).catch(() => {});

const model = await openModel('model/', { progress: (done, total) => done / total, memoryLimit: 2 ** 30 });
const run = await model.without({ heads: [[0, 1]] }).run('a text', { logits: 'last' });
const traced: Stages = await run.trace(0, 1, { stages: ['query', 'key', 'weight'] });
const { query, key } = traced;
if (query && key) one.data = { tokens: run.tokens.map(({ text }) => text), query, key };
const parts = await run.attribution(3, { at: 0 });
for await (const { id, text } of model.generate([1, 2], { temperature: 0.8, topK: 3, seed: 1 }))
  text.padEnd(id);
export const models = [
  parts.head.shape,
  (await run.lens(0, 'after')).values,
  run.spans[0]?.text,
  ModelFileError,
];
model.dispose();
