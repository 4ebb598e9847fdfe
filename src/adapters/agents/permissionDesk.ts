import type { AgentPermissions } from '../../shared/attempt.ts';

export interface PermissionRequest {
  readonly id: string;
  readonly tool: string;
  readonly summary: string;
}

/**
 * Decides what becomes of permission requests that the agent's own rules left open: what a person approved for the
 * run before is allowed, else a person is asked, and when there is none it is denied.
 */
export class PermissionDesk {
  readonly #canAsk: boolean;
  readonly #open = new Map<string, PermissionRequest>();
  /** Exactly the same request, not a wider rule: nobody approved more than they saw. */
  readonly #approved = new Set<string>();

  constructor(permissions: AgentPermissions) {
    this.#canAsk = permissions.canAsk;
  }

  ask(request: PermissionRequest): 'allowed' | 'asked' | 'denied' {
    if (this.#approved.has(keyOf(request))) return 'allowed';
    if (!this.#canAsk) return 'denied';
    this.#open.set(request.id, request);
    return 'asked';
  }

  /** The request that is answered with this; null when it is not open (answered twice, withdrawn). */
  answer(id: string, allow: boolean, forRun: boolean): PermissionRequest | null {
    const request = this.#open.get(id);
    if (request === undefined) return null;
    this.#open.delete(id);
    if (allow && forRun) this.#approved.add(keyOf(request));
    return request;
  }

  withdraw(id: string): PermissionRequest | null {
    return this.answer(id, false, false);
  }
}

function keyOf(request: PermissionRequest): string {
  return `${request.tool}\0${request.summary}`;
}

/** What an agent is told whose request was denied because nobody can answer. */
export function nobodyCanAnswer(tool: string): string {
  return (
    `Nobody can answer permission requests in this run, so ${tool} was denied. Do the task without it; ` +
    'when that is impossible, stop and say which permission you need and why.'
  );
}
