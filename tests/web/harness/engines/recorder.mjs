// What WebKit's driver does not report: a script that keeps a page's complaints, put in front of all others.

const key = 'attention-explainer-complaints';

function record(name) {
  const complaints = [];
  Object.defineProperty(globalThis, Symbol.for(name), { value: complaints });
  for (const kind of ['error', 'warn', 'assert']) {
    const original = console[kind];
    console[kind] = function (...values) {
      if (kind !== 'assert' || !values[0]) complaints.push(`console: ${values.map(String).join(' ')}`);
      return original.apply(this, values);
    };
  }
  // An element that could not load reports to itself alone, hence the capture. An observer that hands on a size in the
  // next frame is no error: every engine has this event, and none writes it to its console. What the explainer tells its
  // host by that name is none of the page's.
  const onError = (event) => {
    const { message, target } = event;
    if (event instanceof CustomEvent || message?.startsWith('ResizeObserver loop')) return;
    complaints.push(`error: ${message ?? `could not load ${target.src ?? target.href}`}`);
  };
  addEventListener('error', onError, true);
  addEventListener('unhandledrejection', ({ reason }) =>
    complaints.push(`error: ${reason?.message ?? reason}`),
  );
}

/** The HTML of a page with the recorder as the first thing in its head. */
export function withRecorder(html) {
  const script = `<script>(${record})(${JSON.stringify(key)})</script>`;
  return html.replace(/<head(\s[^>]*)?>/i, (head) => head + script);
}

/** Called in a page: takes what has been recorded since the last time; undefined where there is no recorder. */
export const takeComplaints = `() => globalThis[Symbol.for(${JSON.stringify(key)})]?.splice(0)`;
