/** What a part says of itself (RFC 7578 section 4.2). */
export interface Disposition {
  readonly name: string;
  /** Absent for a field that is no file. */
  readonly fileName?: string;
}

/** `name="value"`, `name=value`; within quotes a backslash takes the next character as it is (RFC 9110 section 5.6.4). */
const parameter = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/gy;

/**
 * Reads `form-data; name="photo"; filename="cat.png"`; undefined for anything else. The text comes as bytes, one per character,
 * and is UTF-8. Browsers write a quote and the ends of lines as %22, %0D and %0A (WHATWG HTML, "Multipart form data").
 */
export function readDisposition(header: string): Disposition | undefined {
  const type = /^\s*form-data\s*/i.exec(header);
  if (type === null) return undefined;
  const found = new Map<string, string>();
  parameter.lastIndex = type[0].length;
  for (let match = parameter.exec(header); match !== null; match = parameter.exec(header)) {
    const [, key = '', quoted, plain] = match;
    found.set(key.toLowerCase(), unescape(quoted ?? plain ?? '', quoted !== undefined));
  }
  const name = found.get('name');
  if (name === undefined) return undefined;
  const fileName = found.get('filename');
  return fileName === undefined ? { name } : { name, fileName: withoutPath(fileName) };
}

function unescape(text: string, isQuoted: boolean): string {
  const characters = Buffer.from(isQuoted ? text.replace(/\\(["\\])/g, '$1') : text, 'latin1').toString('utf8');
  return characters.replace(/%(22|0D|0A)/gi, (encoded) => decodeURIComponent(encoded));
}

/** Some clients send the whole path; the sender's folders are nobody's business (RFC 7578 section 4.2). */
function withoutPath(fileName: string): string {
  return fileName.replace(/^.*[/\\]/s, '');
}
