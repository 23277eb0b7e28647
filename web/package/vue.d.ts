// `import 'attention-explainer/vue'` defines the element, and has templates know it. Vue itself is told that it is an element, by
// `compilerOptions.isCustomElement`.
import type { HTMLAttributes, PublicProps } from 'vue';
import type { AttentionExplainer, AttentionExplainerEventMap, ExplainerAttributes } from './index.js';

export * from './index.js';

/** `@step` and the like in a template. */
export interface ExplainerListeners {
  onStep?: (event: AttentionExplainerEventMap['step']) => void;
  onSelection?: (event: AttentionExplainerEventMap['selection']) => void;
  onReady?: (event: AttentionExplainerEventMap['ready']) => void;
  onError?: (event: AttentionExplainerEventMap['error']) => void;
}

type Own = ExplainerAttributes & ExplainerListeners;

export type ExplainerProps = Own & Omit<HTMLAttributes, keyof Own> & PublicProps;

declare module 'vue' {
  interface GlobalComponents {
    'attention-explainer': new () => AttentionExplainer & { $props: ExplainerProps };
  }
}
