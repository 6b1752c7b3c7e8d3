import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { hasColours, paint } from '../report.ts';

/**
 * The project's own compiler, beside the service: whatever it finds is printed with its lines, and keeps nothing from being
 * served. It is asked at each change and looks anew at what the change concerns; not every version of it sees changes by itself.
 */
export class TypeChecker {
  readonly #root: string;
  readonly #compiler: string;
  #child: ChildProcess | undefined;
  #hadErrors: boolean | undefined;

  private constructor(root: string, compiler: string) {
    this.#root = root;
    this.#compiler = compiler;
  }

  /** Undefined where the project has no compiler or no settings for it. */
  static of(root: string): TypeChecker | undefined {
    const compiler = findCompiler(root);
    return compiler === undefined || !existsSync(join(root, 'tsconfig.json')) ? undefined : new TypeChecker(root, compiler);
  }

  /** Begins a check; one that is under way is given up for it. */
  check(): void {
    this.#child?.kill();
    const remembered = ['--incremental', '--tsBuildInfoFile', join(this.#root, '.cache', 'dev.tsbuildinfo')];
    const args = [this.#compiler, '-p', this.#root, '--noEmit', ...remembered, '--pretty', 'true'];
    const child = spawn(process.execPath, args, { cwd: this.#root, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    void text(child.stdout).then((said) => this.#child === child && this.#tell(hasColours() ? said : stripVTControlCharacters(said)));
  }

  /** Says what was found; nothing where there is as little to mend as before. */
  #tell(said: string): void {
    const [found = '', count = 0] = said.split(/\n+Found (\d+) error/);
    const errors = Number(count);
    if (errors > 0 || this.#hadErrors !== false) console.error(`${found}${found === '' ? '' : '\n'}${summary(errors)}`);
    this.#hadErrors = errors > 0;
  }

  close(): void {
    this.#child?.kill();
    this.#child = undefined;
  }
}

function summary(errors: number): string {
  if (errors === 0) return `${paint('green', 'types')}: no errors`;
  return `${paint('red', 'types')}: ${errors} ${errors === 1 ? 'error' : 'errors'}; what is served may fail there`;
}

/** From the package's description: TypeScript 7 lets nobody import its program. */
function findCompiler(root: string): string | undefined {
  try {
    const file = createRequire(join(root, 'package.json')).resolve('typescript/package.json');
    const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { readonly bin: { readonly tsc: string } };
    return join(dirname(file), bin.tsc);
  } catch {
    return undefined;
  }
}
