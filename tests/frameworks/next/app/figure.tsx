'use client';
import { type AttentionExplainer } from 'attention-explainer/react';
import 'attention-explainer/react';
import { useEffect, useRef, useState } from 'react';

export function Figure() {
  const explainer = useRef<AttentionExplainer>(null);
  const [step, setStep] = useState('');
  // What a server has rendered gets no `onstep`: React 19 does not attach it when it takes the page over.
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    explainer.current?.addEventListener('step', ({ detail }) => setStep(detail.step), { signal });
    return () => listening.abort();
  }, []);
  return (
    <>
      <attention-explainer ref={explainer} chapter="weights" sentence="american shrew mole" head={2}>
        Scores become weights.
      </attention-explainer>
      <button id="exp" onClick={() => explainer.current?.goTo('exp')}>
        Step
      </button>
      <output>{step}</output>
    </>
  );
}
