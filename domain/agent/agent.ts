/** An assistant that a tenant's users can talk to. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  /** What it is good for; part of what the language model is told. */
  readonly description: string;
  readonly version: string;
}
