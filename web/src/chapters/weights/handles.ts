import { html, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../../wasm/attention.js';
import type { FigureContext, Hands } from '../../figure/figure.js';
import { define } from '../../ui/define.js';
import { ShareHandles } from './share-handles.js';

define({ 'share-handles': ShareHandles });

/** What departs from the model on purpose stands under what it changes; the page hears of it by `switch`. */
export function shareHandles({ runs, say }: FigureContext, step: string, hands: Hands): TemplateResult {
  const { given } = runs.sentence;
  if (given?.from === 'weights') return html``;
  return html`<share-handles
    ?given=${given !== undefined}
    .options=${runs.switched.options}
    .say=${say}
    @keydown=${(event: Event) => event.stopPropagation()}
    @switch=${({ detail }: CustomEvent<RunOptions>) => {
      const isMask = detail.mask !== runs.switched.options.mask;
      if (step !== 'all' && !(isMask && step === 'mask')) hands.show('divide');
    }}
  ></share-handles>`;
}
