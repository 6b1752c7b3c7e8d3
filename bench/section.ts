/** A part of RESULTS.md: what is under one heading. */
export interface Section {
  readonly title: string;
  readonly text: string;
}

/** As Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function thousands(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}

/** Sections of the same title are replaced where they stand, others are added in order. */
export function replaceSections(page: string, sections: readonly Section[]): string {
  const [head = '', ...kept] = page.split(/^## /m);
  const all = new Map(kept.map((text) => [text.slice(0, text.indexOf('\n')), text.slice(text.indexOf('\n')).trim()]));
  for (const { title, text } of sections) all.set(title, text.trim());
  return `${head.trim()}\n\n${[...all].map(([title, text]) => `## ${title}\n\n${text}\n`).join('\n')}`;
}
