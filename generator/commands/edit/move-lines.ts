import type { TextEdit } from './text-edit.ts';

/**
 * What was said of a file, with the numbers of its lines as they are after an edit. Undefined where something was said of a line that
 * was edited.
 */
export function moveLines(said: string, file: string, texts: { readonly before: string; readonly after: string }, { begin, end, growth }: TextEdit): string | undefined {
  if (said === '') return said;
  const first = 1 + countBreaks(texts.before.slice(0, begin));
  const last = first + countBreaks(texts.before.slice(begin, end - growth));
  const more = first + countBreaks(texts.after.slice(begin, end)) - last;
  let isHit = false;
  const name = file.replaceAll(/[^\w/]/g, '\\$&');
  const moved = said.replaceAll(new RegExp(`(${name}:|\\(line )(\\d+)`, 'g'), (_, place: string, number: string) => {
    const line = Number(number);
    isHit ||= line >= first && line <= last;
    return place + String(line > last ? line + more : line);
  });
  return isHit ? undefined : moved;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
