/**
 * Something that a person can act on: one sentence that says what failed, on what, and what to do.
 * `exitCode` 2: usage, config or plan error, nothing was started; 1: something failed or needs a person.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
