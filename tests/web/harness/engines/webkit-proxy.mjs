// The proxy that a WebKit page is put behind. It passes on what is asked of this machine, with the recorder in every
// HTML page, and refuses and reports everything else.
import { createServer, request } from 'node:http';
import { isForeign } from './foreign.mjs';
import { withRecorder } from './recorder.mjs';

/** Resolves to { port, close() }; `onForeign` is called with each address that was asked for and is not ours. */
export async function startProxy(onForeign) {
  const server = createServer((asked, answer) => {
    if (!isForeign(asked.url, asked.url.split('#')[0] + '#')) return passOn(asked, answer);
    onForeign(asked.url);
    answer.writeHead(403).end();
  });
  server.on('connect', (asked, socket) => {
    onForeign(`https://${asked.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { port: server.address().port, close };
}

function passOn(asked, answer) {
  const headers = { ...asked.headers, 'accept-encoding': 'identity' };
  const onward = request(asked.url, { method: asked.method, headers }, (got) => {
    const isPage = (got.headers['content-type'] ?? '').startsWith('text/html');
    if (isPage) return void sendPage(got, answer);
    answer.writeHead(got.statusCode, got.headers);
    got.pipe(answer);
  });
  onward.on('error', () => answer.writeHead(502).end());
  asked.pipe(onward);
}

async function sendPage(got, answer) {
  const chunks = [];
  for await (const chunk of got) chunks.push(chunk);
  const body = Buffer.from(withRecorder(Buffer.concat(chunks).toString('utf8')));
  const { 'transfer-encoding': _, ...headers } = got.headers;
  answer.writeHead(got.statusCode, { ...headers, 'content-length': body.length }).end(body);
}
