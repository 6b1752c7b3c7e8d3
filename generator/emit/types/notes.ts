import type { Form } from './form.ts';

/** The comment above a type or a property, each line indented; empty where there is nothing to say. Ends with a line break. */
export function notesAbove({ title, description, isDeprecated }: Form, indent: string): string {
  const paragraphs = [...[title, description].filter((text) => text !== undefined).map(safeText), ...(isDeprecated === true ? ['@deprecated'] : [])];
  if (paragraphs.length === 0) return '';
  const lines = paragraphs.join('\n\n').split(/\r\n?|[\n\u2028\u2029]/);
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** Without what would end the comment, and without indentation of further lines. */
function safeText(text: string): string {
  return text.replaceAll('*/', '*').replaceAll('/*', '*').replace(/\r?\n(.*)/g, (_, line: string) => `\n${line.trim()}`);
}
