import type { Message } from '../../../generator/model/types.ts';
import { isRecord, type Heard } from './channel-subject.ts';

const words = /err|fail|problem|refus|reject|nack|denied|invalid|exception|fault/i;

/** Whether a message is there to say that something went wrong: by its name, or by what it says. */
export function isRefusal({ message, value }: Heard): boolean {
  if (message !== undefined && isRefusalName(message)) return true;
  if (!isRecord(value)) return false;
  return value['ok'] === false || value['success'] === false || /^(error|failed|failure|rejected)$/i.test(String(value['status'])) || Boolean(value['error']);
}

export function isRefusalName({ name, schemaName = '' }: Message): boolean {
  return words.test(name) || words.test(schemaName);
}

/** What kind of refusal it is: its members that are words for programs. Undefined where it has none. */
export function refusalCode({ value }: Heard, discriminator: string | undefined): string | undefined {
  const found = codesIn(value).filter(([name]) => name !== discriminator);
  return found.length === 0 ? undefined : JSON.stringify(found);
}

/** Whether a refusal says that the server does not know such messages at all. */
export function isUnknownKind(text: string): boolean {
  return /(unknown|unsupported|unexpected|invalid|unrecogni[sz]ed)[ _-]?(message|event|command)?[ _-]?(type|message|event|command|op)\b/i.test(text);
}

/** Whether a refusal says that the message itself is wrong, and not the moment, nor what it names. */
export function blamesMessage(text: string, isCode: boolean): boolean {
  if (isCode) return codesOfForm.test(text);
  const isAboutForm = /invalid|malformed|schema|validation|format|illegal|wrong|bad|\b4(00|22)\b|must|required|expected|too (long|short|large|small)/i.test(text);
  return isAboutForm && !/not[ _-]?found|no such|unknown|state|token|session|credential|auth|busy|already/i.test(text);
}

/** A code that names a part of the message may be about what that part names. */
const codesOfForm = /"(invalid[ _-]?(message|request|payload|format|body|input|data|argument|params)|bad[ _-]?(request|message)|malformed\w*|validation\w*|schema\w*)"|\b4(00|22)\b/i;

const names = /^(code|error|reason|kind|type|status|error_?code|error_?type)$/i;
const deepest = 3;

function codesIn(value: unknown, depth = 0): [string, unknown][] {
  if (!isRecord(value) || depth > deepest) return [];
  return Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (isRecord(member)) return codesIn(member, depth + 1);
    const isCode = names.test(name) && (typeof member === 'number' || (typeof member === 'string' && /^[\w.:/-]{1,64}$/.test(member)));
    return isCode ? [[name, member]] : [];
  });
}
