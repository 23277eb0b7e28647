// `import 'attention-explainer/react'` defines the element, and has JSX know it: for React 19, and for 18 with attributes alone.
// Where a server has rendered the page, React 19 attaches no `onstep` and the like: listen by `ref` there.
// Needs @types/react, which is not asked for by the package.
import type * as React from 'react';
import type { AttentionExplainer, ElementHandlers, ExplainerAttributes } from './index.js';

export * from './index.js';

type Own = ExplainerAttributes & ElementHandlers;

/** What `<attention-explainer>` takes in JSX: `ref` is to the element, `onstep` and the like to its events. */
export type ExplainerProps = Own &
  Omit<React.DetailedHTMLProps<React.HTMLAttributes<AttentionExplainer>, AttentionExplainer>, keyof Own> & {
    class?: string | undefined;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'attention-explainer': ExplainerProps;
    }
  }
}
