/** The chunks of an HTTP body; leaving the loop early closes the connection. */
export async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Fails with the body's own error when it broke, which has been thrown already.
    await reader.cancel().catch(() => undefined);
  }
}
