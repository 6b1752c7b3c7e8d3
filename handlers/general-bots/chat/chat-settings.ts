/** What may be set about talking to bots; what is left out has the contract's value. */
export interface ChatSettings {
  /** Milliseconds of silence after which a frame says that the bot is thinking. */
  readonly thinkingMs: number;
}

const defaults: ChatSettings = { thinkingMs: 2000 };

export function chatSettings({ chat }: { readonly chat?: Partial<ChatSettings> }): ChatSettings {
  return { ...defaults, ...chat };
}
