import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Handle, Picture } from '../figure/figure.js';

/** What can be pressed in a picture, over it in the same coordinates: by pointer, finger and keyboard. */
export function pictureHandles(
  { kind, width, height, handles = [] }: Picture,
  press: (id: string) => void,
): TemplateResult | typeof nothing {
  if (handles.length === 0) return nothing;
  return html`
    <svg class="handles ${kind}" viewBox="0 0 ${width} ${height}">
      ${handles.map((handle) => drawn(handle, press))}
    </svg>
  `;
}

function drawn({ id, label, pressed, x, y, width, height }: Handle, press: (id: string) => void): unknown {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press(id);
  };
  return svg`<rect
    class="handle"
    role="button"
    tabindex="0"
    data-handle=${id}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    x=${x} y=${y} width=${width} height=${height} rx="10"
    @click=${() => press(id)}
    @keydown=${onKey}
  ></rect>`;
}
