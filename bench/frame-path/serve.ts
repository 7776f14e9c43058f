// serve FOLDER: the browser shell with the page in FOLDER. Prints its address, and ends with its input.
import { createBackend } from '../../backend/app.ts';
import { startServer } from '../../web/server.ts';

const [rendererDir = ''] = process.argv.slice(2);
const backend = createBackend({ shell: 'browser', version: 'bench' });
const server = await startServer({ backend, rendererDir, port: 0 });
console.log(server.url);
process.stdin
  .once('end', () => {
    void server.close();
    void backend.close();
  })
  .resume();
