// Every member that the README names.
import { AttentionExplainer, type ErrorDetail, type ExplainerAttributes } from 'attention-explainer';
import { attend, AttentionError, wasmBytes } from 'attention-explainer/core';
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
