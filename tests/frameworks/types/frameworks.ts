import 'attention-explainer/react';
import 'attention-explainer/svelte';
import 'attention-explainer/vue';
import type { GlobalComponents } from 'vue';
import type { SvelteHTMLElements } from 'svelte/elements';

type Vue = InstanceType<GlobalComponents['attention-explainer']>['$props'];
type Svelte = SvelteHTMLElements['attention-explainer'];

export const vue: Vue = {
  chapter: 'weights',
  head: 2,
  onStep: ({ detail }) => detail.step.trim(),
  class: 'figure',
};
export const svelte: Svelte = {
  chapter: 'weights',
  head: 2,
  onstep: ({ detail }) => detail.step.trim(),
  class: 'figure',
};
export const svelte4: Svelte = { 'on:step': ({ detail }) => detail.step.trim() };
// @ts-expect-error: a chapter has a name.
export const wrongVue: Vue = { chapter: 3 };
// @ts-expect-error: a chapter has a name.
export const wrongSvelte: Svelte = { chapter: 3 };
