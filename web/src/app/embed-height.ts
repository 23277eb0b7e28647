// How a frame and the page around it agree on a height. Version 1 of the messages, all with `source` and `version`:
//
//   frame to page:  { source: 'attention-explainer', version: 1, kind: 'height', height }   whenever it has changed, in CSS pixels
//   page to frame:  { source: 'attention-explainer', version: 1, kind: 'ask' }              the height, please: it is told again
//   page to frame:  { source: 'attention-explainer', version: 1, kind: 'sized' }            it has that height now
//
// Where nobody answers what does not fit is scrolled to, as in any frame.
//
// A later version keeps sending these or uses another number. web/embed-height.js is the page's side.

const source = 'attention-explainer';
const version = 1;

/** The origin of the page around, where the browser says it. */
function originAround(): string | undefined {
  const [parent] = location.ancestorOrigins ?? [];
  const origin = parent ?? (document.referrer ? new URL(document.referrer).origin : undefined);
  return origin === 'null' ? undefined : origin;
}

/** Tells the page around the height of an element, now and whenever it changes. The document has the class `sized` once it has it. */
export function tellHeight(element: Element): void {
  if (window.parent === window) return;
  // A page without an origin of its own (from file://, or sandboxed) can only be told what anybody may know: a height is.
  const target = originAround() ?? '*';
  let told = 0;
  const tell = (height: number, origin: string) => {
    told = height;
    window.parent.postMessage({ source, version, kind: 'height', height }, origin);
  };
  const heightNow = () => Math.ceil(element.getBoundingClientRect().height);
  new ResizeObserver(() => {
    const height = heightNow();
    if (height > 0 && height !== told) tell(height, target);
  }).observe(element);
  window.addEventListener('message', ({ data, source: asker }: MessageEvent<unknown>) => {
    if (asker !== window.parent) return;
    const kind = kindOf(data);
    if (kind === 'ask') tell(heightNow(), target);
    // No bars while the frame follows its contents.
    if (kind === 'sized') document.documentElement.classList.add('sized');
  });
}

function kindOf(data: unknown): unknown {
  const message = data as { source?: unknown; version?: unknown; kind?: unknown } | null;
  return message?.source === source && message.version === version ? message.kind : undefined;
}
