/**
 * Lets in what has come while the page or the worker was computing: messages, the reader's hands, a frame that is due. Soon:
 * a timer would wait milliseconds.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(undefined);
  });
}
