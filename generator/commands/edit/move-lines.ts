import type { EditedDocument } from './document-change.ts';
import { textOf } from './document-pieces.ts';
import { findEdit } from './text-edit.ts';

/** Lines that an edit made other ones of: the first and the last of what was there, and how many more are there now. */
interface EditedLines {
  readonly first: number;
  readonly last: number;
  readonly more: number;
}

/**
 * What was said of a file, with the numbers of its lines as they are after an edit. Undefined where something was said of a line that
 * was edited.
 */
export function moveLines(said: string, file: string, document: EditedDocument): string | undefined {
  if (said === '') return said;
  const edits = editedLines(document);
  let isHit = false;
  const name = file.replaceAll(/[^\w/]/g, '\\$&');
  const moved = said.replaceAll(new RegExp(`(${name}:|\\(line )(\\d+)`, 'g'), (_, place: string, number: string) => {
    const line = Number(number);
    isHit ||= edits.some(({ first, last }) => line >= first && line <= last);
    return place + String(edits.reduce((moving, { last, more }) => (line > last ? moving + more : moving), line));
  });
  return isHit ? undefined : moved;
}

/** Between each two pieces that are the same there is one edit, or none. */
function editedLines({ before, after, changed }: EditedDocument): EditedLines[] {
  const edits: EditedLines[] = [];
  let [line, from, to] = [1, 0, 0];
  const compare = (end: number, otherEnd: number) => {
    const [old, now] = [before.text.slice(from, end), after.text.slice(to, otherEnd)];
    const edit = findEdit(old, now);
    if (edit !== undefined) {
      const first = line + countBreaks(old.slice(0, edit.begin));
      const last = first + countBreaks(old.slice(edit.begin, edit.end - edit.growth));
      edits.push({ first, last, more: first + countBreaks(now.slice(edit.begin, edit.end)) - last });
    }
    line += countBreaks(old);
  };
  for (const [key, piece] of before.pieces) {
    const same = changed.has(key) ? undefined : after.pieces.get(key);
    if (same === undefined) continue;
    compare(piece.begin, same.begin);
    line += countBreaks(textOf(before, piece));
    [from, to] = [piece.end, same.end];
  }
  compare(before.text.length, after.text.length);
  return edits;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
