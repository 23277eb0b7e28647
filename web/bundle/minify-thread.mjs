// A thread that minifies what it is sent; see minify.mjs.
import { parentPort } from 'node:worker_threads';
import { minify } from 'terser';

parentPort.on('message', async ({ id, text, options }) => {
  try {
    const { code } = await minify(text, options);
    parentPort.postMessage({ id, code });
  } catch (error) {
    parentPort.postMessage({ id, error: `terser: ${error.message}` });
  }
});
