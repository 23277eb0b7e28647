// Serves a folder on this machine only: node serve.mjs FOLDER [PORT]. Without a port it takes a free one.
import { context } from 'esbuild';

const [servedir, port] = process.argv.slice(2);
const server = await context({});
try {
  const address = await server.serve({ servedir, host: '127.0.0.1', ...(port && { port: Number(port) }) });
  console.log(`http://127.0.0.1:${address.port}/`);
} catch (error) {
  console.error(
    `Cannot serve on port ${port}: ${error.message}. Name another one with --port, or none at all.`,
  );
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await server.dispose();
    process.exit(0);
  });
}
