/** One message that waits for its turn, or has it. */
export interface Place {
  /** Kept when all messages before it are done with. */
  readonly turn: Promise<void>;
  /** To be called when this one is done with, or will not be. */
  leave(): void;
}

interface Waiting extends Place {
  begin(): void;
}

/** Messages that may wait behind the one whose turn it is. */
const room = 16;

/** Keeps the messages of each bot session in the order in which they came. */
export class WaitingLines {
  readonly #lines = new Map<string, Waiting[]>();

  /** A place at the end of a session's line; undefined when the line is full. */
  join(sessionId: string): Place | undefined {
    const line = this.#lines.get(sessionId) ?? [];
    if (line.length > room) return undefined;
    const place = createPlace(() => this.#leave(sessionId, place));
    line.push(place);
    this.#lines.set(sessionId, line);
    if (line.length === 1) place.begin();
    return place;
  }

  #leave(sessionId: string, place: Waiting): void {
    const line = this.#lines.get(sessionId) ?? [];
    const index = line.indexOf(place);
    if (index < 0) return;
    line.splice(index, 1);
    if (line.length === 0) this.#lines.delete(sessionId);
    else if (index === 0) line[0]?.begin();
  }
}

function createPlace(leave: () => void): Waiting {
  let begin = (): void => undefined;
  const turn = new Promise<void>((resolve) => (begin = resolve));
  return { turn, leave, begin: () => begin() };
}
