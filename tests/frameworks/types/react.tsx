import { type AttentionExplainer } from 'attention-explainer/react';
import { useRef } from 'react';

export function Figure() {
  const explainer = useRef<AttentionExplainer>(null);
  return (
    <attention-explainer
      ref={explainer}
      chapter="weights"
      head={2}
      token={undefined}
      lang="en"
      className="figure"
      style={{ width: 680 }}
      autoplay
      onstep={({ detail }) => detail.step.toUpperCase()}
      onerror={({ detail }) => detail.message}
      onClick={({ currentTarget }) => currentTarget.play()}
    >
      What stands here until it is live.
    </attention-explainer>
  );
}

export const wrong = (
  <>
    {/* @ts-expect-error: a chapter has a name. */}
    <attention-explainer chapter={3} />
    {/* @ts-expect-error: there is no such attribute. */}
    <attention-explainer chaptre="weights" />
  </>
);
