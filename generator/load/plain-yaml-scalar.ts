/** Words and texts that end in their line and hold nothing that means something else (YAML 1.2, section 7.3.3). */
const plain = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s,[\]{}]))(?:[^:#]|:(?=\S)|(?<=\S)#)*$/;
const inDoubleQuotes = /^"(?:[^"\\]|\\(?:["\\/bfnrt ]|u[\da-fA-F]{4}))*"$/;
const inSingleQuotes = /^'(?:[^']|'')*'$/;
const wordList = /^\[ *[A-Za-z_][\w-]*(?: *, *[A-Za-z_][\w-]*)* *\]$/;

/** What is no text by the core schema (YAML 1.2, section 10.3.2). */
const special = /^(?:~|null|true|false|[-+]?(?:0o[0-7]+|0x[\da-f]+|\.inf|(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?)|\.nan)$/i;
const known: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
/** Numbers that have no other spelling. */
const number = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,9})\.\d{0,4}[1-9])$/;

/** The value of a scalar, or of a list of words; undefined where it is not plainly told. */
export function readPlainScalar(text: string): { readonly value: unknown } | undefined {
  if (inSingleQuotes.test(text)) return { value: text.slice(1, -1).replaceAll("''", "'") };
  if (inDoubleQuotes.test(text)) return fromJson(text);
  if (text === '[]') return { value: [] };
  if (text === '{}') return { value: {} };
  if (wordList.test(text)) return listOf(text.slice(1, -1).split(',').map((word) => readPlainScalar(word.trim())));
  if (!plain.test(text) || text.endsWith(':')) return undefined;
  if (!special.test(text)) return { value: text };
  if (Object.hasOwn(known, text)) return { value: known[text] };
  return number.test(text) ? { value: Number(text) } : undefined;
}

/** Whether a text begins with a quote, and none of its kind ends it. */
export function isOpen(text: string): boolean {
  return /^["']/.test(text) && !(text.startsWith('"') ? inDoubleQuotes : inSingleQuotes).test(text);
}

/**
 * Lines of a text as one: an end of a line is a space, of several the first one none, and nothing where it is escaped; spaces around it do not
 * count (YAML 1.2, section 6.5). Ends of lines that stay are escaped in double quotes. Undefined where more than that is escaped at the end of
 * a line.
 */
export function foldLines([first = '', ...more]: readonly string[]): string | undefined {
  const isDouble = first.startsWith('"');
  let text = first;
  let breaks = 0;
  for (const [index, line] of more.entries()) {
    breaks++;
    const rest = line.trimStart();
    if (rest === '' && index < more.length - 1) continue;
    const isJoined = isDouble && /(?<!\\)(?:\\\\)*\\$/.test(text);
    if (isDouble && (isJoined ? breaks > 1 : /\\ +$/.test(text))) return undefined;
    text = isJoined ? text.slice(0, -1) : text.trimEnd() + (breaks === 1 ? ' ' : (isDouble ? '\\n' : '\n').repeat(breaks - 1));
    text += rest;
    breaks = 0;
  }
  return text.trimEnd();
}

/** What JSON does not escape; tabs may stand there in YAML only. */
function fromJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.replaceAll(/\\(.)/g, (whole, escaped) => (escaped === ' ' ? ' ' : whole))) as unknown };
  } catch {
    return undefined;
  }
}

function listOf(items: readonly ({ readonly value: unknown } | undefined)[]): { readonly value: unknown } | undefined {
  const values = items.flatMap((item) => (item === undefined ? [] : [item.value]));
  return values.length === items.length ? { value: values } : undefined;
}
