// `npm run start:production`: what `npm run build` made, without a compiler in the process.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'build', 'main.js');

if (!existsSync(main)) {
  console.error('specwright: there is no build/main.js; run npm run build first.');
  process.exit(2);
}
process.env.NODE_ENV ??= 'production';
// Beside the sources: build/ is made anew each time.
process.env.DATA_DIRECTORY ??= join(root, '.data');
const { start } = await import(pathToFileURL(main).href);
process.exitCode = await start(process.argv.slice(2));
