import { createHash, type Hash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { decodeFields } from '../fields/decode-fields.ts';
import { addOther, define } from '../fields/field-objects.ts';
import { MalformedBody, parseJson } from '../parse-json.ts';
import { covers, essence } from '../../media-types/media-type.ts';
import { readHeader } from '../../client/read-header.ts';
import { toViolations } from '../../validate/violations.ts';
import { readDisposition, type Disposition } from './content-disposition.ts';
import { PartTooLarge } from './part-too-large.ts';
import { PartPairs, type TextPart } from './part-pairs.ts';
import { Spool, SpooledBytes } from './spool.ts';
import type { Readable } from 'node:stream';
import type { MediaRow, PartRow, Violation } from '../../contract.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** What texts and JSON parts of one request may have together: they are kept in memory. */
const maxTextBytes = 1024 * 1024;

type Headers = Readonly<Record<string, readonly string[] | undefined>>;

/** Gathers the parts of one multipart body into the value that the contract describes. */
export class PartCollector {
  readonly violations: Violation[] = [];
  readonly #media: MediaRow;
  readonly #spool = new Spool();
  readonly #texts: TextPart[] = [];
  readonly #values = new Map<string, unknown>();
  readonly #hash: Hash | undefined;
  #textBytes = 0;

  /** `isHashed`: `digest` is asked for in the end. */
  constructor(media: MediaRow, isHashed: boolean) {
    this.#media = media;
    this.#hash = isHashed ? createHash('sha256') : undefined;
  }

  /** @throws MalformedBody, PartTooLarge */
  async take(part: Readable, headers: Headers): Promise<void> {
    const disposition = readDisposition(headers['content-disposition']?.[0] ?? '');
    if (disposition === undefined) throw new MalformedBody('A part of the body has no Content-Disposition: form-data with a name.');
    refuseEncoding(headers);
    const { name, fileName } = disposition;
    const rows = this.#media.parts;
    const row = rows !== undefined && Object.hasOwn(rows, name) ? rows[name] : undefined;
    this.#hash?.update(JSON.stringify([name, fileName, headers['content-type']]));
    const as = row?.as ?? (fileName === undefined ? 'text' : 'file');
    const pointer = this.#pointerOf(name, row);
    this.#checkType(as, row, headers, pointer);
    const declared = this.#readHeaders(row, headers, pointer);
    if (as === 'file') this.#put(name, row, await this.#readFile(part, disposition, { row, headers, declared, pointer }));
    else await this.#readText(part, name, row, pointer);
  }

  /** The whole body, once every part was taken. */
  finish(): Record<string, unknown> {
    const { decode } = this.#media;
    const body = decode === undefined ? this.#plainTexts() : this.#decoded(decode);
    for (const [name, value] of this.#values) define(body, name, value);
    return body;
  }

  /** Tells bodies apart whose parts differ; the boundary between them does not count. */
  digest(): Uint8Array | undefined {
    return this.#hash?.digest();
  }

  release(): void {
    this.#spool.release();
  }

  #plainTexts(): Record<string, unknown> {
    const body: Record<string, unknown> = {};
    for (const { name, text } of this.#texts) addOther(body, name, text);
    return body;
  }

  #decoded(decode: NonNullable<MediaRow['decode']>): Record<string, unknown> {
    const { fields, violations } = decodeFields(decode, new PartPairs(this.#texts));
    this.violations.push(...violations);
    return fields;
  }

  #checkType(as: PartRow['as'], row: PartRow | undefined, headers: Headers, pointer: string): void {
    if (row === undefined || row.mediaTypes.length === 0) return;
    const type = typeOf(headers, as);
    if (row.mediaTypes.some((range) => covers(essence(range), type))) return;
    this.violations.push({ in: 'body', pointer, keyword: 'contentType', message: `must be ${row.mediaTypes.join(' or ')}, not ${type}` });
  }

  #readHeaders(row: PartRow | undefined, headers: Headers, pointer: string): Record<string, unknown> {
    if (row?.headers === undefined) return {};
    const present = Object.entries(row.headers).filter(([name]) => headers[name] !== undefined);
    const declared = Object.fromEntries(present.map(([name, form]) => [name, readHeader(headers[name]?.join(', ') ?? '', form)]));
    if (row.validateHeaders?.(declared) === false) {
      const found = toViolations('body', row.validateHeaders.errors);
      this.violations.push(...found.map((violation) => ({ ...violation, pointer: `${pointer}${violation.pointer}` })));
    }
    return declared;
  }

  async #readFile(part: Readable, { fileName = '' }: Disposition, { row, headers, declared, pointer }: FilePart): Promise<UploadedFile> {
    const bytes = new SpooledBytes(this.#spool);
    for await (const chunk of part as AsyncIterable<Buffer>) {
      if (row?.maxBytes !== undefined && bytes.size + chunk.length > row.maxBytes) throw new PartTooLarge(row.maxBytes);
      this.#hash?.update(chunk);
      await bytes.add(chunk);
    }
    if (row?.minBytes !== undefined && bytes.size < row.minBytes) {
      this.violations.push({ in: 'body', pointer, keyword: 'minLength', message: `must have at least ${row.minBytes} bytes` });
    }
    return {
      name: fileName,
      type: typeOf(headers, 'file'),
      size: bytes.size,
      headers: declared,
      bytes: () => bytes.bytes(),
      text: async () => Buffer.from(await bytes.bytes()).toString('utf8'),
      stream: () => bytes.stream(),
    };
  }

  async #readText(part: Readable, name: string, row: PartRow | undefined, pointer: string): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of part as AsyncIterable<Buffer>) {
      this.#textBytes += chunk.length;
      if (this.#textBytes > maxTextBytes) throw new PartTooLarge(maxTextBytes);
      this.#hash?.update(chunk);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    if (row?.as === 'json') return this.#put(name, row, this.#parse(bytes, pointer, row.int64));
    if (!isUtf8(bytes)) this.violations.push({ in: 'body', pointer, keyword: 'style', message: 'must be UTF-8' });
    this.#texts.push({ name, text: bytes.toString('utf8') });
  }

  /** What is no JSON is reported and stays text. */
  #parse(bytes: Buffer, pointer: string, int64: PartRow['int64']): unknown {
    try {
      return parseJson(bytes, int64);
    } catch (error) {
      if (!(error instanceof MalformedBody)) throw error;
      this.violations.push({ in: 'body', pointer, keyword: 'style', message: 'must be JSON' });
      return bytes.toString('utf8');
    }
  }

  #put(name: string, row: PartRow | undefined, value: unknown): void {
    const before = this.#values.get(name);
    if (row?.isList === true) this.#values.set(name, [...((before as unknown[] | undefined) ?? []), value]);
    else if (before === undefined) this.#values.set(name, value);
    else this.violations.push({ in: 'body', pointer: this.#pointerOf(name, row), keyword: 'style', message: 'must be given only once' });
  }

  #pointerOf(name: string, row: PartRow | undefined): string {
    const token = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (row?.isList !== true) return token;
    return `${token}/${(this.#values.get(name) as unknown[] | undefined)?.length ?? 0}`;
  }
}

interface FilePart {
  readonly row: PartRow | undefined;
  readonly headers: Headers;
  readonly declared: Record<string, unknown>;
  readonly pointer: string;
}

/** RFC 7578 section 4.4: text unless the part says otherwise; of a file, or of JSON, that would be no help. */
function typeOf(headers: Headers, as: PartRow['as']): string {
  const assumed = { text: 'text/plain', json: 'application/json', file: 'application/octet-stream' }[as];
  return essence(headers['content-type']?.[0] ?? assumed);
}

/** Deprecated by RFC 7578 section 4.7; whoever means it would otherwise find its encoded bytes. */
function refuseEncoding(headers: Headers): void {
  const encoding = headers['content-transfer-encoding']?.[0]?.trim().toLowerCase() ?? 'binary';
  if (!['7bit', '8bit', 'binary'].includes(encoding)) throw new MalformedBody(`A part of the body has the Content-Transfer-Encoding ${encoding}, which is not supported.`);
}
