import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** Unix mode; default a regular file. */
  readonly mode?: number;
  /** What the archive claims the size to be. */
  readonly claimedSize?: number;
  readonly encrypted?: boolean;
}

/** Writes a zip archive (APPNOTE.TXT section 4.3) that may be as ill-meant as a test wants it. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', mode = 0o100644, claimedSize, encrypted = false } of entries) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const fields = {
      name: Buffer.from(name),
      crc: crc32(data),
      packed: packed.length,
      size: claimedSize ?? data.length,
      flags: encrypted ? 1 : 0,
    };
    const local = Buffer.concat([signature('PK\x03\x04'), numbers([2, 20]), common(fields), fields.name, packed]);
    directory.push(
      Buffer.concat([
        signature('PK\x01\x02'),
        numbers([2, (3 << 8) | 20], [2, 20]),
        common(fields),
        numbers([2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, offset]),
        fields.name,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const { length } = entries;
  const end = Buffer.concat([
    signature('PK\x05\x06'),
    numbers([2, 0], [2, 0], [2, length], [2, length], [4, central.length], [4, offset], [2, 0]),
  ]);
  return Buffer.concat([...parts, central, end]);
}

function common({
  name,
  crc,
  packed,
  size,
  flags,
}: {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  flags: number;
}): Buffer {
  return numbers([2, flags], [2, 8], [2, 0], [2, 33], [4, crc], [4, packed], [4, size], [2, name.length], [2, 0]);
}

function signature(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Little-endian numbers of 2 or 4 bytes. */
function numbers(...fields: [2 | 4, number][]): Buffer {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
