import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** One part of a long command: a program that succeeds with exit code 0. */
export interface Step {
  readonly title: string;
  readonly command: readonly string[];
}

/** Runs steps side by side, one line each as it ends; a failed step's output follows. True when all succeeded. */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const results = await Promise.all(steps.map(runStep));
  return results.every(Boolean);
}

async function runStep({ title, command }: Step): Promise<boolean> {
  const started = performance.now();
  console.error(`  … ${title}`);
  const { code, output } = await run(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`  ${code === 0 ? colour(32, '✓') : colour(31, '✗')} ${title} (${seconds} s)`);
  if (code !== 0) console.error(output);
  return code === 0;
}

function run([program, ...rest]: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program ?? '', rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

function colour(code: number, text: string): string {
  return process.stderr.isTTY && !process.env['NO_COLOR'] ? `\u001b[${code}m${text}\u001b[0m` : text;
}

const node = process.execPath;

export const typecheck: Step = { title: 'types', command: [node, 'node_modules/typescript-7/bin/tsc', '-p', '.'] };
export const lint: Step = { title: 'lint', command: [node, 'node_modules/oxlint/bin/oxlint', '.'] };
/** The services' generated code, and the bench's, which is a small project of its own. */
export const generateChecks: readonly Step[] = ['.', 'bench'].map((folder) => ({
  title: `generated code is up to date (${folder === '.' ? 'services' : folder})`,
  command: [node, 'bin/specwright.mjs', 'generate', '--check', '--root', folder],
}));
/** What the linter says about the services' contracts and the bench's: nothing, not even a warning. */
export const lintChecks: readonly Step[] = ['.', 'bench'].map((folder) => ({
  title: `contracts (${folder === '.' ? 'services' : folder})`,
  command: [node, 'bin/specwright.mjs', 'lint', '--root', folder, '--max-warnings', '0'],
}));
