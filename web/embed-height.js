// For a page that shows embed.html in iframes: gives each the height that it asks for. One script for all of them.
// Messages as web/src/embedding/height.ts describes them; one is believed only if it comes from the very window of an iframe
// whose address has the origin that the message has.
(() => {
  const source = 'attention-explainer';
  const version = 1;
  /** More than any chapter takes; a frame cannot push everything else out of the page. */
  const highest = 40000;

  /** Of any frame on the page, also of one whose address is none. */
  const originOf = (frame) => {
    try {
      return new URL(frame.src, document.baseURI).origin;
    } catch {
      return undefined;
    }
  };
  const framesOf = (origin) =>
    [...document.querySelectorAll('iframe[src]')].filter(
      (frame) => origin === 'null' || originOf(frame) === origin,
    );

  addEventListener('message', ({ data, origin, source: sender }) => {
    if (data?.source !== source || data.version !== version || data.kind !== 'height') return;
    const { height } = data;
    if (!Number.isFinite(height) || height <= 0) return;
    const frame = framesOf(origin).find(({ contentWindow }) => contentWindow === sender);
    if (!frame) return;
    frame.style.height = `${Math.min(Math.ceil(height), highest)}px`;
    sender.postMessage({ source, version, kind: 'sized' }, '*');
  });

  // Those that have told their heights before this script was here.
  const ask = () => {
    for (const frame of document.querySelectorAll('iframe[src*="embed.html"]'))
      frame.contentWindow?.postMessage({ source, version, kind: 'ask' }, '*');
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', ask);
  else ask();
})();
