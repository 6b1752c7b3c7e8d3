import type { WireRequest } from './wire.ts';

/** Headers whose values are nobody's business. */
const secretHeaders = /^(proxy-)?authorization$|^cookie$|token|secret|csrf|session|api-?key/i;

/** A line for a shell that sends the same request. Secrets are left out: `$VERIFY_…` stands for them. */
export function asCurl(wire: WireRequest, secrets: readonly string[]): string {
  const isSecret = (text: string) => secrets.some((secret) => text.includes(secret));
  const { method, url, headers } = wire;
  const body = wire.body && hiddenIn(wire.body, secrets);
  if (method === 'RAW') return `printf ${quote(octal(body ?? Buffer.alloc(0)))} | nc ${new URL(url).hostname} ${new URL(url).port || '80'}`;
  if (method === 'WEBSOCKET' || method === 'SOCKET.IO') return asWscat({ ...wire, ...(body && { body }) }, isSecret);
  const lines = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${shownHeader(name, value, isSecret)}`)}`);
  const isText = body === undefined || isPlainText(body);
  const data = body === undefined ? [] : isText ? [`--data-binary ${quote(body.toString())}`] : ['--data-binary @-'];
  const before = isText ? '' : `printf ${quote(octal(body))} | `;
  return `${before}${['curl -i', `-X ${method}`, quote(shownUrl(url, isSecret)), ...lines, ...data].join(' ')}`;
}

/** Bytes stay as they are where none of it is in them. */
function hiddenIn(body: Buffer, secrets: readonly string[]): Buffer {
  const found = secrets.filter((secret) => body.includes(secret));
  return found.length === 0 ? body : Buffer.from(found.reduce((text, secret) => text.replaceAll(secret, '$VERIFY_SECRET'), body.toString()));
}

/** Of a message over a WebSocket; there is no such program for Socket.IO, so it is told in words. */
function asWscat({ method, url, headers, body }: WireRequest, isSecret: (text: string) => boolean): string {
  const shown = shownUrl(url.replace(/^http/, 'ws'), isSecret);
  if (method === 'SOCKET.IO') return `Socket.IO ${shown}${body === undefined ? '' : ` emit ${body.toString()}`}`;
  const lines = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${shownHeader(name, value, isSecret)}`)}`);
  return ['wscat', `-c ${quote(shown)}`, ...lines, ...(body === undefined ? [] : ['-w 2', `-x ${quote(body.toString())}`])].join(' ');
}

/** Names in capital letters come from the environment of whoever repeats it. */
export function shownHeader(name: string, value: string, isSecret: (text: string) => boolean): string {
  return secretHeaders.test(name) || isSecret(value) ? '$VERIFY_SECRET' : value;
}

export function shownUrl(url: string, isSecret: (text: string) => boolean): string {
  const [path = '', query] = url.split('?');
  if (query === undefined) return path;
  const pairs = query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return isSecret(decode(value)) ? `${name}=$VERIFY_SECRET` : pair;
  });
  return `${path}?${pairs.join('&')}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** In double quotes only where a variable has to be seen. */
function quote(text: string): string {
  if (text.includes('$VERIFY_SECRET')) return `"${text.replace(/["\\`]|\$(?!VERIFY_SECRET)/g, '\\$&')}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function isPlainText(bytes: Buffer): boolean {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) && !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text);
}

/** What means something to printf, or to the quotes around it. */
const plainInFormat: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\\': '\\134', '%': '%%', "'": '\\047', '"': '\\042', '`': '\\140' };

/** A format for printf. */
function octal(bytes: Buffer): string {
  return [...bytes].map((byte) => plainInFormat[String.fromCharCode(byte)] ?? (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('');
}
