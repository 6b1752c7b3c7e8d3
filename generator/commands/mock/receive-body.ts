import type { IncomingMessage } from 'node:http';
import type { MockBody } from './decode-body.ts';
import { essenceOf } from './media-types.ts';

const mostBytes = 20 * 1024 * 1024;

/** The whole body; undefined where there is none. */
export async function receiveBody(request: IncomingMessage): Promise<MockBody | undefined | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return 'too large';
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  return essenceOf(type) === 'multipart/form-data' ? withParts(bytes, type) : { bytes };
}

/** The parts of a form by name; for a file its name stands (RFC 7578). */
async function withParts(bytes: Buffer, type: string): Promise<MockBody> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
    return { bytes, parts: [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name] as const) };
  } catch (error) {
    return { bytes, fault: `is no form: ${error instanceof Error ? error.message : String(error)}` };
  }
}
