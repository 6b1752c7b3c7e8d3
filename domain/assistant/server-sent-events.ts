/** The `data` of each event of a stream (WHATWG HTML, section 9.2.6); other fields and comments are passed over. */
export async function* readEventData(body: AsyncIterable<Uint8Array>, maxEventBytes = 1024 * 1024): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of readLines(body, maxEventBytes)) {
    if (line === '' && data.length > 0) {
      yield data.join('\n');
      data = [];
    } else if (line === 'data' || line.startsWith('data:')) {
      data.push(line.slice(5).replace(/^ /, ''));
    }
  }
}

/** Lines end with LF, CRLF or CR. What follows the last end of line is no complete event and is dropped. */
async function* readLines(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the very end may be the first half of a CRLF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > maxBytes) throw new Error('An event of the stream is too long.');
    yield* lines;
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
}
