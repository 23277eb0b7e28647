import { html, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../wasm/attention.js';
import type { Page } from './chapter.js';

/** Chapter 6: the switches that depart from the model on purpose. */
export function runSwitches({ context, options, setOptions }: Page): TemplateResult {
  return html`
    <run-switches
      .options=${options}
      .say=${context.say}
      @switch=${(event: CustomEvent<RunOptions>) => setOptions(event.detail)}
    ></run-switches>
  `;
}
