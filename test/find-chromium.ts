import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Chromium of this machine, or why tests that need one are skipped; nothing is downloaded. */
export function findChromium(): { readonly executablePath?: string; readonly skip: string | false } {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [process.env['CHROMIUM'] ?? '', ...candidates].find((path) => path !== '' && existsSync(path));
  return found === undefined ? { skip: 'no Chromium on the PATH (apt-get install chromium), and CHROMIUM names none' } : { executablePath: found, skip: false };
}
