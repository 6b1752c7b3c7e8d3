import type { Form } from './form.ts';
import { notesAbove } from './notes.ts';
import { typeText } from './type-text.ts';

/** `export type Name = …;`, with what readers are told above it. */
export function declaration(name: string, form: Form): string {
  return `${notesAbove(form, '')}export type ${name} = ${typeText(form).text};`;
}
