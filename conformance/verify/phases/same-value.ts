import { ExactInteger } from '../../../generator/load/exact-integer.ts';

type Members = Readonly<Record<string, unknown>>;

/** Nobody sees half of a hundredth. */
const roundedAway = 0.005;

/**
 * Whether a scalar that was sent and one that came say the same. A server may write a value its own way: letter case, blanks, accents as one
 * character or two, numbers to two places, a telephone number without what is only there to be read, another offset of the same
 * time, an address as browsers write it, stars in place of what is nobody's business.
 */
export function isSame(sent: unknown, came: unknown): boolean {
  if (typeof sent === 'number' && typeof came === 'number') return Math.abs(sent - came) <= roundedAway;
  if (sent instanceof ExactInteger || came instanceof ExactInteger) return String(sent) === String(came);
  if (typeof sent !== 'string' || typeof came !== 'string') return sent === came;
  return plain(sent) === plain(came) || ways.some((way) => way(sent) !== undefined && way(sent) === way(came)) || isMasked(came);
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s/g, '');
}

/** What a text stands for; undefined where it is no such text. */
const ways: readonly ((text: string) => string | number | undefined)[] = [
  (text) => (/^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(text) ? text.replace(/\D/g, '') : undefined),
  (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
  (text) => (/^\d{4}-\d{2}-\d{2}T/i.test(text) ? Math.floor(Date.parse(text) / 1000) : undefined),
  (text) => (/^\w+:/.test(text) && URL.canParse(text) ? new URL(text).href : undefined),
];

function isMasked(text: string): boolean {
  return /[*\u2022]{2}/.test(text);
}

/** What a server counts by itself: who writes it says which one was read, and not which one comes next. */
export function isCounter(name: string): boolean {
  return /^(row_?|lock_?)?(version|revision|rev|etag)(_?(no|number))?$/i.test(name);
}

export function isScalar(value: unknown): boolean {
  return value === null || value instanceof ExactInteger || ['string', 'number', 'boolean'].includes(typeof value);
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactInteger);
}
