import type { ResolvedSettings, ResponseCheck } from './settings.ts';

/**
 * Whether what is sent is held against its contract, by the mode. Of a sample each has the same chance, whatever was chosen before; how
 * many are let go until the next one is drawn at once, since a number drawn for each costs a request three per cent.
 */
export class CheckSampler {
  /** Whether what breaks the contract must not be sent. */
  readonly isEnforced: boolean;
  readonly #mode: ResponseCheck;
  readonly #rate: number;
  #left: number;

  constructor({ responseCheck, sampleRate }: Pick<ResolvedSettings, 'responseCheck' | 'sampleRate'>) {
    this.isEnforced = responseCheck === 'enforce';
    this.#mode = responseCheck === 'sample' && sampleRate === 0 ? 'off' : responseCheck;
    this.#rate = sampleRate;
    this.#left = drawGap(sampleRate);
  }

  /** To be asked once for each answer, item of a stream or message. */
  isDue(): boolean {
    if (this.#mode !== 'sample') return this.#mode !== 'off';
    this.#left -= 1;
    if (this.#left > 0) return false;
    this.#left = drawGap(this.#rate);
    return true;
  }
}

/** V8 counts faster up to here. */
const longestGap = 2 ** 30;

/** Up to and with the next one: geometrically distributed. */
function drawGap(rate: number): number {
  const gap = Math.ceil(Math.log(1 - Math.random()) / Math.log(1 - rate));
  return Math.min(Math.max(gap, 1), longestGap);
}
