import { type AttentionExplainer } from 'attention-explainer/react';
import 'attention-explainer/react';
import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

function Figure() {
  const explainer = useRef<AttentionExplainer>(null);
  const [step, setStep] = useState('');
  return (
    <>
      <attention-explainer
        ref={explainer}
        chapter="weights"
        sentence="american shrew mole"
        head={2}
        token={undefined}
        onstep={({ detail }) => setStep(detail.step)}
      >
        Scores become weights.
      </attention-explainer>
      <button id="exp" onClick={() => explainer.current?.goTo('exp')}>
        Step
      </button>
      <output>{step}</output>
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Figure />
  </StrictMode>,
);
