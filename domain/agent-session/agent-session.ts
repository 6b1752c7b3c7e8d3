/** A conversation of a user with one agent. */
export interface AgentSession {
  /** Also of its conversation. */
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly agentId: string;
  readonly isOpen: boolean;
}
