/** Whether an agent can have this id: it names rows, files and folders. */
export function isAgentId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id);
}

/** An assistant that a tenant's users can talk to. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  /** What it is good for; part of what the language model is told. */
  readonly description: string;
  readonly version: string;
}
