/** Thrown for a part, or for texts together, of more bytes than are taken. */
export class PartTooLarge extends Error {
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super(`A part has more than ${limitBytes} bytes.`);
    this.limitBytes = limitBytes;
  }
}
