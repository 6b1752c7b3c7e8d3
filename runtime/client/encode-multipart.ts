import { stringify } from '../int64/stringify.ts';
import type { EncodedBody, FieldPlan } from './encode-body.ts';
import { encodePairs } from './encode-query.ts';
import { isFields } from './parameter-text.ts';

/** A file with what its part is to say of it. */
export interface NamedFile {
  readonly content: Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string;
  readonly name?: string;
  /** Media type of the part. */
  readonly type?: string;
  /** Further headers of the part. */
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
}

/** A file of a multipart body. */
export type Upload = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | NamedFile;

interface Part {
  readonly name: string;
  readonly content: BlobPart;
  readonly fileName?: string;
  readonly type?: string;
  readonly headers?: NamedFile['headers'];
}

/** RFC 7578. Files are not read before they are sent. */
export function encodeMultipart(body: unknown, fields: Readonly<Record<string, FieldPlan>>): EncodedBody {
  if (!isFields(body)) throw new TypeError('A multipart body is an object or FormData.');
  const boundary = `----specwright-${crypto.randomUUID()}`;
  const parts = Object.entries(body).filter(([, value]) => value !== undefined).flatMap(([name, value]) => partsOf(name, value, fields[name] ?? {}));
  const chunks = parts.flatMap((part): BlobPart[] => [`--${boundary}\r\n${headOf(part)}\r\n\r\n`, part.content, '\r\n']);
  return { body: new Blob([...chunks, `--${boundary}--\r\n`]), contentType: `multipart/form-data; boundary=${boundary}` };
}

function partsOf(name: string, value: unknown, field: FieldPlan): Part[] {
  const items: unknown[] = field.isList === true && Array.isArray(value) ? value : [value];
  if (field.isFile === true || items.some(isUpload)) return items.map((item) => filePart(name, item as Upload, field));
  if (field.json === true) return items.map((item) => ({ name, content: stringify(item) ?? '', type: field.type ?? 'application/json' }));
  refuseCommas(name, value, field);
  return encodePairs(name, value, field).map((pair) => textPart(pair, field));
}

/** Where items stand in one part, a comma within one would end it: nothing is percent-encoded there. */
function refuseCommas(name: string, value: unknown, { style = 'form', explode }: FieldPlan): void {
  if (style !== 'form' || explode !== false) return;
  const items: unknown[] = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : [];
  const wrong = items.find((item): item is string => typeof item === 'string' && item.includes(','));
  if (wrong !== undefined) throw new TypeError(`The part "${name}" cannot hold "${wrong}" in a list: it contains the delimiter.`);
}

/** Nothing is percent-encoded within a part. */
function textPart(pair: string, { type }: FieldPlan): Part {
  const equals = pair.indexOf('=');
  const name = decodeURIComponent(pair.slice(0, equals));
  return { name, content: decodeURIComponent(pair.slice(equals + 1)), ...(type === undefined ? {} : { type }) };
}

function isUpload(value: unknown): value is Upload {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function filePart(name: string, upload: Upload, field: FieldPlan): Part {
  const { content, name: fileName = 'blob', type, headers } = isUpload(upload) ? { content: upload } as NamedFile : upload;
  const own = content instanceof File ? content.name : undefined;
  const said = content instanceof Blob && content.type !== '' ? content.type : undefined;
  return {
    name,
    content,
    fileName: fileName === 'blob' ? (own ?? fileName) : fileName,
    type: type ?? said ?? field.type ?? 'application/octet-stream',
    ...(headers === undefined ? {} : { headers }),
  };
}

function headOf({ name, fileName, type, headers = {} }: Part): string {
  const file = fileName === undefined ? '' : `; filename="${quotable(fileName)}"`;
  const lines = [`Content-Disposition: form-data; name="${quotable(name)}"${file}`, ...(type === undefined ? [] : [`Content-Type: ${type}`])];
  return [...lines, ...Object.entries(headers).map(([header, value]) => `${header}: ${String(value)}`)].map(refuseBreaks).join('\r\n');
}

/** WHATWG HTML, "Multipart form data": these would end the name. */
function quotable(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function refuseBreaks(line: string): string {
  if (!/[\r\n]/.test(line)) return line;
  throw new TypeError(`A header of a part would break out of its line: ${JSON.stringify(line)}.`);
}
