/** What Perl, Python, Java and POSIX write otherwise than ECMAScript, and what has the same meaning there. */
export interface TranslatedPattern {
  readonly source: string;
  /** From `(?i)` and `(?s)` at the beginning. */
  readonly flags: string;
}

/** A class of POSIX, within brackets. */
const posixClasses: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** Ends of the text; ECMAScript has no others without the flag `m`, which is never set here. */
const anchors: Readonly<Record<string, string>> = { '\\A': '^', '\\z': '$', '\\Z': '(?=\\n?$)' };

const tokens =
  /\\(?:[xu]\{[\da-fA-F]+\}|[pP](?:\{[^}]*\}|[CLMNPSZ])|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<[^>]*>|[^])|\[:[a-z]+:\]|\(\?P(?:<|=\w+\))|[^]/gu;

/** Only what means the same to the letter is translated; anything else stays as it is, for JavaScript to refuse or to take. */
export function translatePattern(pattern: string): TranslatedPattern {
  const [opening = '', start = '', flags = ''] = /^(\^?)\(\?([is]+)\)/.exec(pattern) ?? [];
  const found = pattern.slice(opening.length).match(tokens) ?? [];
  let isInClass = false;
  const source = found.map((token, index) => {
    if (token === '[' && !isInClass) return (isInClass = true), token;
    if (token === ']') return (isInClass = false), token;
    return isInClass ? withinClass(token, found[index - 1] ?? '', found[index + 1] ?? '') : outsideClass(token);
  });
  return { source: start + source.join(''), flags: [...new Set(flags)].sort().join('') };
}

function outsideClass(token: string): string {
  if (token.startsWith('(?P')) return token.endsWith('<') ? '(?<' : `\\k<${token.slice(4, -1)}>`;
  return anchors[token] ?? escapeOf(token, /[\^$\\.*+?()[\]{}|/]/);
}

/** Beside a class within a class (`[\w-.]`) a hyphen is one, and no range (ECMA-262, annex B.1.2). */
function withinClass(token: string, before: string, after: string): string {
  if (token === '-' && [before, after].some((beside) => /^\\[dDwWsSpP]/.test(beside))) return '\\-';
  return posixClasses[/^\[:([a-z]+):\]$/.exec(token)?.[1] ?? ''] ?? escapeOf(token, /[\^$\\.*+?()[\]{}|/-]/);
}

/** An escaped sign that needs none is itself (annex B.1.2), which the flag `u` does not allow. */
function escapeOf(token: string, syntax: RegExp): string {
  const [first, second = ''] = token;
  if (first !== '\\') return token;
  if (/^\\x\{/.test(token)) return `\\u${token.slice(2)}`;
  if (/^\\[pP].$/.test(token)) return `${token.slice(0, 2)}{${token.slice(2)}}`;
  return token.length > 2 || /[a-zA-Z\d]/.test(second) || syntax.test(second) ? token : second;
}
