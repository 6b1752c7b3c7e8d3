/** The value of a body: parsed if its content type says JSON and it is JSON, else its text. */
export function readBody(text: string, contentType: string | null | undefined): unknown {
  if (!/[/+]json\b/.test(contentType ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
