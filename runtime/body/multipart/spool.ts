import { open, unlink, type FileHandle } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes of files that one request may hold in memory; what is more goes to the disk. */
const memoryBytes = 256 * 1024;

const chunkBytes = 64 * 1024;

/** Where the files of one request are kept until it is answered. */
export class Spool {
  #memoryLeft = memoryBytes;
  readonly #handles = new Set<FileHandle>();
  #isReleased = false;

  get isReleased(): boolean {
    return this.#isReleased;
  }

  /** Whether so many bytes may stay in memory; they are then counted. */
  claim(bytes: number): boolean {
    if (bytes > this.#memoryLeft) return false;
    this.#memoryLeft -= bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#memoryLeft += bytes;
  }

  /** A file that loses its name as soon as it is open: whatever ends the process, nothing is left behind. */
  async openFile(): Promise<FileHandle> {
    const path = join(tmpdir(), `specwright-upload-${randomUUID()}`);
    const handle = await open(path, 'wx+', 0o600);
    await unlink(path);
    if (this.#isReleased) await handle.close();
    else this.#handles.add(handle);
    return handle;
  }

  /** Forgets everything; a file that is read after this is an error. */
  release(): void {
    this.#isReleased = true;
    for (const handle of this.#handles) void handle.close().catch(() => undefined);
    this.#handles.clear();
  }
}

/** The bytes of one part: in memory while the request has some left, else in a file. */
export class SpooledBytes {
  readonly #spool: Spool;
  #chunks: Buffer[] = [];
  #handle: FileHandle | undefined;
  size = 0;

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  async add(chunk: Buffer): Promise<void> {
    if (this.#handle === undefined && !this.#spool.claim(chunk.length)) await this.#moveToDisk();
    if (this.#handle === undefined) this.#chunks.push(chunk);
    else await writeAll(this.#handle, chunk, this.size);
    this.size += chunk.length;
  }

  async #moveToDisk(): Promise<void> {
    this.#handle = await this.#spool.openFile();
    let offset = 0;
    for (const chunk of this.#chunks) {
      await writeAll(this.#handle, chunk, offset);
      offset += chunk.length;
    }
    this.#chunks = [];
    this.#spool.giveBack(this.size);
  }

  async bytes(): Promise<Uint8Array> {
    const bytes = new Uint8Array(this.size);
    let offset = 0;
    for await (const chunk of this.stream()) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return bytes;
  }

  async *stream(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#handle === undefined) {
      this.#assertThere();
      return yield* this.#chunks;
    }
    for (let offset = 0; offset < this.size; ) {
      this.#assertThere();
      const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, offset);
      if (bytesRead === 0) throw new Error('An uploaded file is shorter than it was.');
      offset += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  #assertThere(): void {
    if (this.#spool.isReleased) throw new Error('The uploaded file is gone: its request has been answered.');
  }
}

async function writeAll(handle: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    written += (await handle.write(chunk, written, chunk.length - written, position + written)).bytesWritten;
  }
}
