import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { OutputFile } from './output-file.ts';

interface Printed {
  readonly id: number;
  readonly files?: readonly OutputFile[];
  readonly error?: string;
}

let shared: TypePrinter | undefined;

/**
 * The one of this process, which starts with the first call: ask early, since it takes longer to load than everything else. It keeps
 * no process alive, and ends with it.
 */
export function typePrinter(): TypePrinter {
  return (shared ??= new TypePrinter());
}

/** Runs hey-api beside this process. */
export class TypePrinter {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (files: readonly OutputFile[]) => void; readonly reject: (error: Error) => void }
  >();
  #lastId = 0;
  #sent: Promise<void> = Promise.resolve();

  constructor() {
    const program = fileURLToPath(new URL('./print-types.mjs', import.meta.url));
    this.#child = fork(program, { execArgv: ['--max-semi-space-size=64'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child.on('message', (message) => this.#settle(message as Printed));
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('exit', (code) => this.#fail(new Error(`the process that prints types ended with code ${code}`)));
    this.#child.unref();
    this.#child.channel?.unref();
    // It may still be loading what nobody needed.
    process.once('exit', () => this.#child.kill());
  }

  /** hey-api's files by their paths within its own folder. */
  print(document: object, header: string): Promise<readonly OutputFile[]> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.channel?.ref();
      this.#sent = this.#send({ id, document, header });
    });
  }

  /** Resolves when the other process has what it needs. A long document travels only while this one does nothing else. */
  sent(): Promise<void> {
    return this.#sent;
  }

  #send(message: object): Promise<void> {
    return new Promise((resolve) => {
      this.#child.send(message, (error) => {
        if (error !== null) this.#fail(error);
        resolve();
      });
    });
  }

  #settle({ id, files, error }: Printed): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#child.channel?.unref();
    if (files !== undefined) waiting?.resolve(files);
    else waiting?.reject(new Error(`hey-api could not print the client: ${error}`));
  }

  #fail(error: Error): void {
    if (shared === this) shared = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
