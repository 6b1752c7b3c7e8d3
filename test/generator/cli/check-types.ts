import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = new URL('../../../', import.meta.url).pathname;

/**
 * What the compiler, run as a person would, says of a project: a line for each error, `file(line,column): error …`. It has this
 * repository's settings; what was checked once is checked again only where it changed.
 */
export function checkTypes(root: string): Promise<string[]> {
  const file = join(root, 'tsconfig.json');
  const compilerOptions = { tsBuildInfoFile: './.types.tsbuildinfo' };
  const config = { extends: join(repository, 'tsconfig.json'), compilerOptions, include: ['./**/*.ts'], exclude: ['test'] };
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(config));
  const args = [join(repository, 'node_modules/typescript-7/bin/tsc'), '-p', root, '--pretty', 'false'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (_error, stdout) =>
      resolve(stdout.split('\n').filter((line) => line.includes(': error TS'))),
    );
  });
}
