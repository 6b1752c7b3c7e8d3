type Colour = 'red' | 'green' | 'dim';

const codes: Record<Colour, number> = { red: 31, green: 32, dim: 2 };

/** Colours are for a terminal; not when the output goes elsewhere, nor with NO_COLOR (https://no-color.org). */
export function hasColours(stream: { readonly isTTY?: boolean } = process.stderr): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'];
}

export function paint(colour: Colour, text: string): string {
  return hasColours() ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}
