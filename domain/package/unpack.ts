import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { DomainError } from '../errors.ts';

export interface UnpackLimits {
  readonly maxUnpackedBytes: number;
  readonly maxFiles: number;
}

/** Added by one system's own archiver; of use to nobody else. */
const skipped = '__MACOSX/';

/**
 * Unpacks a zip archive below a directory. Refuses with `package_refused` an entry that would lie elsewhere (absolute, with `..`
 * or a backslash), a link or a device, an encrypted entry and a damaged archive; with `package_too_large` more bytes or files
 * than allowed, counted as they are written and not as the archive claims.
 */
export async function unpack(archive: string, directory: string, limits: UnpackLimits): Promise<void> {
  try {
    await unpackEntries(archive, directory, limits);
  } catch (error) {
    if (error instanceof DomainError || isSystemError(error)) throw error;
    throw new DomainError('package_refused', 'The package is no sound zip archive.', { cause: error });
  }
}

/** Names that occur twice, as file and folder, or that no file may have. */
const namingFaults = new Set(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ']);

/** A full disk or the like, which is no fault of the package. */
function isSystemError(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall !== undefined && !namingFaults.has(code ?? '');
}

async function unpackEntries(archive: string, directory: string, { maxUnpackedBytes, maxFiles }: UnpackLimits): Promise<void> {
  const zip = await yauzl.openPromise(archive, { strictFileNames: true });
  const budget = new Budget(maxUnpackedBytes);
  let files = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.startsWith(skipped)) continue;
      files += 1;
      if (files > maxFiles) throw new DomainError('package_too_large', `The package has more than ${maxFiles} files.`);
      requireOrdinary(entry);
      await unpackEntry(zip, entry, directory, budget);
    }
  } finally {
    zip.close();
  }
}

/** Unix file type in the upper half of the external attributes (APPNOTE.TXT section 4.4.15; sys/stat.h). */
const fileTypes = { mask: 0o170000, none: 0, regular: 0o100000, directory: 0o040000 };

function requireOrdinary({ fileName, externalFileAttributes, ...entry }: yauzl.Entry): void {
  const refuse = (why: string) => new DomainError('package_refused', `The package contains ${why}.`);
  const type = (externalFileAttributes >>> 16) & fileTypes.mask;
  if (type !== fileTypes.none && type !== fileTypes.regular && type !== fileTypes.directory) throw refuse('a link or a device');
  if (/(^|\/)\.\.?(\/|$)|[\\\0:]|^\/|\/\//.test(fileName)) throw refuse('a path that leaves its folder');
  if ((entry.generalPurposeBitFlag & 1) === 1) throw refuse('an encrypted file');
}

async function unpackEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, directory: string, budget: Budget): Promise<void> {
  const target = join(directory, entry.fileName);
  if (entry.fileName.endsWith('/')) {
    await mkdir(target, { recursive: true });
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  const contents = await zip.openReadStreamPromise(entry);
  // `wx`: a name that occurs twice is refused rather than overwritten. Opened last, so that the pipeline hears of a failure.
  await pipeline(contents, budget.counter(), createWriteStream(target, { flags: 'wx', mode: 0o644 }));
}

/** How many bytes may still be written, over all files. */
class Budget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  counter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#left -= chunk.length;
        if (this.#left < 0) done(new DomainError('package_too_large', 'The package unpacks to more than is allowed.'));
        else done(null, chunk);
      },
    });
  }
}
