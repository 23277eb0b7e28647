// `import 'attention-explainer/svelte'` defines the element, and has markup know it.
import type { HTMLAttributes } from 'svelte/elements';
import type {
  AttentionExplainer,
  AttentionExplainerEventMap,
  ElementHandlers,
  ExplainerAttributes,
} from './index.js';

export * from './index.js';

/** As Svelte 4 writes them. */
type Directives = {
  [Name in 'step' | 'selection' | 'ready' | 'error' as `on:${Name}`]?: (
    event: AttentionExplainerEventMap[Name],
  ) => void;
};

type Own = ExplainerAttributes & ElementHandlers & Directives;

export type ExplainerProps = Own & Omit<HTMLAttributes<AttentionExplainer>, keyof Own>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'attention-explainer': ExplainerProps;
  }
}
